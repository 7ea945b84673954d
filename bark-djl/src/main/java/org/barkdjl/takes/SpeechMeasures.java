package org.barkdjl.takes;

import java.util.Collections;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What was measured of a take.
 *
 * @param values of the measures; those that do not apply are not there
 */
public record SpeechMeasures(Map<Measure, Double> values) {
  /** The best first: fewer points, then the nearer voice. */
  public static final Comparator<SpeechMeasures> BEST_FIRST =
      Comparator.comparingDouble(SpeechMeasures::points)
          .thenComparingDouble(measures -> measures.values.getOrDefault(Measure.VOICE, 0.0));

  public SpeechMeasures {
    Map<Measure, Double> copy = new EnumMap<>(Measure.class);
    copy.putAll(values);
    values = Collections.unmodifiableMap(copy);
  }

  /** The points against the take, of all measures; 0: nothing is unusual. */
  public double points() {
    return values.entrySet().stream()
        .mapToDouble(entry -> entry.getKey().points(entry.getValue()))
        .sum();
  }

  /** What is unusual about it, the worst first. */
  public List<Measure> faults() {
    return values.keySet().stream()
        .filter(measure -> pointsFor(measure) > 0)
        .sorted(Comparator.comparingDouble(this::pointsFor).reversed())
        .toList();
  }

  private double pointsFor(Measure measure) {
    return measure.points(values.get(measure));
  }
}
