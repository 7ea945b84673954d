package org.barkdjl.app.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.takes.Measure;
import org.barkdjl.takes.SpeechMeasures;

/**
 * A line of the results file. What does not apply is null, and left out of the line.
 *
 * @param id the item's name
 * @param index which item of the manifest, from 1
 * @param line its line in the manifest, from 1
 * @param take which take of the item it is, from 1; of the item itself null
 * @param chosenTake which take became the item's file
 * @param status how it ended
 * @param file name of the audio file in the same folder
 * @param bytes size of that file
 * @param sha256 hash of that file, in hexadecimal
 * @param seed the seed that repeats it; of a failed item the last one tried
 * @param attempts how many seeds were tried
 * @param durationSeconds length of the audio
 * @param pieces how many it was spoken in, if more than one
 * @param timings what each stage took, by its name in lower case
 * @param measures what was measured of the audio, by the measures' ids
 * @param points against it, by those measures
 * @param warnings sentences for the user
 * @param error why it failed, as a sentence
 * @param fingerprint hash of text, options, voice and model: an item with another is made anew
 */
public record Result(
    String id,
    long index,
    long line,
    Integer take,
    @SerializedName("chosen_take") Integer chosenTake,
    Status status,
    String file,
    Long bytes,
    String sha256,
    Long seed,
    Integer attempts,
    @SerializedName("duration_seconds") Double durationSeconds,
    Integer pieces,
    Map<String, Timing> timings,
    Map<String, Double> measures,
    Double points,
    List<String> warnings,
    String error,
    String fingerprint) {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

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
    return new Result(
        id,
        index,
        line,
        null,
        take,
        status,
        itemFile,
        bytes,
        sha256,
        seed,
        attempts,
        durationSeconds,
        pieces,
        timings,
        measures,
        points,
        warnings,
        error,
        itemFingerprint);
  }

  /** Which take it is; 0: it is the item itself. */
  int takeNumber() {
    return take == null ? 0 : take;
  }

  /** What was measured; empty if nothing was. */
  Optional<SpeechMeasures> speechMeasures() {
    if (measures == null) {
      return Optional.empty();
    }
    Map<Measure, Double> known = new EnumMap<>(Measure.class);
    measures.forEach((name, value) -> Measure.of(name).ifPresent(each -> known.put(each, value)));
    return Optional.of(new SpeechMeasures(known));
  }

  /** Seconds spent in the stages. */
  public double workSeconds() {
    return timings == null ? 0 : timings.values().stream().mapToDouble(Timing::seconds).sum();
  }

  /** Seconds of audio; 0 if there is none. */
  public double audioSeconds() {
    return durationSeconds == null ? 0 : durationSeconds;
  }

  /** As one line without its end. */
  String toJson() {
    return GSON.toJson(this);
  }

  /** The result in a line; empty if the line holds none. */
  static Optional<Result> parse(String json) {
    try {
      return Optional.ofNullable(GSON.fromJson(json, Result.class))
          .filter(result -> result.id != null && result.status != null);
    } catch (JsonParseException e) {
      // A line that was torn or edited: what it told is made anew.
      return Optional.empty();
    }
  }
}
