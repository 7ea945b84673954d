package org.barkdjl.text;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/** Dividing a text of 3000 words, some 20 minutes of speech, into pieces. */
@State(Scope.Benchmark)
public class DividingBenchmark {
  private static final String THIRTY_WORDS =
      "It was a bright day in April, and Mr. Brown was late again. \"Where have you been?\" she"
          + " asked. He said nothing; the train had stopped at 9.30, outside town.\n\n";

  private final String text = THIRTY_WORDS.repeat(100);

  @Benchmark
  public SpeechPlan divide3000Words() {
    return SpeechPlan.of(text, SpeechPlanOptions.DEFAULT);
  }
}
