package org.barkdjl.app.cli;

import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.options.Option;
import org.barkdjl.options.Range;
import org.barkdjl.text.SpeechPlan;

/** How often other seeds are tried. */
public final class Retries {
  /** More would take longer than anyone waits. */
  private static final int MOST = 100;

  private Retries() {}

  public static Option<Integer> option(String help) {
    return Option.whole("retry", "N", Range.between(0, MOST), help);
  }

  /** Where nothing is said: a text of one piece is taken as it comes. */
  public static int usual(SpeechPlan plan) {
    return plan.parts().size() == 1 ? 0 : NarrationRequest.USUAL_RETRIES;
  }
}
