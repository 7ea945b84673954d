package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.barkdjl.device.Precision;
import org.barkdjl.io.Sha256;

/**
 * The programs that make the text of an archive, one after the other.
 *
 * @param programs in the order in which they are written
 */
public record ProgramText(List<Program> programs) {
  /** No program has a '#' in a string. */
  private static final Pattern COMMENT = Pattern.compile("\\s*#.*$|\\s+$");

  private static final Pattern ATTRIBUTE = Pattern.compile("\\bself\\.(\\w+)");

  public ProgramText {
    programs = List.copyOf(programs);
  }

  /** The semantic or the coarse stage, with projections in that precision. */
  public static ProgramText causal(Precision precision) {
    return new ProgramText(
        List.of(linear(precision), Program.SAMPLING, Program.GPT, Program.SLOTS));
  }

  /** The fine stage, with projections in that precision. */
  public static ProgramText fine(Precision precision) {
    return new ProgramText(List.of(linear(precision), Program.FINE));
  }

  /** The codec. */
  public static ProgramText codec() {
    return new ProgramText(List.of(Program.CODEC));
  }

  /** Methods of a class, indented by two blanks. */
  String source() {
    return programs.stream().map(Program::source).collect(Collectors.joining());
  }

  /** A hash of the code. */
  String version() {
    return Sha256.of(code(source()).getBytes(UTF_8)).substring(0, 16);
  }

  /** Names of the attributes that the code reads or sets. */
  Set<String> attributes() {
    return ATTRIBUTE
        .matcher(code(source()))
        .results()
        .map(match -> match.group(1))
        .collect(Collectors.toCollection(TreeSet::new));
  }

  /** A program's text without comments and blank lines. */
  static String code(String source) {
    return source
        .lines()
        .map(line -> COMMENT.matcher(line).replaceFirst(""))
        .filter(line -> !line.isEmpty())
        .collect(Collectors.joining("\n"));
  }

  private static Program linear(Precision precision) {
    return switch (precision) {
      case INT8 -> Program.LINEAR_INT8;
      case FP16 -> Program.LINEAR_FP16;
      default -> Program.LINEAR_PLAIN;
    };
  }
}
