package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.barkdjl.audio.WavFile;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From the command to the file, with the embedded model. */
class SayIT {
  private static final String TEXT = "Hello, my name is Suno. ♪";

  @TempDir Path folder;

  @Test
  void aSentenceBecomesAWellFormedFile() throws Exception {
    Path file = folder.resolve("hello ö.wav");

    BarkProcess.Outcome outcome =
        BarkProcess.run("Hello,", "my name is Suno. ♪", "-o", file.toString(), "--seed", "7");

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.err());
    assertTrue(
        outcome.text().matches("\\Q" + file + "\\E: \\d+\\.\\d\\d s of audio, .*, seed 7\n"),
        outcome.text());
    WavFile wav = WavFile.read(file);
    assertEquals(24_000, wav.sampleRateHz());
    double seconds = wav.duration().toMillis() / 1e3;
    assertTrue(seconds > 0.1 && seconds < 16, seconds + " s");
    assertTrue(rms(wav.samples()) > 0.005, "silence");
    String made = wav.info().toString();
    assertTrue(made.contains("seed=7"), made);
    assertTrue(made.contains(TEXT), made);
    assertTrue(made.contains("Machine-generated"), made);
    assertTrue(made.contains("voice=flite_rms"), "the model's default: " + made);
  }

  @Test
  void theModelChoosesWhereNoVoiceIsWanted() throws Exception {
    Path file = folder.resolve("none.wav");
    BarkProcess.Outcome outcome =
        BarkProcess.run("Hello.", "--voice", "none", "-o", file.toString(), "--seed", "7");
    assertEquals(0, outcome.status(), outcome::toString);
    String made = WavFile.read(file).info().toString();
    assertFalse(made.contains("flite"), made);
  }

  @Test
  void aVoiceOfAnotherModelIsRefusedAndOneThatDoesNotSayIsWarnedOf() throws Exception {
    Path foreign = folder.resolve("foreign.npz");
    Path silent = folder.resolve("silent.npz");
    int[][] fine = new int[8][75];
    int[][] coarse = new int[2][75];
    new Voice("", new int[50], coarse, fine, Optional.of("another")).save(foreign);
    new Voice("", new int[50], coarse, fine).save(silent);

    BarkProcess.Outcome refused =
        BarkProcess.run("Hello.", "-v", foreign.toString(), "-o", "x.wav");
    assertEquals(5, refused.status(), refused::toString);
    assertTrue(
        refused.err().startsWith("bark: The voice 'foreign' was made with another model than nano"),
        refused.err());
    BarkProcess.Outcome warned =
        BarkProcess.run(
            "Hello.", "-v", silent.toString(), "-o", folder.resolve("y.wav").toString());
    assertEquals(0, warned.status(), warned::toString);
    assertTrue(
        warned.err().startsWith("bark: warning: The voice 'silent' does not say"), warned.err());
  }

  @Test
  void theSeedDecides() throws Exception {
    byte[] first = speak("--seed", "1");

    assertArrayEquals(first, speak("--seed", "1"));
    assertFalse(Arrays.equals(first, speak("--seed", "2")));
  }

  @Test
  void ofSeveralTakesTheBestOrAllAreKept() throws Exception {
    String line = "say Yes. --takes 2 --max-seconds 0.5 --seed 1 --precision fp32 --rows 1 -o ";
    BarkProcess.Outcome all = BarkProcess.run((line + folder.resolve("a.wav")).split(" ", -1));
    BarkProcess.Outcome one =
        BarkProcess.run((line + folder.resolve("b.wav") + " --keep best").split(" ", -1));
    BarkProcess.Outcome plain =
        BarkProcess.run((line.replace("--takes 2 ", "") + folder.resolve("c.wav")).split(" ", -1));

    assertEquals(0, all.status(), all::toString);
    assertEquals(0, one.status(), one::toString);
    assertEquals(0, plain.status(), plain::toString);
    try (Stream<Path> files = Files.list(folder)) {
      assertEquals(
          List.of("a-take1.wav", "a-take2.wav", "b.wav", "c.wav"),
          files.map(file -> file.getFileName().toString()).sorted().toList());
    }
    // The best is told first.
    Matcher best = Pattern.compile("take (\\d), ").matcher(one.text());
    assertTrue(best.find(), one::text);
    assertEquals(
        -1,
        Files.mismatch(folder.resolve("a-take" + best.group(1) + ".wav"), folder.resolve("b.wav")));
    assertEquals(-1, Files.mismatch(folder.resolve("a-take1.wav"), folder.resolve("c.wav")));
  }

  @Test
  void everyVoiceSpeaks() throws Exception {
    List<String> rows = BarkProcess.run("voices").text().lines().skip(1).toList();
    assertFalse(rows.isEmpty());

    for (String row : rows) {
      String voice = row.split("  ", 2)[0];
      assertTrue(speak("--voice", voice, "--seed", "3").length > 2_000, voice);
    }
  }

  @Test
  void standardStreamsCarryTextAndAudioAlone() throws Exception {
    byte[] text = TEXT.getBytes(StandardCharsets.UTF_8);

    BarkProcess.Outcome piped =
        BarkProcess.run(
            text, BarkProcess.HOME, "say", "-", "-o", "-", "--seed", "1", "--max-seconds", "1");

    assertEquals(0, piped.status(), piped::toString);
    assertArrayEquals(speak("--seed", "1"), piped.out());
    List<String> said = piped.err().lines().filter(line -> !isWarning(line)).toList();
    assertTrue(said.size() == 1 && said.get(0).startsWith("standard output: "), piped.err());
  }

  @Test
  void quietIsQuiet() throws Exception {
    Path file = folder.resolve("quiet.wav");
    BarkProcess.Outcome outcome =
        BarkProcess.run(TEXT, "-q", "--max-seconds", "1", "-o", file.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    assertEquals("", outcome.text());
    assertTrue(outcome.err().lines().allMatch(SayIT::isWarning), outcome.err());
  }

  private static boolean isWarning(String line) {
    return line.startsWith("bark: warning: ");
  }

  @Test
  void aResultIsKeptAsAVoiceAndSpeaksOn() throws Exception {
    Path voice = folder.resolve("mine.npz");
    speak("--seed", "1", "--save-voice", voice.toString(), "--max-seconds", "3");

    assertTrue(Voice.read(voice).duration().toMillis() > 0);
    assertTrue(speak("--voice", voice.toString(), "--seed", "2").length > 2_000);
  }

  @Test
  void aLongTextIsSpokenInPiecesWithSubtitles() throws Exception {
    String text = "Good morning to you. How are 2 of you? [pause 1s] It is a cold and dark day.";
    Path lexicon = Files.writeString(folder.resolve("lexicon.txt"), "cold = cool\n");
    Path file = folder.resolve("long.wav");
    Path subtitles = folder.resolve("long.srt");
    String[] words = {
      text,
      "-v",
      "flite_rms",
      "-s",
      "1",
      "--max-sentence-seconds",
      "2",
      "--spell-out",
      "--lexicon",
      lexicon.toString(),
      "--debug",
      "-o"
    };

    BarkProcess.Outcome outcome =
        BarkProcess.run(with(words, file.toString(), "--srt", subtitles.toString()));

    assertEquals(0, outcome.status(), outcome::toString);
    assertTrue(outcome.text().contains(" s of audio in 3 pieces, "), outcome.text());
    WavFile wav = WavFile.read(file);
    assertTrue(wav.duration().toMillis() > 1_000, () -> "the pause alone: " + wav.duration());
    String cues = Files.readString(subtitles);
    assertTrue(cues.startsWith("1\n00:00:00,000 --> "), cues);
    assertTrue(cues.contains("\nHow are 2 of you?\n"), cues);
    assertTrue(cues.contains("\nIt is a cold and dark day.\n"), cues);
    assertTrue(outcome.err().contains("says \"How are two of you?\""), outcome.err());
    assertTrue(outcome.err().contains("says \"It is a cool and dark day.\""), outcome.err());

    BarkProcess.Outcome piped = BarkProcess.run(with(words, "-"));
    assertEquals(0, piped.status(), piped::toString);
    byte[] whole = Files.readAllBytes(file);
    assertEquals(whole.length, piped.out().length);
    assertArrayEquals(
        Arrays.copyOfRange(whole, whole.length - 48_000, whole.length),
        Arrays.copyOfRange(piped.out(), whole.length - 48_000, whole.length));
  }

  @Test
  void whatWasSpokenBeforeAnInterruptIsKept() throws Exception {
    Path file = folder.resolve("long.wav");
    String text = "The first piece is here. The second one follows it. The third one is the last.";
    BarkProcess bark =
        BarkProcess.untilItShows(
            "\n\r2", // the line of the second piece
            with(
                new String[] {text, "-v", "flite_rms", "-s", "1", "--max-sentence-seconds", "2"},
                "--normalize",
                "-o",
                file.toString(),
                "--vtt",
                folder.resolve("long.vtt").toString()));
    BarkProcess.Outcome outcome = bark.signal("INT");

    assertEquals(130, outcome.status(), outcome::toString);
    String sentence = outcome.err().lines().reduce((first, last) -> last).orElseThrow();
    assertTrue(
        sentence.startsWith("bark: Cancelled. Of 3 pieces 1 is in " + folder + "/long.partial.wav"),
        sentence);
    assertTrue(sentence.endsWith(" speak the text from \"The second one follows it.\"."), sentence);
    assertFalse(Files.exists(file));
    assertTrue(WavFile.read(folder.resolve("long.partial.wav")).duration().toMillis() > 100);
    assertTrue(Files.readString(folder.resolve("long.partial.vtt")).contains("The first piece"));
  }

  @Test
  void aDialogueIsSpokenByItsVoices() throws Exception {
    Path file = folder.resolve("dialogue.wav");
    String speakers = "Ann=flite_slt,Bob=flite_rms";
    BarkProcess.Outcome outcome =
        BarkProcess.run(
            "Ann: Hello.\nBob: Hi.", "--speakers", speakers, "-s", "1", "-o", file.toString());

    assertEquals(0, outcome.status(), outcome::toString);
    String made = WavFile.read(file).info().toString();
    assertTrue(made.contains("Ann=flite_slt, Bob=flite_rms"), made);

    BarkProcess.Outcome unknown =
        BarkProcess.run("Ann: Hello.\nJoe: Hi.", "--speakers", speakers, "-o", file.toString());
    assertEquals(5, unknown.status(), unknown::toString);
    assertTrue(unknown.err().startsWith("bark: Line 2: 'Joe' has no voice"), unknown.err());
  }

  private static String[] with(String[] words, String... more) {
    return Stream.concat(Arrays.stream(words), Arrays.stream(more)).toArray(String[]::new);
  }

  /** The bytes of a short file, always under the same name. */
  private byte[] speak(String... options) throws Exception {
    Path file = folder.resolve("speech.wav");
    List<String> words = new ArrayList<>(List.of(TEXT, "-o", file.toString()));
    words.addAll(List.of(options));
    if (!words.contains("--max-seconds")) {
      words.addAll(List.of("--max-seconds", "1"));
    }
    BarkProcess.Outcome outcome = BarkProcess.run(words.toArray(String[]::new));
    assertEquals(0, outcome.status(), outcome::toString);
    byte[] bytes = Files.readAllBytes(file);
    Files.delete(file);
    return bytes;
  }

  private static double rms(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
