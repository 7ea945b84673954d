package org.barkdjl.options;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import org.barkdjl.error.InputException;

/**
 * Options of one subject, and what each of them changes in a record.
 *
 * @param <R> the record
 */
public final class OptionTable<R> {
  private final R defaults;
  private final Map<String, Entry<R>> entries;

  private record Entry<R>(Option<?> option, BiFunction<R, Setting, R> change) {}

  private OptionTable(R defaults, Map<String, Entry<R>> entries) {
    this.defaults = defaults;
    this.entries = entries;
  }

  /** A table without options. */
  public static <R> OptionTable<R> of(R defaults) {
    return new OptionTable<>(defaults, Map.of());
  }

  /**
   * The table with one more option, which is applied after those before it.
   *
   * @param change gives the record with the value in it; may refuse it with an
   *     IllegalArgumentException
   */
  public <T> OptionTable<R> with(Option<T> option, BiFunction<R, T, R> change) {
    Map<String, Entry<R>> more = new LinkedHashMap<>(entries);
    more.put(
        option.name(),
        new Entry<>(
            option,
            (record, setting) ->
                setting.read(value -> change.apply(record, option.parse().apply(value)))));
    return new OptionTable<>(defaults, more);
  }

  /** In their order. */
  public List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>();
    entries.values().forEach(entry -> options.add(entry.option()));
    return options;
  }

  /** The long names, in their order. */
  public List<String> names() {
    return List.copyOf(entries.keySet());
  }

  /**
   * The record that settings describe.
   *
   * @param settings by the options' long names; those of other options are passed over
   * @throws InputException if a value is out of range or of the wrong kind
   */
  public R read(Map<String, Setting> settings) {
    R record = defaults;
    for (Map.Entry<String, Entry<R>> entry : entries.entrySet()) {
      Setting setting = settings.get(entry.getKey());
      if (setting != null) {
        record = entry.getValue().change().apply(record, setting);
      }
    }
    return record;
  }

  /**
   * The record that fields describe.
   *
   * @param fields values by the options' long names
   * @throws InputException if there is no such option, or a value is out of range or of the wrong
   *     kind
   */
  public R readFields(Map<String, String> fields) {
    Map<String, Setting> settings = new LinkedHashMap<>();
    fields.forEach(
        (name, value) -> {
          if (!entries.containsKey(name)) {
            throw new InputException(
                "There is no field '" + name + "'; there are " + String.join(", ", names()) + ".");
          }
          settings.put(name, Setting.field(name, value));
        });
    return read(settings);
  }
}
