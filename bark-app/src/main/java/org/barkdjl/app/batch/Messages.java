package org.barkdjl.app.batch;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.takes.Measure;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.text.SpeechPart;

/** What {@code bark batch} says to people, a line each. */
public final class Messages {
  private static final int EXCERPT = 40;

  private Messages() {}

  /** An item that was made. */
  static String made(Path folder, Result result) {
    return String.format(
        Locale.ROOT,
        "%s: %.2f s of audio%s, real-time factor %.2f, seed %d%s%s",
        folder.resolve(result.file()),
        result.audioSeconds(),
        result.sound().pieces() == null ? "" : " in " + result.sound().pieces() + " pieces",
        result.workSeconds() / Math.max(1e-3, result.audioSeconds()),
        result.tries().seed(),
        result.tries().attempts() > 1 ? " at attempt " + result.tries().attempts() : "",
        result.speechMeasures().map(measures -> ", " + points(measures)).orElse(""));
  }

  /** A take that was chosen. */
  static String chosen(Path folder, Result result, int takes) {
    return "%s: take %d of %d, %s"
        .formatted(
            folder.resolve(result.file()),
            result.key().chosenTake(),
            takes,
            points(result.speechMeasures().orElseThrow()));
  }

  /** A take that somebody has chosen. */
  static String isFinal(Path folder, Result result) {
    return "%s: %s, seed %d"
        .formatted(
            folder.resolve(result.file()),
            result.key().chosenTake() == null
                ? "the only take"
                : "take " + result.key().chosenTake(),
            result.tries().seed());
  }

  /** The points against a take, and what they are for. */
  public static String points(SpeechMeasures measures) {
    String faults =
        measures.faults().stream()
            .map(fault -> fault(fault, measures.values().get(fault)))
            .collect(Collectors.joining(", "));
    return String.format(Locale.ROOT, "%.1f points against it", measures.points())
        + (faults.isEmpty() ? "" : " (" + faults + ")");
  }

  /** A measure and its value. */
  static String fault(Measure measure, double value) {
    return String.format(Locale.ROOT, "%.1f %s", value, measure.label());
  }

  /** An item that failed. */
  static String failed(long line, String id, String error) {
    return "line " + line + " (" + excerpt(id) + "): " + error;
  }

  /** An item that would be made. */
  static String wouldMake(Item.Job job, boolean finished) {
    NarrationRequest request = job.speech().request();
    return String.format(
        Locale.ROOT,
        "%s %s: about %.1f s, %s, seed %d: %s",
        finished ? "finished" : "to make ",
        job.file(),
        Estimate.audioSeconds(job.speech()),
        request.voice().map(voice -> "voice " + voice.name()).orElse("no voice"),
        job.seed(),
        excerpt(job.speech().text()) + said(request));
  }

  /** What is said where that is not what is written. */
  private static String said(NarrationRequest request) {
    List<SpeechPart.Piece> pieces = request.plan().pieces();
    return pieces.stream().allMatch(piece -> piece.text().equals(piece.written()))
        ? ""
        : " (said: "
            + excerpt(pieces.stream().map(SpeechPart.Piece::text).collect(Collectors.joining(" ")))
            + ")";
  }

  static String summary(Totals totals, Takes takes) {
    String audio =
        totals.made() == 0
            ? ""
            : String.format(
                Locale.ROOT,
                "; %.2f s of audio, real-time factor %.2f",
                totals.audioSeconds(),
                totals.realTimeFactor());
    return "%s: %d made, %d finished before, %d failed%s."
        .formatted(
            takes.counted(totals.items()), totals.made(), totals.skipped(), totals.failed(), audio);
  }

  /** How far it is, on one line of a screen. */
  static String progress(Totals totals) {
    return String.format(
        Locale.ROOT,
        "%d/%d items, %d failed, %.1f s of audio, RTF %.2f, %s left",
        totals.done(),
        totals.items(),
        totals.failed(),
        totals.audioSeconds(),
        totals.realTimeFactor(),
        totals.secondsLeft() < 0 ? "?" : clock(totals.secondsLeft()));
  }

  /** {@code 1:02:03}. */
  static String clock(double seconds) {
    long whole = Math.round(seconds);
    return whole < 3600
        ? String.format(Locale.ROOT, "%d:%02d", whole / 60, whole % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", whole / 3600, whole / 60 % 60, whole % 60);
  }

  /** The beginning of a text, on one line. */
  public static String excerpt(String text) {
    String line = text.replaceAll("\\s+", " ").strip();
    return line.codePointCount(0, line.length()) <= EXCERPT
        ? line
        : line.substring(0, line.offsetByCodePoints(0, EXCERPT - 1)) + "…";
  }
}
