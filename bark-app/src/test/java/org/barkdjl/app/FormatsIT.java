package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.barkdjl.audio.WavFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kinds of files, with a stand-in for ffmpeg that gives back what it gets: a WAV. */
class FormatsIT {
  private static final String ENCODERS = "case \"$*\" in *-encoders*) echo ' A..... flac x';; ";

  @TempDir Path scripts;
  @TempDir Path folder;

  @BeforeEach
  void install() throws IOException {
    script(ENCODERS + "*) cat;; esac");
  }

  @Test
  void sayResamplesNormalizesAndCodes() throws Exception {
    Path file = folder.resolve("-a:%d.FLAC");
    String[] words = {
      "say", "Hello there.", "-o", file.toString(), "-s", "1", "--sample-rate", "16000"
    };

    BarkProcess.Outcome outcome = bark(with(words, "--normalize"));

    assertEquals(0, outcome.status(), outcome::toString);
    ByteBuffer wav = ByteBuffer.wrap(Files.readAllBytes(file)).order(ByteOrder.LITTLE_ENDIAN);
    assertEquals(16_000, wav.getInt(24));
    assertEquals(16, wav.getShort(34));
    double seconds = (wav.capacity() - head(wav)) / 32_000.0;
    Matcher said = Pattern.compile(": (\\d+\\.\\d\\d) s of audio").matcher(outcome.text());
    assertTrue(said.find(), outcome::text);
    assertEquals(seconds, Double.parseDouble(said.group(1)), 0.01);
    assertEquals(List.of(file), files());
    Files.delete(file);

    script(ENCODERS + "*) head -c 100 >/dev/null; echo The disk burns. >&2; exit 1;; esac");
    outcome = bark(words);
    assertEquals(1, outcome.status(), outcome::toString);
    assertEquals(
        "bark: Cannot write " + file + ": ffmpeg failed: The disk burns.\n", outcome.err());
    assertEquals(List.of(), files());
  }

  @Test
  void whatWasSpokenBeforeCtrlCIsKept() throws Exception {
    Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/setsid")), "no setsid");
    Path file = folder.resolve("long.flac");
    BarkProcess bark =
        BarkProcess.inAGroup(
            environment(),
            "\n\r2", // the line of the second piece
            "The first piece is here. The second one follows it. The third one is the last.",
            "--max-sentence-seconds",
            "2",
            "-v",
            "flite_rms",
            "-s",
            "1",
            "-o",
            file.toString());
    BarkProcess.Outcome outcome = bark.signalGroup("INT");

    assertEquals(130, outcome.status(), outcome::toString);
    Path partial = folder.resolve("long.partial.flac");
    assertTrue(outcome.err().contains("Of 3 pieces 1 is in " + partial + ";"), outcome.err());
    assertEquals(List.of(partial), files());
    assertTrue(Files.size(partial) > 4_800, "less than a tenth of a second");
  }

  @Test
  void itemsOfABatchMayHaveFormatsOfTheirOwn() throws Exception {
    Path manifest = scripts.resolve("m.jsonl");
    Files.writeString(
        manifest,
        """
        {"id": "a", "text": "Hello.", "out": "a.wav"}
        {"id": "b", "text": "Hello.", "out": "b.flac", "max-seconds": 1}
        {"id": "c", "text": "Hello.", "out": "c.mp3"}
        """);
    String[] words = {"batch", manifest.toString(), "-d", folder.toString()};

    BarkProcess.Outcome outcome = bark(words);
    assertEquals(6, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("line 3 (c): The ffmpeg at "), outcome.err());
    assertTrue(outcome.text().contains("2 made, 0 finished before, 1 failed"), outcome.text());
    assertEquals(24_000, WavFile.read(folder.resolve("a.wav")).sampleRateHz());
    assertTrue(Files.size(folder.resolve("b.flac")) > 2_000);

    // Other files are asked for: they are made again.
    outcome = bark(with(words, "--sample-rate", "48000", "--normalize=-23", "--format", "wav"));
    assertEquals(6, outcome.status(), outcome::toString);
    assertTrue(outcome.err().contains("the ending of 'b.flac' is not that of wav"), outcome.err());
    assertTrue(outcome.text().contains("1 made, 0 finished before, 2 failed"), outcome.text());
    assertEquals(48_000, WavFile.read(folder.resolve("a.wav")).sampleRateHz());
  }

  /** Bytes before the first sample. */
  private static int head(ByteBuffer wav) {
    int at = 12;
    while (wav.getInt(at) != 0x61746164) { // "data"
      at += 8 + wav.getInt(at + 4);
    }
    return at + 8;
  }

  private BarkProcess.Outcome bark(String... words) throws Exception {
    return BarkProcess.run(new byte[0], BarkProcess.HOME, environment(), words);
  }

  private Map<String, String> environment() {
    return Map.of("BARK_FFMPEG", scripts.resolve("ffmpeg").toString());
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.toList();
    }
  }

  private void script(String body) throws IOException {
    Path script = scripts.resolve("ffmpeg");
    Files.writeString(script, "#!/bin/sh\n" + body + "\n");
    Files.setPosixFilePermissions(script, PosixFilePermissions.fromString("rwxr-xr-x"));
  }
}
