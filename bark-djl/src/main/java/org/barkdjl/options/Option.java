package org.barkdjl.options;

import java.util.Optional;
import java.util.function.Function;

/**
 * An option: what it is called, what it takes, and what holds without it. The factories make one of
 * a kind; the methods that follow say what is left to say.
 *
 * @param <T> what its value is
 * @param name its long name, which is its key in files and its field in manifests, too
 * @param letter its short name on a command line; empty: it has none
 * @param argument what help calls its value, in brackets if it may be left out; empty: it is a flag
 * @param help what it does
 * @param range the values that it takes, in words; empty: the help tells
 * @param numbers the same of one that takes a number
 * @param otherwise what holds without it; empty words: it must be given
 * @param ofOneRun whether it belongs to one text, file or run: a default of the user's own would
 *     surprise
 * @param parse understands a value; throws IllegalArgumentException with what it takes instead
 */
public record Option<T>(
    String name,
    String letter,
    String argument,
    String help,
    String range,
    Optional<Range> numbers,
    Default otherwise,
    boolean ofOneRun,
    Function<String, T> parse) {
  /** The value of a flag that is set. */
  public static final String SET = "true";

  private static final Default NOT_DONE = Default.inWords("do not");

  /** One whose value is understood by a function. */
  public static <T> Option<T> of(
      String name, String argument, String help, Function<String, T> parse) {
    return new Option<>(name, "", argument, help, "", Optional.empty(), NOT_DONE, false, parse);
  }

  /** One that takes any text. */
  public static Option<String> text(String name, String argument, String help) {
    return of(name, argument, help, Function.identity());
  }

  /** One that takes a number. */
  public static Option<Double> real(String name, String argument, Range range, String help) {
    return of(name, argument, help, value -> Numbers.real(value, range)).numbers(range);
  }

  /** One that takes a whole number. */
  public static Option<Integer> whole(String name, String argument, Range range, String help) {
    return of(name, argument, help, value -> Numbers.whole(value, range)).numbers(range);
  }

  /** One that is there or not. */
  public static Option<Boolean> flag(String name, String help) {
    return of(name, "", help, Option::truth);
  }

  public Option<T> letter(String value) {
    return new Option<>(name, value, argument, help, range, numbers, otherwise, ofOneRun, parse);
  }

  public Option<T> range(String value) {
    return new Option<>(
        name, letter, argument, help, value, Optional.empty(), otherwise, ofOneRun, parse);
  }

  private Option<T> numbers(Range value) {
    return new Option<>(
        name,
        letter,
        argument,
        help,
        value.toString(),
        Optional.of(value),
        otherwise,
        ofOneRun,
        parse);
  }

  /** What holds without it, as a value that could be given. */
  public Option<T> byDefault(Object value) {
    return otherwise(Default.of(value));
  }

  /** What holds without it, in words: no value says the same. */
  public Option<T> otherwise(String words) {
    return otherwise(Default.inWords(words));
  }

  private Option<T> otherwise(Default value) {
    return new Option<>(name, letter, argument, help, range, numbers, value, ofOneRun, parse);
  }

  /** It must be given. */
  public Option<T> required() {
    return otherwise("");
  }

  public Option<T> forOneRun() {
    return new Option<>(name, letter, argument, help, range, numbers, otherwise, true, parse);
  }

  public boolean isFlag() {
    return argument.isEmpty();
  }

  /** Whether it may stand without its value, which is then the empty text. */
  public boolean hasOptionalValue() {
    return argument.startsWith("[");
  }

  /** What it does and takes, and what holds without it. */
  public String description() {
    String takes = range.isEmpty() ? "" : " Takes " + range + ".";
    return help
        + takes
        + (isFlag() || otherwise.words().isEmpty() ? "" : " Default: " + otherwise.words() + ".");
  }

  /** Whether users may have a default of their own for it. */
  public boolean hasKey() {
    return !ofOneRun && !isFlag();
  }

  /**
   * Understands a value.
   *
   * @throws org.barkdjl.error.InputException if it is out of range or of the wrong kind
   */
  public T read(Setting setting) {
    return setting.read(parse);
  }

  private static boolean truth(String value) {
    if (!value.equals(SET) && !value.equals("false")) {
      throw new IllegalArgumentException("it takes true or false, not '" + value + "'");
    }
    return value.equals(SET);
  }
}
