package org.barkdjl.app.cli;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;

/** Parses a command's words; what is wrong with them is said with the option's name. */
public final class LineParser {
  private LineParser() {}

  /**
   * Parses the words after the command's name.
   *
   * @throws UsageException if an option is unknown, given twice or lacks its value
   */
  public static CommandLine parse(Command command, List<String> words) {
    Options options = CommonOptions.of(command);
    CommandLine line;
    try {
      line =
          DefaultParser.builder()
              // An abbreviation would change its meaning with the next option that is added.
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, OptionalValues.marked(words, options).toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(e.getOption(), options));
    } catch (MissingArgumentException e) {
      throw new UsageException("Option " + name(e.getOption()) + " needs a value.");
    } catch (ParseException e) {
      throw new UsageException(e.getMessage() + ".");
    }
    Set<Option> seen = new HashSet<>();
    for (Option option : line.getOptions()) {
      if (!seen.add(option) && option.hasArg()) {
        throw new UsageException("Option " + name(option) + " is given twice.");
      }
    }
    return line;
  }

  /** The option as the user may write it. */
  static String name(Option option) {
    return "--" + option.getLongOpt();
  }

  private static String unknown(String word, Options options) {
    int value = word.indexOf('=');
    String written = value < 0 ? word : word.substring(0, value);
    List<String> names = options.getOptions().stream().map(LineParser::name).toList();
    Optional<String> meant = Suggestion.of(written, names, 2);
    return "Unknown option "
        + written
        + meant
            .map(name -> "; did you mean " + name + "?")
            .orElse("; a text that starts with '-' goes after '--'.");
  }
}
