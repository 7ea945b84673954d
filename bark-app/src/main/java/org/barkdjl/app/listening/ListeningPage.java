package org.barkdjl.app.listening;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.barkdjl.audio.WavFile;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;

/**
 * A page to listen to takes and choose among them: one HTML file beside their audio, which needs no
 * server and no network.
 */
public final class ListeningPage {
  /** The file's name in the folder of the audio. */
  public static final String NAME = "index.html";

  /** Those of the server's page. */
  private static final String COLOURS = "/org/barkdjl/server/page/colours.css";

  private static final String CONTENT = "<!-- texts -->";

  private final Path folder;

  /**
   * A text.
   *
   * @param id its name
   * @param problem why it has no take, if so
   */
  public record Text(String id, List<Take> takes, Optional<String> problem) {}

  /**
   * A take of a text.
   *
   * @param number 0: the only one
   * @param file its name in the folder
   * @param points what speaks against it; empty: it was not measured
   * @param place among the measured ones of the text, from 1
   * @param remarks sentences, or parts of them
   * @param chosen whether it is the text's audio already
   */
  public record Take(
      int number,
      String file,
      long seed,
      double seconds,
      Optional<Double> points,
      int place,
      List<String> remarks,
      boolean chosen) {}

  public ListeningPage(Path folder) {
    this.folder = folder;
  }

  /**
   * Writes the page, whole or not at all. Audio that is no WAV of 16 bits can be heard there, but
   * has no picture.
   *
   * @return the file
   */
  public Path write(List<Text> texts) throws IOException {
    String frame =
        resource("page.html")
            .replace("/* style */", resource(COLOURS) + resource("page.css"))
            .replace("/* script */", resource("page.js"));
    int at = frame.indexOf(CONTENT);
    Path file = folder.resolve(NAME);
    AtomicFile.write(
        file,
        out -> {
          write(out, frame.substring(0, at));
          for (Text text : texts) {
            write(out, html(text));
          }
          write(out, frame.substring(at + CONTENT.length()));
        });
    return file;
  }

  /** Takes are drawn one after the other, as a thousand of them do not fit into memory. */
  private String html(Text text) throws IOException {
    StringBuilder takes = new StringBuilder();
    Optional<String> said = Optional.empty();
    Optional<String> voice = Optional.empty();
    for (Take take : text.takes()) {
      Optional<WavFile> sound = sound(take);
      Optional<String> comment = sound.map(wav -> wav.info().getOrDefault("ICMT", ""));
      said = said.or(() -> tag(comment, "; text="));
      voice = voice.or(() -> tag(comment, "; voice=").map(rest -> rest.replaceAll(";.*", "")));
      takes.append(html(take, sound));
    }
    String about = text.id() + voice.map(name -> " · voice " + name).orElse("");
    return "<li class=\"text\" data-id=\"%s\">\n<h2>%s</h2>\n"
            .formatted(escaped(text.id()), escaped(said.orElse(text.id())))
        + paragraph("about", about)
        + text.problem().map(why -> paragraph("problem", why)).orElse("")
        + "<ul class=\"takes\">\n"
        + takes
        + "</ul>\n</li>\n";
  }

  private static String html(Take take, Optional<WavFile> sound) {
    String name = take.number() == 0 ? "The take" : "Take " + take.number();
    List<String> facts = new ArrayList<>();
    facts.add(String.format(Locale.ROOT, "%.2f s", take.seconds()));
    facts.add("seed " + take.seed());
    if (take.points().isPresent()) {
      facts.add(
          String.format(Locale.ROOT, "place %d, %.1f points", take.place(), take.points().get()));
    }
    StringBuilder html = new StringBuilder();
    html.append(
        "<li class=\"take\" data-take=\"%d\" data-seed=\"%d\" data-file=\"%s\"%s>\n"
            .formatted(
                take.number(),
                take.seed(),
                escaped(take.file()),
                take.chosen() ? " data-chosen" : ""));
    html.append("<button class=\"picture\" aria-label=\"Play ").append(name).append("\">");
    sound.ifPresent(
        wav -> html.append(picture(new SoundPicture(wav.samples(), wav.sampleRateHz()))));
    html.append("</button>\n<p><b>").append(name).append("</b> ");
    html.append(escaped(String.join(" · ", facts))).append("</p>\n");
    take.remarks().forEach(remark -> html.append(paragraph("remark", remark)));
    return html.append("</li>\n").toString();
  }

  private static String picture(SoundPicture picture) {
    String size = "width=\"%d\" height=\"%d\"".formatted(SoundPicture.WIDTH, SoundPicture.HEIGHT);
    String box = "viewBox=\"0 0 %d %d\"".formatted(SoundPicture.WIDTH, SoundPicture.HEIGHT);
    return "<svg %s %s preserveAspectRatio=\"none\" aria-hidden=\"true\"><path d=\"%s\"/></svg>"
            .formatted(size, box, picture.waveform())
        + "<img %s alt=\"\" src=\"data:image/png;base64,%s\">"
            .formatted(size, Base64.getEncoder().encodeToString(picture.spectrogram()));
  }

  /** What a file's comment says after a word. */
  private static Optional<String> tag(Optional<String> comment, String word) {
    return comment
        .filter(line -> line.contains(word))
        .map(line -> line.substring(line.indexOf(word) + word.length()));
  }

  private Optional<WavFile> sound(Take take) throws IOException {
    try {
      return Optional.of(WavFile.read(folder.resolve(take.file())));
    } catch (InputException e) {
      return Optional.empty(); // another format, which only the browser knows
    }
  }

  private static String paragraph(String kind, String text) {
    return "<p class=\"" + kind + "\">" + escaped(text) + "</p>\n";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;")
        .replaceAll("\\p{Cntrl}", " ")
        .replaceAll("\\p{Cs}", "\uFFFD");
  }

  private static void write(OutputStream out, String part) throws IOException {
    out.write(part.getBytes(UTF_8));
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = ListeningPage.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), UTF_8);
    }
  }
}
