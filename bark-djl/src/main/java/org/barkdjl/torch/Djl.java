package org.barkdjl.torch;

import java.util.Map;

/** DJL's settings for which it has no options: it takes them from system properties alone. */
public final class Djl {
  /** The only engine there is. */
  public static final String ENGINE = "PyTorch";

  /** Else it reports its start, looks for natives, and on a GPU host downloads a tokenizer. */
  private static final Map<String, String> STAY_LOCAL =
      Map.of("OPT_OUT_TRACKING", "true", "ai.djl.offline", "true", "RUST_FLAVOR", "cpu");

  private Djl() {}

  /** Keeps DJL off the network, where no property says otherwise. Call it before DJL is loaded. */
  public static void stayLocal() {
    STAY_LOCAL.forEach(System.getProperties()::putIfAbsent);
  }
}
