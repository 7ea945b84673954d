package org.barkdjl.app.batch;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonObject;
import java.io.PrintStream;
import org.barkdjl.app.cli.TextStream;

/** Tells machines how a batch goes on: a JSON object a line on standard error. */
final class BatchEvents implements BatchListener {
  private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

  private final PrintStream err;

  BatchEvents(PrintStream err) {
    this.err = err;
  }

  @Override
  public void started(Totals totals) {
    print("started", totals, new JsonObject());
  }

  @Override
  public void loaded(int rows) {
    JsonObject object = new JsonObject();
    object.addProperty("event", "loaded");
    object.addProperty("rows", rows);
    print(object);
  }

  @Override
  public void finished(Result result, Totals totals) {
    JsonObject more = new JsonObject();
    more.add("result", result.toJson());
    print("item", totals, more);
  }

  @Override
  public void chosen(Result result, int takes) {
    JsonObject object = new JsonObject();
    object.addProperty("event", "chosen");
    object.add("result", result.toJson());
    print(object);
  }

  /**
   * The run has ended.
   *
   * @param interrupted before it was through
   */
  void ended(Totals totals, boolean interrupted) {
    JsonObject more = new JsonObject();
    more.addProperty("interrupted", interrupted);
    print("ended", totals, more);
  }

  private void print(String event, Totals totals, JsonObject more) {
    JsonObject object = new JsonObject();
    object.addProperty("event", event);
    object.addProperty("items", totals.items());
    object.addProperty("skipped", totals.skipped());
    object.addProperty("made", totals.made());
    object.addProperty("failed", totals.failed());
    object.addProperty("audio_seconds", rounded(totals.audioSeconds()));
    object.addProperty("real_time_factor", rounded(totals.realTimeFactor()));
    if (totals.secondsLeft() >= 0) {
      object.addProperty("seconds_left", rounded(totals.secondsLeft()));
    }
    more.entrySet().forEach(entry -> object.add(entry.getKey(), entry.getValue()));
    print(object);
  }

  private static double rounded(double value) {
    return Math.round(value * 1e3) / 1e3;
  }

  /** JSON can say the characters that the stream would replace. */
  private void print(JsonObject object) {
    err.println(TextStream.escaped(GSON.toJson(object)));
  }
}
