package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FakeWorld;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The command line up to where the engine begins. */
class CliTest {
  @TempDir Path folder;
  private FakeWorld world;

  @BeforeEach
  void start() {
    world = new FakeWorld(folder);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "help"})
  void helpGoesToStandardOutput(String word) {
    assertEquals(ExitCode.OK, world.bark(word));
    assertTrue(world.out().startsWith("Usage: bark "), world.out());
    assertEquals("", world.err());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "say", "batch", "page", "serve", "voices", "models", "cuda", "info", "replay", "bench",
        "help"
      })
  void everyCommandExplainsItself(String command) {
    assertEquals(ExitCode.OK, world.bark(command, "--help"));
    String help = world.out();
    assertTrue(help.startsWith("Usage: bark " + command), help);
    assertEquals(ExitCode.OK, world.bark("help", command));
    assertEquals(help + help, world.out());
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V"})
  void theVersionComesFromTheBuild(String word) {
    assertEquals(ExitCode.OK, world.bark(word));
    assertTrue(world.out().matches("bark-djl \\d+\\.\\d+\\.\\d+\\S*\n"), world.out());
  }

  @Test
  void usageErrorsAreOneLineThatNamesTheHelp() {
    assertEquals(ExitCode.USAGE, world.bark("say", "--voise", "x", "Hi"));
    assertEquals(
        "bark: Unknown option --voise; did you mean --voice? See 'bark say --help'.\n",
        world.err());
    assertEquals("", world.out());
  }

  @Test
  void aTraceIsPrintedOnlyWithDebug() {
    assertEquals(ExitCode.USAGE, world.bark("say", "--seed", "x", "Hi"));
    assertFalse(world.err().contains("\tat "), world.err());
    assertEquals(ExitCode.USAGE, world.bark("--debug", "say", "--seed", "x", "Hi"));
    assertTrue(world.err().contains("\tat "), world.err());
  }

  @Test
  void nothingToSayIsAUsageError() {
    assertEquals(ExitCode.USAGE, world.bark());
    assertEquals(ExitCode.USAGE, world.bark("say"));
    assertEquals(ExitCode.USAGE, world.bark("--quiet"));
  }

  @Test
  void aMistypedCommandIsNotSpoken() {
    assertEquals(ExitCode.USAGE, world.bark("voicse"));
    assertTrue(world.err().contains("'bark voices'"), world.err());
    assertTrue(world.err().contains("'bark say voicse'"), world.err());
  }

  @Test
  void aFirstWordThatIsNoCommandIsSpoken() {
    // The output is looked at before anything is loaded, so its error shows that say ran.
    String output = folder.resolve("missing/a.wav").toString();
    assertEquals(ExitCode.FAILURE, world.bark("hello", "-o", output));
    assertEquals(ExitCode.FAILURE, world.bark("day", "-o", output));
    assertEquals(ExitCode.FAILURE, world.bark("say", "voices", "-o", output));
    assertEquals(ExitCode.FAILURE, world.bark("-o", output, "Voices of the day"));
    assertEquals(4, world.err().lines().filter(line -> line.contains("no folder")).count());
  }

  @Test
  void aFlagMayStandBeforeTheCommand() {
    assertEquals(ExitCode.OK, world.bark("--debug", "voices", "--help"));
    assertTrue(world.out().startsWith("Usage: bark voices"), world.out());
  }

  @Test
  void audioIsNotWrittenToATerminal() {
    FakeWorld terminal = new FakeWorld(folder, new byte[0], true);
    assertEquals(ExitCode.USAGE, terminal.bark("Hi", "-o", "-"));
  }

  @Test
  void badInputIsFoundBeforeTheEngineIsLoaded() {
    FakeWorld latin = new FakeWorld(folder, new byte[] {'a', (byte) 0xE4}, false);
    assertEquals(ExitCode.INPUT, latin.bark("-", "-o", folder.resolve("a.wav").toString()));
    assertEquals(ExitCode.INPUT, world.bark("-f", folder.resolve("none.txt").toString()));
    assertEquals(ExitCode.INPUT, world.bark(""));
  }

  @Test
  void noInputIsWrittenOverAndNoOutputTwice() throws IOException {
    String voice = Files.writeString(folder.resolve("v.npz"), "a voice").toString();
    String audio = folder.resolve("y.wav").toString();
    Path link = Files.createSymbolicLink(folder.resolve("l.wav"), Path.of("y.wav"));
    String text = Files.writeString(folder.resolve("t.txt"), "Hello.").toString();

    for (String[] line :
        new String[][] {
          {"Hello.", "-o", audio, "--voice", voice, "--srt", voice},
          {"-f", text, "-o", audio, "--speakers", "A=" + voice, "--vtt", voice},
          {"-f", text, "-o", audio, "--srt", text},
          {"Hello.", "-o", audio, "--srt", link.toString()},
        }) {
      assertEquals(ExitCode.USAGE, world.bark(line), world::err);
    }
    assertEquals("a voice", Files.readString(Path.of(voice)));
    assertEquals(4, world.err().lines().filter(line -> line.contains(" each input ")).count());

    Path batch = Files.createDirectory(folder.resolve("d"));
    Path results = Files.writeString(batch.resolve("results.jsonl"), "{\"text\":\"Hello.\"}\n");
    assertEquals(ExitCode.USAGE, world.bark("batch", results.toString(), "-d", batch.toString()));
    assertEquals("{\"text\":\"Hello.\"}\n", Files.readString(results));
  }

  @Test
  void aNameThatCannotBeWrittenIsFoundBeforeTheEngineIsLoaded() {
    String tooLong = folder.resolve("n".repeat(300)).toString();
    for (String[] line :
        new String[][] {
          {"Hello.", "-o", tooLong + ".wav"},
          {"Hello.", "-o", folder.resolve("a.wav").toString(), "--save-voice", tooLong + ".npz"},
          {"Hello.", "-o", folder.resolve("a.wav").toString(), "--vtt", folder.toString()},
        }) {
      assertEquals(ExitCode.FAILURE, world.bark(line), world::err);
    }
    assertEquals(3, world.err().lines().filter(line -> line.contains("Cannot write ")).count());
    assertFalse(Files.exists(folder.resolve("native")));
  }

  @Test
  void aSeedOutOfRangeIsToldTheRange() {
    assertEquals(ExitCode.USAGE, world.bark("Hi", "--seed", "9223372036854775808"));
    assertTrue(world.err().contains(" to 9223372036854775807, not '9223372036854775808'"));
  }

  @Test
  void whatIsPrintedOfAFileMayBeLost() {
    assertEquals(ExitCode.FAILURE, closed().bark("--version"));
    assertEquals(ExitCode.FAILURE, closed().bark("say", "--help"));
    assertTrue(Commands.all().byDefault().writesFiles());
    assertTrue(Commands.all().find("batch").orElseThrow().writesFiles());
    assertFalse(Commands.all().find("voices").orElseThrow().writesFiles());
  }

  /** A world whose standard output is closed. */
  private FakeWorld closed() {
    FakeWorld closed = new FakeWorld(folder);
    closed.context().terminal().out().close();
    return closed;
  }

  @Test
  void takesNeedFilesAndTheBestNeedsSeveral() {
    String wav = folder.resolve("a.wav").toString();
    String srt = folder.resolve("a.srt").toString();
    for (String[] line :
        new String[][] {
          {"Hi", "--takes", "2", "-o", "-"},
          {"Hi", "--takes", "2", "-o", "/dev/null"},
          {"Hi", "--takes", "2", "-o", wav, "--srt", srt},
          {"Hi", "--takes", "0", "-o", wav},
          {"Hi", "--keep", "best", "-o", wav},
          {"Hi", "--takes", "2", "--keep", "worst", "-o", wav},
          {"batch", "m.csv", "--takes", "2", "--keep", "best", "--save-voices"},
          {"batch", "--from", "none.json", "--dry-run"},
        }) {
      assertEquals(ExitCode.USAGE, world.bark(line), world::err);
    }
    assertEquals(ExitCode.INPUT, world.bark("batch", "--from", "none.json"));
    assertFalse(Files.exists(folder.resolve("native")));
  }

  @Test
  void aPortThatIsTakenIsTold() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      int port = taken.getLocalPort();
      assertEquals(ExitCode.FAILURE, world.bark("serve", "--port=" + port));
      String expected = "bark: Cannot listen on 127.0.0.1, port " + port + ": ";
      assertTrue(world.err().startsWith(expected), world.err());
      assertTrue(world.err().contains("--port"), world.err());
    }
  }

  @Test
  void commandsWithoutArgumentsSaySo() {
    assertEquals(ExitCode.USAGE, world.bark("info", "about", "cats"));
    assertEquals(ExitCode.USAGE, world.bark("bench", "hard"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "a", "b"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "--lang", "klingon"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "list", "all"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "show"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "add"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "find"));
    assertEquals(ExitCode.USAGE, world.bark("voices", "find", "x", "--text", "Hello."));
    assertEquals(ExitCode.USAGE, world.bark("page"));
    assertEquals(ExitCode.INPUT, world.bark("page", folder.toString()));
    assertEquals(ExitCode.USAGE, world.bark("help", "me", "please"));
    assertEquals(ExitCode.USAGE, world.bark("help", "me"));
    assertEquals(ExitCode.USAGE, world.bark("replay"));
    assertEquals(ExitCode.USAGE, world.bark("replay", "case.npz"));
  }
}
