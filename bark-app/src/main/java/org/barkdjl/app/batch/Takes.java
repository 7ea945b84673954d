package org.barkdjl.app.batch;

import java.util.List;
import java.util.stream.IntStream;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.TextHash;
import org.barkdjl.options.Option;
import org.barkdjl.options.Range;

/**
 * How many takes there are of each text, and what becomes of them.
 *
 * @param count 1: the text is spoken once, and that is all
 * @param keepBest whether the best one alone is kept
 */
public record Takes(int count, boolean keepBest) {
  public static final Option<Integer> COUNT =
      Option.whole(
              "takes",
              "N",
              Range.between(1, 1000),
              "Speak each text N times with other seeds, to choose from; each is measured.")
          .byDefault(1)
          .forOneRun();

  public static final Option<Boolean> KEEP =
      Option.of("keep", "WHICH", "best or all: which of the takes are kept.", Takes::isBest)
          .byDefault("all")
          .forOneRun();

  /** Each text once. */
  public static final Takes ONE = new Takes(1, false);

  public Takes {
    if (keepBest && count == 1) {
      throw new UsageException("Option --keep: the best is chosen of several; give --takes, too.");
    }
  }

  /** What a line asks for. */
  public static Takes of(OptionValues values) {
    return new Takes(values.getOrDefault(COUNT), values.getOrDefault(KEEP));
  }

  /** Whether there is more than one. */
  public boolean several() {
    return count > 1;
  }

  /** What a run counts. */
  String noun() {
    return several() ? "takes" : "items";
  }

  /** So many of them. */
  String counted(long count) {
    String noun = noun();
    return count + " " + (count == 1 ? noun.substring(0, noun.length() - 1) : noun);
  }

  /** What is to be made of an item: itself, or its takes. */
  List<Item.Job> of(Item.Job item) {
    return several()
        ? IntStream.rangeClosed(1, count).mapToObj(item::take).toList()
        : List.of(item);
  }

  /** The hash of the best take of an item, of so many. */
  String fingerprintOfBest(Item.Job item) {
    return TextHash.of(List.of(item.fingerprint(), "best", Integer.toString(count)));
  }

  /** The name of a take's file: that of the item with the take's number before its ending. */
  public static String file(String itemFile, AudioFormat format, int number) {
    String ending = format.endingOf(itemFile).orElse("");
    return itemFile.substring(0, itemFile.length() - ending.length()) + "-take" + number + ending;
  }

  private static boolean isBest(String value) {
    return switch (value) {
      case "best" -> true;
      case "all" -> false;
      default -> throw new IllegalArgumentException("it takes best or all, not '" + value + "'");
    };
  }
}
