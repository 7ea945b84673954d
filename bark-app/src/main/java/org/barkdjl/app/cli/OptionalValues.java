package org.barkdjl.app.cli;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;

/**
 * Tells the values of options that may have none from what follows them: such a value is a number,
 * so {@code --normalize "Hello."} has none, and a text.
 */
final class OptionalValues {
  private OptionalValues() {}

  /** The words with {@code --option=}, which has the empty value, where no number follows. */
  static List<String> marked(List<String> words, Options options) {
    List<String> marked = new ArrayList<>(words);
    int end = words.contains("--") ? words.indexOf("--") : words.size();
    for (int i = 0; i < end; i++) {
      String word = words.get(i);
      Option option = word.startsWith("--") ? options.getOption(word) : null;
      if (option != null && option.hasOptionalArg()) {
        boolean numberFollows = i + 1 < end && words.get(i + 1).matches("[-+]?[0-9]+(\\.[0-9]*)?");
        marked.set(i, numberFollows ? word : word + "=");
      }
    }
    return marked;
  }
}
