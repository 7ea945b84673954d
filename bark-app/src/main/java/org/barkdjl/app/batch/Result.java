package org.barkdjl.app.batch;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.io.SafeName;
import org.barkdjl.takes.Measure;
import org.barkdjl.takes.SpeechMeasures;

/**
 * A line of the results file, in which what the parts hold stands side by side. What does not apply
 * is null, and left out of the line.
 *
 * @param key of what it is
 * @param status how it ended
 * @param file name of the audio file in the same folder
 * @param error why it failed, as a sentence
 * @param fingerprint hash of text, options, voice and model: an item with another is made anew
 */
public record Result(
    Key key,
    Status status,
    String file,
    Tries tries,
    Sound sound,
    String error,
    String fingerprint) {
  private static final Set<String> PARTS = Set.of("key", "tries", "sound");
  private static final Gson GSON = new Gson();

  /**
   * An item, or one of its takes.
   *
   * @param id the item's name
   * @param index which item of the manifest, from 1
   * @param line its line in the manifest, from 1
   * @param take which take of the item it is, from 1; of the item itself null
   * @param chosenTake which take became the item's file
   */
  public record Key(
      String id,
      long index,
      long line,
      Integer take,
      @SerializedName("chosen_take") Integer chosenTake) {}

  /**
   * What was tried.
   *
   * @param seed the seed that repeats it; of a failed item the last one tried
   * @param attempts how many seeds were tried
   */
  public record Tries(Long seed, Integer attempts) {}

  /**
   * What is in the audio file.
   *
   * @param bytes size of that file
   * @param sha256 hash of that file, in hexadecimal
   * @param durationSeconds length of the audio
   * @param pieces how many it was spoken in, if more than one
   * @param timings what each stage took, by its name in lower case
   * @param measures what was measured of the audio, by the measures' ids
   * @param points against it, by those measures
   * @param warnings sentences for the user
   */
  public record Sound(
      Long bytes,
      String sha256,
      @SerializedName("duration_seconds") Double durationSeconds,
      Integer pieces,
      Map<String, Timing> timings,
      Map<String, Double> measures,
      Double points,
      List<String> warnings) {
    static final Sound NONE = new Sound(null, null, null, null, null, null, null, null);
  }

  /** How an item ended. */
  public enum Status {
    @SerializedName("ok")
    OK,
    @SerializedName("failed")
    FAILED
  }

  /**
   * What a stage took.
   *
   * @param steps see {@link org.barkdjl.Stage} for the unit
   * @param seconds by the clock
   */
  public record Timing(int steps, double seconds) {}

  /** This take as the item's own file. */
  Result asChosen(String itemFile, String itemFingerprint) {
    Key item = new Key(key.id, key.index, key.line, null, key.take);
    return new Result(item, status, itemFile, tries, sound, error, itemFingerprint);
  }

  /** Which take it is; 0: it is the item itself. */
  int takeNumber() {
    return key.take == null ? 0 : key.take;
  }

  /** What was measured; empty if nothing was. */
  Optional<SpeechMeasures> speechMeasures() {
    if (sound.measures == null) {
      return Optional.empty();
    }
    Map<Measure, Double> known = new EnumMap<>(Measure.class);
    sound.measures.forEach(
        (name, value) -> Measure.of(name).ifPresent(each -> known.put(each, value)));
    return Optional.of(new SpeechMeasures(known));
  }

  /** Whether its file is in a folder. Somebody may have edited the line: nothing outside counts. */
  boolean isIn(Path folder) {
    return status == Status.OK
        && file != null
        && SafeName.isPlain(file)
        && Files.isRegularFile(folder.resolve(file), LinkOption.NOFOLLOW_LINKS);
  }

  /** Seconds spent in the stages. */
  public double workSeconds() {
    return sound.timings == null
        ? 0
        : sound.timings.values().stream().mapToDouble(Timing::seconds).sum();
  }

  /** Seconds of audio; 0 if there is none. */
  public double audioSeconds() {
    return sound.durationSeconds == null ? 0 : sound.durationSeconds;
  }

  /** What stands in its line. */
  JsonObject toJson() {
    JsonObject line = new JsonObject();
    GSON.toJsonTree(this)
        .getAsJsonObject()
        .asMap()
        .forEach(
            (name, value) -> {
              if (PARTS.contains(name)) {
                line.asMap().putAll(value.getAsJsonObject().asMap());
              } else {
                line.add(name, value);
              }
            });
    return line;
  }

  /** The result in a line; empty if the line holds none. */
  static Optional<Result> parse(String json) {
    try {
      JsonObject line = GSON.fromJson(json, JsonObject.class);
      if (line == null) {
        return Optional.empty();
      }
      JsonObject nested = line.deepCopy();
      PARTS.forEach(part -> nested.add(part, line));
      return Optional.of(GSON.fromJson(nested, Result.class))
          .filter(result -> result.key.id != null && result.status != null);
    } catch (JsonParseException e) {
      // A line that was torn or edited: what it told is made anew.
      return Optional.empty();
    }
  }
}
