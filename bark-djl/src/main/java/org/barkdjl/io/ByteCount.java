package org.barkdjl.io;

import java.util.Locale;

/** Says a number of bytes to people, in decimal units as disks and downloads are sold. */
public final class ByteCount {
  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;

  private ByteCount() {}

  /** {@code 812 B}, {@code 4.5 GB}. */
  public static String of(long bytes) {
    double value = bytes;
    int unit = 0;
    while (value >= STEP && unit < UNITS.length - 1) {
      value /= STEP;
      unit++;
    }
    return unit == 0 ? bytes + " B" : String.format(Locale.ROOT, "%.1f %s", value, UNITS[unit]);
  }
}
