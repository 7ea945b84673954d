package org.barkdjl.app.cli;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.commons.cli.CommandLine;
import org.apache.commons.cli.DefaultParser;
import org.apache.commons.cli.MissingArgumentException;
import org.apache.commons.cli.Options;
import org.apache.commons.cli.ParseException;
import org.apache.commons.cli.UnrecognizedOptionException;
import org.barkdjl.options.Option;
import org.barkdjl.options.Setting;

/** Parses a command's words; what is wrong with them is said with the option's name. */
public final class LineParser {
  private LineParser() {}

  /**
   * Parses the words after the command's name.
   *
   * @throws UsageException if an option is unknown, given twice or lacks its value
   */
  public static OptionValues parse(Command command, List<String> words) {
    Options options = options(command);
    CommandLine line;
    try {
      line =
          DefaultParser.builder()
              // An abbreviation would change its meaning with the next option that is added.
              .setAllowPartialMatching(false)
              .setStripLeadingAndTrailingQuotes(false)
              .get()
              .parse(options, marked(words, options).toArray(String[]::new));
    } catch (UnrecognizedOptionException e) {
      throw new UsageException(unknown(e.getOption(), options));
    } catch (MissingArgumentException e) {
      throw new UsageException("Option --" + e.getOption().getLongOpt() + " needs a value.");
    } catch (ParseException e) {
      throw new UsageException(e.getMessage() + ".");
    }
    return new OptionValues(line.getArgList(), settings(line));
  }

  private static Options options(Command command) {
    Options options = new Options();
    for (Option<?> option : CommonOptions.of(command)) {
      options.addOption(
          org.apache.commons.cli.Option.builder(option.letter().isEmpty() ? null : option.letter())
              .longOpt(option.name())
              .hasArg(!option.isFlag())
              .optionalArg(option.hasOptionalValue())
              .get());
    }
    return options;
  }

  private static Map<String, Setting> settings(CommandLine line) {
    Map<String, Setting> settings = new HashMap<>();
    Set<String> seen = new HashSet<>();
    for (org.apache.commons.cli.Option option : line.getOptions()) {
      String name = option.getLongOpt();
      if (!seen.add(name) && option.hasArg()) {
        throw new UsageException("Option --" + name + " is given twice.");
      }
      settings.put(name, Setting.option(name, option.hasArg() ? option.getValue() : Option.SET));
    }
    return settings;
  }

  /**
   * The words with {@code --option=}, which has the empty value, where an option that may have no
   * value is followed by no number: {@code --normalize "Hello."} has none, and a text.
   */
  private static List<String> marked(List<String> words, Options options) {
    List<String> marked = new ArrayList<>(words);
    int end = words.contains("--") ? words.indexOf("--") : words.size();
    for (int i = 0; i < end; i++) {
      String word = words.get(i);
      org.apache.commons.cli.Option option = word.startsWith("--") ? options.getOption(word) : null;
      if (option != null && option.hasOptionalArg()) {
        boolean numberFollows = i + 1 < end && words.get(i + 1).matches("[-+]?[0-9]+(\\.[0-9]*)?");
        marked.set(i, numberFollows ? word : word + "=");
      }
    }
    return marked;
  }

  private static String unknown(String word, Options options) {
    int value = word.indexOf('=');
    String written = value < 0 ? word : word.substring(0, value);
    List<String> names =
        options.getOptions().stream().map(option -> "--" + option.getLongOpt()).toList();
    Optional<String> meant = Suggestion.of(written, names, 2);
    return "Unknown option "
        + written
        + meant
            .map(name -> "; did you mean " + name + "?")
            .orElse("; a text that starts with '-' goes after '--'.");
  }
}
