package org.barkdjl.narration;

import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import org.barkdjl.io.AtomicFile;

/** Formats of subtitle files: a cue a piece. */
public enum Subtitles {
  /** SubRip. */
  SRT,
  /**
   * WebVTT.
   *
   * @see <a href="https://www.w3.org/TR/webvtt1/">the format</a>
   */
  VTT;

  /**
   * Writes a file, whole or not at all.
   *
   * @throws IOException with a sentence that names the file and the reason
   */
  public void write(Narration narration, Path file) throws IOException {
    AtomicFile.write(
        file,
        out -> {
          Writer writer = new OutputStreamWriter(out, StandardCharsets.UTF_8);
          if (this == VTT) {
            writer.write("WEBVTT\n\n");
          }
          int number = 0;
          for (SpokenPiece piece : narration.pieces()) {
            writer.write(cue(++number, piece));
          }
          writer.flush();
        });
  }

  private String cue(int number, SpokenPiece spoken) {
    // An empty line would end the cue, and an arrow would begin another.
    String lines = printable(spoken.piece().written()).replaceAll("\\s*\\R\\s*", "\n");
    String text = this == VTT ? escaped(lines) : lines.replace("-->", "→");
    String speaker =
        spoken
            .piece()
            .speaker()
            .filter(name -> !text.startsWith(name + ":")) // Bark's own MAN:
            .map(this::named)
            .orElse("");
    return number
        + "\n"
        + time(spoken.start())
        + " --> "
        + time(spoken.end())
        + "\n"
        + speaker
        + text
        + (spoken.cut() ? " …" : "")
        + "\n\n";
  }

  /** Players take no control characters, and a file that is UTF-8 no lone surrogates. */
  private static String printable(String text) {
    return text.replaceAll("[\\p{Cc}&&[^\\n\\r\\u0085]]", " ")
        .replaceAll("\\p{Cs}", "\uFFFD")
        .strip();
  }

  private String named(String name) {
    String speaker = printable(name).replaceAll("\\R", " ");
    return this == VTT ? "<v " + escaped(speaker) + ">" : speaker + ": ";
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
  }

  private String time(Duration at) {
    return String.format(
        Locale.ROOT,
        "%02d:%02d:%02d%s%03d",
        at.toHours(),
        at.toMinutesPart(),
        at.toSecondsPart(),
        this == SRT ? "," : ".",
        at.toMillisPart());
  }
}
