package org.barkdjl.voice;

import java.util.Comparator;

/** Orders names as people do: runs of digits by their number, so that 2 comes before 10. */
final class NaturalOrder implements Comparator<String> {
  @Override
  public int compare(String left, String right) {
    int l = 0;
    int r = 0;
    while (l < left.length() && r < right.length()) {
      int leftEnd = chunkEnd(left, l);
      int rightEnd = chunkEnd(right, r);
      int order = compareChunks(left.substring(l, leftEnd), right.substring(r, rightEnd));
      if (order != 0) {
        return order;
      }
      l = leftEnd;
      r = rightEnd;
    }
    int order = Integer.compare(left.length() - l, right.length() - r);
    return order == 0 ? left.compareTo(right) : order;
  }

  /** The end of the chunk at {@code start}: all digits of a number, or one other character. */
  private static int chunkEnd(String text, int start) {
    int end = start;
    while (end < text.length() && isDigit(text.charAt(end))) {
      end++;
    }
    return Math.max(end, start + 1);
  }

  private static int compareChunks(String left, String right) {
    if (!isDigit(left.charAt(0)) || !isDigit(right.charAt(0))) {
      return left.compareTo(right);
    }
    String leftNumber = withoutLeadingZeros(left);
    String rightNumber = withoutLeadingZeros(right);
    int order = Integer.compare(leftNumber.length(), rightNumber.length());
    return order == 0 ? leftNumber.compareTo(rightNumber) : order;
  }

  private static String withoutLeadingZeros(String digits) {
    int start = 0;
    while (start < digits.length() && digits.charAt(start) == '0') {
      start++;
    }
    return digits.substring(start);
  }

  private static boolean isDigit(char c) {
    return c >= '0' && c <= '9';
  }
}
