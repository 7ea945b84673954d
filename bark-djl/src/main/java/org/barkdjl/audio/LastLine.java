package org.barkdjl.audio;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** The end of what a program says: the last line usually is the reason. */
final class LastLine {
  private static final int MOST_BYTES = 2048;

  /** What ffmpeg says after the reason. */
  private static final String EPILOGUE = "Conversion failed!";

  private final InputStream in;

  LastLine(InputStream in) {
    this.in = in;
  }

  /** Reads to the end, in little memory; empty if nothing was said. */
  String read() throws IOException {
    byte[] tail = {};
    byte[] block = new byte[MOST_BYTES];
    for (int count = in.read(block); count >= 0; count = in.read(block)) {
      byte[] joined = Arrays.copyOf(tail, tail.length + count);
      System.arraycopy(block, 0, joined, tail.length, count);
      tail = Arrays.copyOfRange(joined, Math.max(0, joined.length - MOST_BYTES), joined.length);
    }
    List<String> lines =
        new String(tail, StandardCharsets.UTF_8)
            .lines()
            .map(line -> line.replaceAll("\\p{Cntrl}", " ").strip())
            .filter(line -> !line.isEmpty() && !line.equals(EPILOGUE))
            .toList();
    return lines.isEmpty() ? "" : lines.get(lines.size() - 1);
  }
}
