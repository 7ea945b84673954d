package org.barkdjl.app.say;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import org.barkdjl.GenerationOptions;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.decode.Sampling;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Language;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Pins the name and default of every option of {@code bark say}. */
class SayArgumentsTest {
  @Test
  void withoutOptionsEverythingIsTheDefault() {
    SayArguments arguments = parse("Hello", "there");

    assertEquals(List.of("Hello", "there"), arguments.text().words());
    assertEquals(Optional.empty(), arguments.text().file());
    assertEquals(Optional.of(Path.of("bark.wav")), arguments.output().file());
    assertEquals("nano", arguments.model());
    assertEquals(Optional.empty(), arguments.speech().voice());
    assertEquals(OptionalLong.empty(), arguments.speech().seed());
    Sampling sampling = new Sampling(0.7, 0, 1, false);
    assertEquals(sampling, arguments.speech().generation().semantic().sampling());
    assertEquals(OptionalDouble.of(0.2), arguments.speech().generation().semantic().minEosP());
    assertEquals(Optional.empty(), arguments.speech().generation().semantic().maxDuration());
    assertTrue(arguments.speech().generation().semantic().allowEnd());
    assertEquals(sampling, arguments.speech().generation().coarse().sampling());
    assertEquals(630, arguments.speech().generation().coarse().maxHistory());
    assertEquals(60, arguments.speech().generation().coarse().windowLength());
    assertEquals(0.5, arguments.speech().generation().fine().temperature());
    assertEquals(DeviceSpec.AUTO, arguments.engine().device());
    assertEquals(Precision.AUTO, arguments.engine().precision());
    assertEquals(0, arguments.engine().threads());
    assertEquals(0, arguments.engine().chunk());
    assertEquals(Optional.empty(), arguments.saveVoice());
    assertFalse(arguments.quiet());
    assertEquals(Optional.empty(), arguments.speech().language());
    assertEquals(Duration.ofSeconds(12), arguments.speech().division().longestPiece());
    assertEquals(Duration.ofMillis(250), arguments.speech().division().pause());
    assertEquals(Map.of(), arguments.speech().speakers());
    assertEquals(Optional.empty(), arguments.retry());
    SpeechPlan one = arguments.speech().plan("Hi.", Optional.empty());
    SpeechPlan two = arguments.speech().plan("Hi. [pause 1s] Hi.", Optional.empty());
    assertEquals(0, arguments.retries(one));
    assertEquals(2, arguments.retries(two));
    assertEquals(5, parse("--retry", "5", "Hi").retries(one));
    assertEquals(0, parse("--retry", "0", "Hi").retries(two));
    assertEquals(Optional.empty(), arguments.srt());
    assertEquals(Optional.empty(), arguments.vtt());
  }

  @Test
  void longTextsHaveOptionsOfTheirOwn() {
    SayArguments arguments =
        parse(
            "--language",
            "de",
            "--max-sentence-seconds",
            "7.5",
            "--pause",
            "400ms",
            "--speakers",
            "Samantha=v2/en_speaker_9, Old Man = a=b.npz",
            "--srt",
            "a.srt",
            "--vtt",
            "a.vtt",
            "Hi");

    assertEquals(Optional.of(Language.GERMAN), arguments.speech().language());
    assertEquals(Duration.ofMillis(7_500), arguments.speech().division().longestPiece());
    assertEquals(Duration.ofMillis(400), arguments.speech().division().pause());
    assertEquals(
        Map.of("Samantha", "v2/en_speaker_9", "Old Man", "a=b.npz"), arguments.speech().speakers());
    assertEquals(List.of(Path.of("a.srt"), Path.of("a.vtt")), arguments.otherFiles());
    assertEquals(
        Duration.ofMillis(1_500), parse("--pause", "1.5s", "Hi").speech().division().pause());
    assertEquals(Duration.ofSeconds(2), parse("--pause", "2", "Hi").speech().division().pause());
    assertEquals(Duration.ZERO, parse("--pause", "0", "Hi").speech().division().pause());
  }

  @Test
  void theVoiceTellsTheLanguageUnlessItIsGiven() {
    String text = "Er wohnt in der Nähe vom Hbf. Berlin ist groß und schön und laut. ".repeat(6);
    SpeechOptions plan = parse("Hi").speech();
    SpeechPlan german = plan.plan(text, Optional.of("v2/de_speaker_3"));

    assertEquals(parse("-l", "de", "Hi").speech().plan(text, Optional.empty()), german);
    assertTrue(german.pieces().size() > 1, german::toString);
  }

  @Test
  void everyOptionReachesTheEngine() {
    SayArguments arguments =
        parse(
            "--output",
            "out.wav",
            "--file",
            "text.txt",
            "--voice",
            "alto",
            "--model",
            "small",
            "--seed",
            "42",
            "--text-temp",
            "0.6",
            "--waveform-temp",
            "0.8",
            "--fine-temp",
            "0.4",
            "--top-k",
            "50",
            "--top-p",
            "0.95",
            "--min-eos-p",
            "0.05",
            "--coarse-history",
            "120",
            "--coarse-window",
            "600",
            "--max-seconds",
            "2.5",
            "--device",
            "cpu",
            "--precision",
            "fp32",
            "--threads",
            "3",
            "--save-voice",
            "mine.npz",
            "--quiet",
            "--debug");

    assertEquals(Optional.of(Path.of("out.wav")), arguments.output().file());
    assertEquals(Optional.of(Path.of("text.txt")), arguments.text().file());
    assertEquals(Optional.of("alto"), arguments.speech().voice());
    assertEquals("small", arguments.model());
    assertEquals(OptionalLong.of(42), arguments.speech().seed());
    assertEquals(
        new Sampling(0.6, 50, 0.95, false), arguments.speech().generation().semantic().sampling());
    assertEquals(OptionalDouble.of(0.05), arguments.speech().generation().semantic().minEosP());
    assertEquals(
        Optional.of(Duration.ofMillis(2500)),
        arguments.speech().generation().semantic().maxDuration());
    assertEquals(
        new Sampling(0.8, 50, 0.95, false), arguments.speech().generation().coarse().sampling());
    assertEquals(120, arguments.speech().generation().coarse().maxHistory());
    assertEquals(600, arguments.speech().generation().coarse().windowLength());
    assertEquals(0.4, arguments.speech().generation().fine().temperature());
    assertEquals(DeviceSpec.CPU, arguments.engine().device());
    assertEquals(Precision.FP32, arguments.engine().precision());
    assertEquals(3, arguments.engine().threads());
    assertEquals(Optional.of(Path.of("mine.npz")), arguments.saveVoice());
    assertTrue(arguments.quiet());
  }

  @Test
  void shortNamesMeanTheSame() {
    SayArguments arguments =
        parse(
            "-o", "-", "-v", "alto", "-m", "small", "-s", "7", "-d", "cpu", "-p", "int8", "-t", "1",
            "-q", "Hi");

    assertEquals(Optional.empty(), arguments.output().file());
    assertEquals(Optional.of("alto"), arguments.speech().voice());
    assertEquals("small", arguments.model());
    assertEquals(OptionalLong.of(7), arguments.speech().seed());
    assertEquals(DeviceSpec.CPU, arguments.engine().device());
    assertEquals(Precision.INT8, arguments.engine().precision());
    assertEquals(1, arguments.engine().threads());
    assertTrue(arguments.quiet());
    assertEquals(Optional.of(Path.of("t.txt")), parse("-f", "t.txt").text().file());
  }

  @Test
  void valuesAreTakenAsTheyAre() {
    assertEquals(Optional.of("\"quoted\""), parse("--voice", "\"quoted\"", "Hi").speech().voice());
    assertEquals(OptionalLong.of(5), parse("--seed=5", "Hi").speech().seed());
    assertEquals(List.of("-starts", "--seed"), parse("--", "-starts", "--seed").text().words());
  }

  @Test
  void itTellsTheSeedAndHowToSpeak() {
    SayArguments arguments = parse("--seed", "9", "--fine-temp", "0", "Hi");

    assertEquals(OptionalLong.of(9), arguments.speech().seed());
    assertEquals(0, arguments.speech().generation().fine().temperature());
    assertEquals(GenerationOptions.DEFAULT, parse("Hi").speech().generation());
  }

  @ParameterizedTest
  @CsvSource({
    "--seed, x",
    "--seed, 1.5",
    "--seed, 99999999999999999999",
    "--text-temp, -1",
    "--text-temp, warm",
    "--text-temp, NaN",
    "--waveform-temp, Infinity",
    "--fine-temp, -0.1",
    "--top-k, -1",
    "--top-k, 2.5",
    "--top-p, 0",
    "--top-p, 1.1",
    "--min-eos-p, 2",
    "--coarse-history, 59",
    "--coarse-history, 631",
    "--coarse-history, far",
    "--coarse-window, 0",
    "--coarse-window, 139",
    "--coarse-window, 2147483647",
    "--max-seconds, 0",
    "--max-seconds, -3",
    "--max-seconds, NaN",
    "--language, xx",
    "--max-sentence-seconds, 0.9",
    "--max-sentence-seconds, NaN",
    "--pause, -1s",
    "--pause, soon",
    "--pause, 61s",
    "--speakers, Samantha",
    "--retry, -1",
    "--retry, 101",
    "--speakers, =a",
    "--speakers, A=",
    "--speakers, 'A=x,A=y'",
    "--device, gpu",
    "--device, cuda:x",
    "--precision, fp64",
    "--threads, -1",
    "--threads, 100000"
  })
  void aBadValueIsRefusedWithTheOptionsName(String option, String value) {
    UsageException e = assertThrows(UsageException.class, () -> parse(option, value, "Hi"));

    assertTrue(e.getMessage().startsWith("Option " + option + ": "), e.getMessage());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--seed", "--voice", "-o"})
  void aMissingValueIsToldWithTheOptionsName(String option) {
    UsageException e = assertThrows(UsageException.class, () -> parse("Hi", option));

    assertTrue(e.getMessage().contains("needs a value"), e.getMessage());
  }

  @Test
  void anOptionGivenTwiceIsRefused() {
    UsageException e =
        assertThrows(UsageException.class, () -> parse("--seed", "1", "-s", "2", "Hi"));

    assertEquals("Option --seed is given twice.", e.getMessage());
  }

  @Test
  void aMistypedOptionGetsASuggestionAndAnAbbreviationIsNone() {
    assertTrue(message("--voise", "x", "Hi").contains("did you mean --voice?"));
    assertTrue(message("--sede=4", "Hi").contains("did you mean --seed?"));
    assertTrue(message("--top", "4", "Hi").startsWith("Unknown option --top"));
    assertFalse(message("--zebra", "Hi").contains("did you mean"));
  }

  @Test
  void theTextComesFromOnePlace() {
    assertThrows(UsageException.class, () -> parse("-f", "a.txt", "Hi"));
    assertThrows(UsageException.class, () -> parse("-", "Hi"));
    assertThrows(UsageException.class, () -> parse("--quiet"));
    assertThrows(UsageException.class, () -> parse("-o", "", "Hi"));
  }

  @Test
  void numbersAreWrittenAsPeopleWriteThem() {
    for (String bad : List.of("NaN", "Infinity", "0x1p3", "1d", "1e999", "", " 1")) {
      assertTrue(message("Hi", "--pause", bad).contains("it takes a number, not '" + bad), bad);
    }
    parse("Hi", "--pause", ".5", "--max-seconds", "1e1", "--text-temp", "+1.");
  }

  @Test
  void aVoiceIsKeptUnderANameThatCanBeFound() {
    assertEquals(
        "Option --save-voice: the file's name must end in .npz, not mine.",
        message("Hi", "--save-voice", "mine"));
  }

  @Test
  void subtitlesGoToAFile() {
    String expected = "Option --%s: it writes to a file, not to standard output; name one.";
    assertEquals(expected.formatted("srt"), message("Hi", "--srt", "-"));
    assertEquals(expected.formatted("vtt"), message("Hi", "-o", "-", "--vtt", "-"));
    assertEquals(expected.formatted("save-voice"), message("Hi", "--save-voice", "-"));
    parse("Hi", "--srt", "./-");
  }

  @Test
  void eachFileIsNamedOnce() {
    assertEquals(
        "The file ./a.wav is named twice: give each input and output its own.",
        message("Hi", "-o", "a.wav", "--srt", "./a.wav"));
    assertTrue(message("Hi", "--srt", "a.npz", "--save-voice", "a.npz").contains("named twice"));
    assertTrue(message("Hi", "--vtt", "bark.wav").contains("named twice"), "the default output");
    assertTrue(message("-f", "story.wav", "-o", "story.wav").contains("named twice"));
    parse("Hi", "-o", "/dev/null", "--srt", "/dev/null");
  }

  private static String message(String... words) {
    return assertThrows(UsageException.class, () -> parse(words)).getMessage();
  }

  private static SayArguments parse(String... words) {
    return SayArguments.of(LineParser.parse(new Say(), List.of(words)));
  }
}
