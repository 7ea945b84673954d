package org.barkdjl.app.batch;

import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.io.TextHash;

/**
 * One of several parts into which a manifest is split. The id decides, so that an item stays in its
 * part whatever is added to the manifest.
 *
 * @param number which part, from 1
 * @param count how many parts
 */
public record Shard(int number, int count) {
  /** Everything. */
  public static final Shard WHOLE = new Shard(1, 1);

  private static final Pattern FORM = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})");

  public Shard {
    if (number < 1 || number > count) {
      throw new IllegalArgumentException(
          "it takes I/N with I from 1 to N, not " + number + "/" + count);
    }
  }

  /**
   * Reads {@code I/N}.
   *
   * @throws IllegalArgumentException if it is something else
   */
  public static Shard parse(String value) {
    Matcher form = FORM.matcher(value);
    if (!form.matches()) {
      throw new IllegalArgumentException("it takes I/N, such as 1/2, not '" + value + "'");
    }
    return new Shard(Integer.parseInt(form.group(1)), Integer.parseInt(form.group(2)));
  }

  /** Whether the item is in this part. */
  public boolean holds(String id) {
    long hash = TextHash.first64(List.of("shard", id));
    return Long.remainderUnsigned(hash, count) == number - 1;
  }
}
