package org.barkdjl.app.say;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.barkdjl.app.cli.LineParser;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;

/** Understands options that do not come from a command line as {@code say} understands its own. */
public final class SayLine {
  /** {@code say} wants a text; who parses options has it elsewhere. */
  private static final String SOME_TEXT = "text";

  private SayLine() {}

  /**
   * Understands options.
   *
   * @param values by their long names
   * @throws UsageException if one is not known, or its value is out of range or of the wrong kind
   */
  public static SayArguments parse(Map<String, String> values) {
    List<String> words = new ArrayList<>();
    values.forEach((name, value) -> words.add("--" + name + "=" + value));
    words.addAll(List.of("--", SOME_TEXT));
    return SayArguments.of(OptionValues.of(LineParser.parse(new Say(), words)));
  }
}
