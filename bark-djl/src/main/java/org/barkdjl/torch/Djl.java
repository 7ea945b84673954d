package org.barkdjl.torch;

import ai.djl.util.Platform;
import java.util.Map;

/** DJL's settings for which it has no options: it takes them from system properties alone. */
public final class Djl {
  /** The only engine there is. */
  public static final String ENGINE = "PyTorch";

  /** The version of the libtorch in {@link NativeFolder#LIBTORCH_PATH}. */
  public static final String VERSION = "PYTORCH_VERSION";

  /** What it was built for: {@code cpu}, {@code cu124}. */
  public static final String FLAVOR = "PYTORCH_FLAVOR";

  /** Else it reports its start, looks for natives, and on a GPU host downloads a tokenizer. */
  private static final Map<String, String> STAY_LOCAL =
      Map.of("OPT_OUT_TRACKING", "true", "ai.djl.offline", "true", "RUST_FLAVOR", "cpu");

  private Djl() {}

  /** Keeps DJL off the network, where no property says otherwise. Call it before DJL is loaded. */
  public static void stayLocal() {
    STAY_LOCAL.forEach(System.getProperties()::putIfAbsent);
  }

  /** Which libtorch is loaded, or will be: {@code 2.7.1 cpu}. */
  public static String libtorch() {
    Platform platform = Platform.detectPlatform("pytorch");
    String version = System.getProperty(VERSION, platform.getVersion());
    return version.replaceFirst("-\\d{8}$", "") + " " + flavor(platform); // the day of packing
  }

  /** Where it lies; empty: DJL takes it from the class path. */
  public static String libtorchFolder() {
    return System.getProperty(NativeFolder.LIBTORCH_PATH, "");
  }

  /** Whether that is one for CUDA. */
  public static boolean isForCuda() {
    return flavor(Platform.detectPlatform("pytorch")).startsWith("cu");
  }

  private static String flavor(Platform platform) {
    return System.getProperty(FLAVOR, platform.getFlavor());
  }
}
