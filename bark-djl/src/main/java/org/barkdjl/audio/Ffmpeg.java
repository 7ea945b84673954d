package org.barkdjl.audio;

import static java.util.stream.Collectors.toSet;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * An {@code ffmpeg} that is installed on this machine: it codes FLAC, Opus and MP3.
 *
 * <p>A terminal's Ctrl-C goes to all that was started from it, and ffmpeg, which ends at once then,
 * cannot be told to ignore it. {@code setsid} starts it apart from the terminal.
 *
 * @param program its file
 * @param setsid the file of that program, if there is one
 */
public record Ffmpeg(Path program, Optional<Path> setsid) {
  private static final String VARIABLE = "BARK_FFMPEG";
  private static final int PATIENCE_SECONDS = 30;

  /** A full build's list has 20 kB. */
  private static final int MAX_LIST_BYTES = 1 << 20;

  /** {@code " A....D flac FLAC (Free Lossless Audio Codec)"}. */
  private static final Pattern ENCODER = Pattern.compile("(?m)^ A\\S{5} (\\S+)");

  /**
   * The one that {@code BARK_FFMPEG} names, else the first on the {@code PATH}, if it can code the
   * format. The program is asked which encoders it has.
   *
   * @param environment the environment variables
   * @throws IOException with a sentence that says what to install
   */
  public static Ffmpeg find(Map<String, String> environment, AudioFormat format)
      throws IOException {
    Ffmpeg ffmpeg = new Ffmpeg(program(environment, format), onPath(environment, "setsid"));
    String encoder = FfmpegCodec.of(format).encoder();
    if (!ffmpeg.encoders().contains(encoder)) {
      throw new IOException(
          "The ffmpeg at %s has no encoder %s, which writing %s needs; install a full build of ffmpeg and name it with %s."
              .formatted(ffmpeg.program, encoder, format.id(), VARIABLE));
    }
    return ffmpeg;
  }

  /**
   * Samples of a source, spoken faster or slower at the same pitch.
   *
   * @param tempo so many times as fast: from 0.25 to 4
   */
  public AudioSource paced(AudioSource source, int sampleRateHz, double tempo) {
    return new PacedSource(this, source, sampleRateHz, tempo);
  }

  /**
   * Starts it.
   *
   * @throws IOException with a sentence if it cannot be started
   */
  Process start(List<String> arguments, ProcessBuilder.Redirect errors) throws IOException {
    List<String> line = new ArrayList<>(arguments);
    line.add(0, program.toString());
    setsid.ifPresent(file -> line.add(0, file.toString()));
    try {
      return new ProcessBuilder(line).redirectError(errors).start();
    } catch (IOException e) {
      throw new IOException("Cannot start " + program + ": " + e.getMessage() + ".", e);
    }
  }

  /** Ends a process that {@link #start} gave, and what that may have started itself. */
  static void kill(Process process) {
    List<ProcessHandle> started = process.descendants().toList();
    // First itself: a script would go on with its next line, and start another.
    process.destroyForcibly();
    started.forEach(ProcessHandle::destroyForcibly);
  }

  private static Path program(Map<String, String> environment, AudioFormat format)
      throws IOException {
    String named = environment.getOrDefault(VARIABLE, "");
    if (!named.isBlank()) {
      return program(named)
          .orElseThrow(
              () ->
                  new IOException(
                      VARIABLE
                          + " names "
                          + named
                          + ", which is no program that can be run; correct it."));
    }
    String name = File.separatorChar == '\\' ? "ffmpeg.exe" : "ffmpeg";
    return onPath(environment, name)
        .orElseThrow(
            () ->
                new IOException(
                    "Writing %s needs ffmpeg, and there is none on the PATH; install it (such as 'apt install ffmpeg'), name it with %s, or write a WAV."
                        .formatted(format.id(), VARIABLE)));
  }

  private static Optional<Path> onPath(Map<String, String> environment, String name) {
    return Stream.of(environment.getOrDefault("PATH", "").split(File.pathSeparator, -1))
        .filter(folder -> !folder.isBlank())
        .flatMap(folder -> program(folder, name).stream())
        .findFirst();
  }

  /** Absolute, or a name alone would be looked for on the path. */
  private static Optional<Path> program(String first, String... more) {
    try {
      return Optional.of(Path.of(first, more).toAbsolutePath())
          .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file));
    } catch (InvalidPathException e) {
      // There is no such file then; a shell passes over it, too.
      return Optional.empty();
    }
  }

  private Set<String> encoders() throws IOException {
    Process process = start(List.of("-hide_banner", "-encoders"), ProcessBuilder.Redirect.DISCARD);
    CompletableFuture.delayedExecutor(PATIENCE_SECONDS, TimeUnit.SECONDS)
        .execute(() -> kill(process));
    try (InputStream out = process.getInputStream()) {
      process.getOutputStream().close();
      String list = new String(out.readNBytes(MAX_LIST_BYTES), StandardCharsets.UTF_8);
      return ENCODER.matcher(list).results().map(found -> found.group(1)).collect(toSet());
    } finally {
      kill(process);
    }
  }
}
