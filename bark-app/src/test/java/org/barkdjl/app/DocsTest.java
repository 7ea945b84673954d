package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.app.batch.Batch;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.say.Say;
import org.barkdjl.app.serve.Serve;
import org.barkdjl.options.Option;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.takes.Measure;
import org.junit.jupiter.api.Test;

/** Compares the tables of README.md and docs/, wherever they stand, with the table of options. */
class DocsTest {
  private static final Pattern CODE = Pattern.compile("`([^`]*)`");

  @Test
  void everyOptionOfSayIsThere() throws IOException {
    List<Option<?>> options = new ArrayList<>(new Say().options());
    options.add(CommonOptions.DEBUG);
    options.add(CommonOptions.HELP);

    assertDocumented(options, rows("option of `say`"));
  }

  @Test
  void everyOptionOfBatchIsThere() throws IOException {
    Set<String> asInSay = names(new Say());
    asInSay.removeAll(Set.of("seed", "retry"));
    List<Option<?>> own = new ArrayList<>(new Batch().options());
    own.removeIf(option -> asInSay.contains(option.name()));

    assertDocumented(own, rows("option of `batch`"));
  }

  @Test
  void everyOptionOfServeIsThere() throws IOException {
    List<Option<?>> own = new ArrayList<>(new Serve().options());
    own.removeIf(option -> names(new Say()).contains(option.name()));

    assertDocumented(own, rows("option of `serve`"));
  }

  @Test
  void everyFieldOfAnItemIsThere() throws IOException {
    Set<String> fields = new TreeSet<>(SpeechOptionTable.OPTIONS.names());
    fields.addAll(List.of("text", "id", "out"));

    assertEquals(
        fields,
        rows("field of an item").stream()
            .flatMap(row -> codes(row.get(0)).stream())
            .collect(Collectors.toCollection(TreeSet::new)));
  }

  @Test
  void everyMeasureIsThereWithItsBounds() throws IOException {
    List<String> expected = new ArrayList<>();
    for (Measure measure : Measure.values()) {
      expected.add(
          String.format(
              Locale.ROOT,
              "%s from %.2f to %.2f by %.2f",
              measure.id(),
              measure.lowest(),
              measure.highest(),
              measure.step()));
    }
    List<String> told = new ArrayList<>();
    for (List<String> row : rows("measure |")) {
      List<Double> numbers =
          row.subList(1, 4).stream()
              .map(cell -> Double.parseDouble(cell.replace('−', '-').strip()))
              .toList();
      told.add(
          String.format(
              Locale.ROOT,
              "%s from %.2f to %.2f by %.2f",
              codes(row.get(0)).get(0),
              numbers.get(0),
              numbers.get(1),
              numbers.get(2)));
    }
    assertEquals(expected, told);
  }

  /** Names, letters and arguments as in the help; a default that could be given, as a value. */
  private static void assertDocumented(List<Option<?>> options, List<List<String>> rows) {
    Map<String, String> defaults = new HashMap<>();
    for (List<String> row : rows) {
      codes(row.get(0)).forEach(code -> defaults.put(code, row.get(1)));
    }
    Function<Option<?>, String> shown = DocsTest::shown;
    assertEquals(
        options.stream().map(shown).collect(Collectors.toCollection(TreeSet::new)),
        new TreeSet<>(defaults.keySet()));
    for (Option<?> option : options) {
      String value = option.otherwise().value();
      String told = defaults.get(shown(option));
      assertTrue(value.isEmpty() || told.contains("`" + value + "`"), option.name() + ": " + told);
    }
  }

  private static String shown(Option<?> option) {
    String letter = option.letter().isEmpty() ? "" : "-" + option.letter() + ", ";
    String argument = option.isFlag() ? "" : " " + option.argument();
    return letter + "--" + option.name() + argument;
  }

  private static Set<String> names(Command command) {
    return command.options().stream()
        .map(Option::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<String> codes(String cell) {
    return CODE.matcher(cell).results().map(found -> found.group(1)).toList();
  }

  /** The cells of the tables whose head begins so. */
  private static List<List<String>> rows(String head) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    for (Path file : files()) {
      boolean inside = false;
      for (String line : Files.readAllLines(file)) {
        inside = line.startsWith("| " + head) || (inside && line.startsWith("|"));
        if (inside && line.startsWith("| `")) {
          String cells = line.substring(1).replace("\\|", "\0");
          rows.add(Arrays.stream(cells.split("\\|")).map(cell -> cell.replace('\0', '|')).toList());
        }
      }
    }
    assertTrue(!rows.isEmpty(), "no table '" + head + "'");
    return rows;
  }

  private static List<Path> files() throws IOException {
    try (Stream<Path> docs = Files.list(Path.of("../docs"))) {
      return Stream.concat(Stream.of(Path.of("../README.md")), docs.filter(DocsTest::isText))
          .toList();
    }
  }

  private static boolean isText(Path file) {
    return file.toString().endsWith(".md");
  }
}
