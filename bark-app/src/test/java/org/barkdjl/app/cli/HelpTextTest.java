package org.barkdjl.app.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.app.Commands;
import org.barkdjl.app.say.Say;
import org.barkdjl.options.Option;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class HelpTextTest {
  static List<Command> commands() {
    return Commands.all().list();
  }

  @ParameterizedTest
  @MethodSource("commands")
  void helpNamesEveryOptionAndFitsTheScreen(Command command) {
    String help = HelpText.of(command);

    assertTrue(help.startsWith("Usage: bark " + command.name()), help);
    for (Option<?> option : CommonOptions.of(command)) {
      assertTrue(help.contains("--" + option.name()), help);
    }
    help.lines().forEach(line -> assertTrue(line.length() <= 79, line));
  }

  @ParameterizedTest
  @MethodSource("commands")
  void everyValueOptionTellsItsDefaultUnlessItIsRequired(Command command) {
    for (Option<?> option : command.options()) {
      if (!option.isFlag() && !option.name().equals("checkpoints")) {
        assertTrue(option.description().contains("Default: "), option.name());
      }
    }
  }

  @Test
  void theDefaultsShownAreTheDocumentedOnes() {
    assertEquals("bark.wav", defaultOf("--output"));
    assertEquals("nano", defaultOf("--model"));
    assertEquals("0.7", defaultOf("--text-temp"));
    assertEquals("0.7", defaultOf("--waveform-temp"));
    assertEquals("0.5", defaultOf("--fine-temp"));
    assertEquals("0", defaultOf("--top-k"));
    assertEquals("1.0", defaultOf("--top-p"));
    assertEquals("0.2", defaultOf("--min-eos-p"));
    assertEquals("630", defaultOf("--coarse-history"));
    assertEquals("60", defaultOf("--coarse-window"));
    assertEquals("12", defaultOf("--max-sentence-seconds"));
    assertEquals("0.25s", defaultOf("--pause"));
    assertEquals("auto", defaultOf("--device"));
    assertEquals("auto", defaultOf("--precision"));
    assertEquals("0", defaultOf("--threads"));
  }

  @Test
  void theOverviewShowsCommandsOptionsAndExitCodes() {
    String overview = HelpText.overview(commands());

    for (Command command : commands()) {
      assertTrue(overview.contains("\n  " + command.name() + " "), overview);
    }
    for (ExitCode code : ExitCode.values()) {
      assertTrue(overview.contains("\n  " + code.status() + " "), overview);
    }
    assertTrue(overview.contains("--waveform-temp"), overview);
    assertTrue(overview.contains("--version"), overview);
  }

  /** What stands behind "Default:" in the help of say, before the next option. */
  private static String defaultOf(String option) {
    Matcher matcher =
        Pattern.compile(
                Pattern.quote(option) + " (?:(?!--).)*?Default:\\s+(\\S+)\\.\n", Pattern.DOTALL)
            .matcher(HelpText.of(new Say()));
    assertTrue(matcher.find(), option);
    return matcher.group(1);
  }
}
