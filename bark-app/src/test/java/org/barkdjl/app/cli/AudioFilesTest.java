package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.say.SayArguments;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.options.AudioOptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AudioFilesTest {
  @TempDir Path folder;

  @ParameterizedTest
  @CsvSource({
    "a.wav, WAV",
    "a.Flac, FLAC",
    "a.opus, OPUS",
    "a.ogg, OPUS",
    "a.b.MP3, MP3",
    "audio, WAV",
  })
  void theEndingTellsTheFormat(Path file, AudioFormat format) {
    assertEquals(format, AudioFiles.format(parse().audio(), Optional.of(file)));
  }

  @Test
  void whatIsSaidStandsAboveTheEnding() {
    AudioOptions said = parse("--format", "wav24").audio();
    assertEquals(AudioFormat.WAV24, AudioFiles.format(said, Optional.of(Path.of("a.mp3"))));
    assertEquals(AudioFormat.WAV24, AudioFiles.format(said, Optional.empty()));
    assertEquals(AudioFormat.WAV, AudioFiles.format(parse().audio(), Optional.empty()));
    assertEquals(OptionalInt.of(44_100), parse("--sample-rate", "44100").audio().sampleRateHz());
  }

  @Test
  void normalizeMayHaveANumberAndDoesNotTakeTheText() {
    SayArguments plain = parse("--normalize", "Hello there.");
    assertEquals(OptionalDouble.of(-19), plain.audio().loudnessLufs());
    assertEquals(List.of("Hello there.", "text"), plain.text().words());
    assertEquals(OptionalDouble.of(-16), parse("--normalize", "-16").audio().loudnessLufs());
    assertEquals(OptionalDouble.of(-23.5), parse("--normalize=-23.5").audio().loudnessLufs());
    assertEquals(OptionalDouble.of(-19), parse("text", "--normalize").audio().loudnessLufs());
    assertEquals(OptionalDouble.empty(), parse().audio().loudnessLufs());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--format=m4a | Option --format: there is no format 'm4a'; there are wav, wav24, wavf32,",
        "--sample-rate=7999 | Option --sample-rate: it takes 8000 to 192000 Hz, not 7999.",
        "--sample-rate=fast | Option --sample-rate: it takes a whole number, not 'fast'.",
        "--normalize=1 | Option --normalize: it takes -70.0 to 0 LUFS, such as -16, not 1.",
        "--normalize=NaN | Option --normalize: it takes a number, not 'NaN'.",
        "--format=opus --sample-rate=44100 | Option --sample-rate: opus takes 8000, 12000,",
      })
  void wrongValuesAreRefused(String line, String message) {
    UsageException e = assertThrows(UsageException.class, () -> parse(line.split(" ")));
    assertTrue(e.getMessage().startsWith(message), e.getMessage());
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "a.m4a | USAGE | a.m4a tells no format; there are .wav, .flac, .opus, .ogg, .mp3, .aac,",
        "a.mp3 | FAILURE | Writing mp3 needs ffmpeg, and there is none on the PATH; install it",
      })
  void whatCannotBeWrittenIsKnownBeforeTheModelIs(String name, ExitCode code, String message) {
    FakeWorld world = new FakeWorld(folder.resolve("home"));
    String file = folder.resolve(name).toString();

    assertEquals(code, world.bark("say", "Hello.", "-o", file, "--model", "none"));
    assertTrue(world.err().contains(message), world.err());
    assertTrue(Files.notExists(folder.resolve("home")));
  }

  @Test
  void aBatchKnowsItBefore() throws Exception {
    Path manifest = Files.writeString(folder.resolve("m.txt"), "Hello.\n");
    FakeWorld world = new FakeWorld(folder.resolve("home"));
    String out = folder.resolve("out").toString();

    assertEquals(
        ExitCode.FAILURE, world.bark("batch", manifest.toString(), "-d", out, "--format", "flac"));
    assertTrue(world.err().contains("Writing flac needs ffmpeg"), world.err());
    assertEquals(
        ExitCode.USAGE,
        world.bark(
            "batch", manifest.toString(), "-d", out, "--format", "wav", "--name", "{id}.mp3"));
    assertTrue(world.err().contains("The ending of --name is not that of wav"), world.err());
    assertTrue(Files.notExists(folder.resolve("out")));
  }

  private static SayArguments parse(String... options) {
    List<String> words = new ArrayList<>(List.of(options));
    if (!words.contains("text")) {
      words.add("text");
    }
    return SayArguments.of(LineParser.parse(new Say(), words));
  }
}
