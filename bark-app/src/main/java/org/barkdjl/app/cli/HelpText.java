package org.barkdjl.app.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.barkdjl.options.Option;

/** Lays out the help: a usage line, and options in two columns. */
public final class HelpText {
  private static final int WIDTH = 79;
  private static final int SECOND_COLUMN = 26;

  private final StringBuilder text = new StringBuilder();

  private HelpText() {}

  /** The help of one command. */
  public static String of(Command command) {
    HelpText help = new HelpText();
    help.line("Usage: bark " + command.name() + " " + command.synopsis());
    help.line("");
    help.paragraph(command.summary());
    help.line("");
    help.options(command);
    if (!command.notes().isEmpty()) {
      help.line("");
      command.notes().lines().forEach(help::paragraph);
    }
    return help.text.toString();
  }

  /**
   * What {@code bark --help} says: the commands, the first one's options, the exit codes.
   *
   * @param commands the first is the one when none is named
   */
  public static String overview(List<Command> commands) {
    Command first = commands.get(0);
    HelpText help = new HelpText();
    help.line("Usage: bark " + first.synopsis());
    help.line("       bark COMMAND [OPTION]...");
    help.line("");
    help.line("Commands ('bark help COMMAND' tells more):");
    commands.forEach(command -> help.row(command.name(), command.summary()));
    help.line("");
    help.line("Options of " + first.name() + ", the command when none is named:");
    help.options(first);
    help.row("-V, --version", "Show the version.");
    help.line("");
    help.paragraph(
        "Defaults of your own: ~/.config/bark-djl/bark.properties ($XDG_CONFIG_HOME instead of"
            + " ~/.config if set), over it variables such as BARK_VOICE. All keys stand in"
            + " conf/bark.properties; 'bark info --config' shows what holds.");
    help.line("");
    help.line("Exit codes:");
    for (ExitCode code : ExitCode.values()) {
      help.row(Integer.toString(code.status()), code.meaning());
    }
    return help.text.toString();
  }

  private void options(Command command) {
    for (Option<?> option : CommonOptions.of(command)) {
      row(names(option), option.description());
    }
  }

  private static String names(Option<?> option) {
    String letter = option.letter().isEmpty() ? "    " : "-" + option.letter() + ", ";
    return letter + "--" + option.name() + (option.isFlag() ? "" : " " + option.argument());
  }

  private void row(String left, String right) {
    List<String> lines = wrap(right, WIDTH - SECOND_COLUMN);
    String margin = " ".repeat(SECOND_COLUMN);
    String head = "  " + left;
    boolean fits = head.length() < SECOND_COLUMN - 1;
    line(fits ? head + margin.substring(head.length()) + lines.get(0) : head);
    lines.subList(fits ? 1 : 0, lines.size()).forEach(line -> line(margin + line));
  }

  private void paragraph(String paragraph) {
    wrap(paragraph, WIDTH).forEach(this::line);
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private static List<String> wrap(String paragraph, int width) {
    List<String> lines = new ArrayList<>(List.of(""));
    for (String word : Arrays.asList(paragraph.split(" ", -1))) {
      int last = lines.size() - 1;
      String extended = lines.get(last).isEmpty() ? word : lines.get(last) + " " + word;
      if (extended.length() <= width || lines.get(last).isEmpty()) {
        lines.set(last, extended);
      } else {
        lines.add(word);
      }
    }
    return lines;
  }
}
