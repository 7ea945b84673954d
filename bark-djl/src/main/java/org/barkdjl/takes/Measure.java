package org.barkdjl.takes;

import java.util.Arrays;
import java.util.Optional;

/**
 * What is measured of a take, what is usual for it, and what counts as a point against the take.
 * The bounds are wide, as they are to find what everybody would throw away.
 */
public enum Measure {
  /** Seconds beyond the plausible length of the text, or below it. */
  LENGTH("outside_length_s", "s outside the plausible length", 0, 0, 0.5),
  /** Pieces that were cut before their end. */
  CUT("cut_pieces", "pieces cut before their end", 0, 0, 0.25),
  /** Samples at full scale or above. */
  CLIPPED("clipped_percent", "% of the samples clipped", 0, 0.02, 0.1),
  /** Integrated loudness by EBU R 128. */
  LOUDNESS("loudness_lufs", "LUFS loud", -40, -8, 4),
  /** Silence before the first sound. */
  START("start_silence_s", "s of silence at the start", 0, 0.75, 0.25),
  /** Silence after the last sound. */
  END("end_silence_s", "s of silence at the end", 0, 1, 0.25),
  /** The longest silence within a piece. */
  PAUSE("longest_pause_s", "s of silence inside", 0, 1, 0.25),
  /** The longest sound without a pitch. */
  UNVOICED("longest_unvoiced_s", "s of sound without a voice", 0, 0.5, 0.1),
  /** The softest twentieth of the frames, below the loudest tenth. */
  NOISE("noise_floor_db", "dB between noise and speech", -100, -20, 3),
  /** The last 20 ms of a piece, the loudest of all pieces, below the loudest tenth. */
  LAST("last_level_db", "dB between the very end and speech", -100, -25, 3),
  /** How far the mean spectrum of the voice is from that of the history prompt. */
  VOICE("voice_distance_db", "dB between the voice and the prompt's", 0, 6, 1);

  /** More of one fault does not make a take worse. */
  private static final double MOST_POINTS = 10;

  private final String id;
  private final String label;
  private final double lowest;
  private final double highest;
  private final double step;

  Measure(String id, String label, double lowest, double highest, double step) {
    this.id = id;
    this.label = label;
    this.lowest = lowest;
    this.highest = highest;
    this.step = step;
  }

  /** The measure of that id. */
  public static Optional<Measure> of(String id) {
    return Arrays.stream(values()).filter(measure -> measure.id.equals(id)).findFirst();
  }

  /** What files call it, with its unit. */
  public String id() {
    return id;
  }

  /** What people call it, to stand after a value. */
  public String label() {
    return label;
  }

  /** The least that is usual. */
  public double lowest() {
    return lowest;
  }

  /** The most that is usual. */
  public double highest() {
    return highest;
  }

  /** How far beyond what is usual makes a point. */
  public double step() {
    return step;
  }

  /** Points for a value: 0 for what is usual, 10 at most. */
  public double points(double value) {
    double beyond = Math.max(0, Math.max(lowest - value, value - highest));
    return Math.min(MOST_POINTS, beyond / step);
  }
}
