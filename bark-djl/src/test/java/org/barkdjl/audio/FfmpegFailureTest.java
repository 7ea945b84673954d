package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.barkdjl.error.CancelledException;
import org.barkdjl.io.AtomicFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@Timeout(60)
class FfmpegFailureTest {
  private static final int RATE = 24_000;
  private static final AudioTags TAGS = new AudioTags("Hello.", "amy", "nano", 7, "test");

  /** More than the pipes hold. */
  private static final AudioSource MINUTE = AudioSource.of(new float[60 * RATE]);

  @TempDir Path folder;
  @TempDir Path output;

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "head -c 100000 >/dev/null; echo first >&2; echo The disk burns. >&2; exit 1"
            + "| The disk burns.",
        "head -c 10 >/dev/null; echo why >&2; echo Conversion failed! >&2; exit 1 | why",
        "head -c 3000000 /dev/zero >&2; cat >/dev/null; echo >&2; echo the end >&2; exit 3 | the end",
        "cat >/dev/null; kill -9 $$ | it ended with status 137.",
        "cat >/dev/null | it ended with status 0.",
        "exit 0 | it ended with status 0.",
      })
  void aFailureIsToldAndLeavesNothing(String script, String reason) throws IOException {
    AudioWriter writer = writer(script);
    Path file = output.resolve("a.mp3");

    IOException e =
        assertThrows(
            IOException.class,
            () -> AtomicFile.writePatched(file, out -> writer.stream(out, MINUTE)));

    assertEquals("Cannot write " + file + ": ffmpeg failed: " + reason, e.getMessage());
    assertEquals(List.of(), left());
  }

  @Test
  void whatTheOutputSaysIsToldFirst() throws IOException {
    AudioWriter writer = writer("exec cat");
    OutputStream full =
        new OutputStream() {
          @Override
          public void write(int b) throws IOException {
            throw new IOException("No space left on device");
          }
        };
    IOException e = assertThrows(IOException.class, () -> writer.stream(full, MINUTE));
    assertEquals("No space left on device", e.getMessage());
  }

  @Test
  void whoCancelsEndsIt() throws IOException {
    Path pid = folder.resolve("pid");
    AudioWriter writer = writer("echo $$ >'" + pid + "'; cat >/dev/null; sleep 1000");
    Path file = output.resolve("a.mp3");
    AudioSource source =
        sink -> {
          sink.write(new float[RATE]);
          while (!Files.exists(pid) || Files.size(pid) == 0) {
            sink.write(new float[1]);
          }
          throw new CancelledException("stop");
        };

    assertThrows(
        CancelledException.class,
        () -> AtomicFile.writePatched(file, out -> writer.stream(out, source)));

    assertEquals(List.of(), left());
    Optional<ProcessHandle> process =
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip()));
    process.ifPresent(handle -> handle.onExit().join());
    assertFalse(process.map(ProcessHandle::isAlive).orElse(false));
  }

  @Test
  void whereCtrlCWouldReachItItStartsWhenAllIsThere() throws IOException {
    Path started = folder.resolve("started");
    Path script = FakeFfmpeg.script(folder, "echo >'" + started + "'; cat");
    AudioWriter writer =
        new AudioEncoding(
                AudioFormat.MP3,
                OptionalInt.empty(),
                OptionalDouble.empty(),
                Optional.of(new Ffmpeg(script, Optional.empty())),
                output)
            .writer(RATE, TAGS, AudioListener.NONE);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    writer.stream(
        out,
        sink -> {
          MINUTE.writeTo(sink);
          assertFalse(Files.exists(started));
        });
    assertTrue(out.size() > 60 * RATE, "" + out.size());
    assertEquals(List.of(), left());
  }

  @Test
  void anEncoderThatIsMissingIsKnownBefore() throws IOException {
    FakeFfmpeg.script(folder, "echo ' A....D flac    FLAC'; echo ' A..X.. opus    Opus'");
    Map<String, String> path = Map.of("PATH", output + File.pathSeparator + folder);

    assertEquals(folder.resolve("ffmpeg"), Ffmpeg.find(path, AudioFormat.FLAC).program());
    String message = refused(path, AudioFormat.OPUS);
    assertTrue(message.startsWith("The ffmpeg at " + folder), message);
    assertTrue(message.contains(" no encoder libopus, which writing opus needs; "), message);
    message = refused(Map.of("PATH", output.toString()), AudioFormat.MP3);
    assertTrue(message.startsWith("Writing mp3 needs ffmpeg, and there is none on the"), message);
    message = refused(Map.of("BARK_FFMPEG", output.toString()), AudioFormat.MP3);
    assertTrue(
        message.startsWith("BARK_FFMPEG names " + output + ", which is no program"), message);
    FakeFfmpeg.script(folder, "exit 1");
    message = refused(Map.of("BARK_FFMPEG", folder.resolve("ffmpeg").toString()), AudioFormat.MP3);
    assertTrue(message.contains("no encoder libmp3lame"), message);
  }

  private static String refused(Map<String, String> environment, AudioFormat format) {
    return assertThrows(IOException.class, () -> Ffmpeg.find(environment, format)).getMessage();
  }

  private AudioWriter writer(String script) throws IOException {
    Ffmpeg ffmpeg = new Ffmpeg(FakeFfmpeg.script(folder, script), Optional.empty());
    return new FfmpegWriter(ffmpeg, FfmpegCodec.MP3, RATE, TAGS);
  }

  private List<Path> left() throws IOException {
    try (Stream<Path> files = Files.list(output)) {
      return files.toList();
    }
  }
}
