package org.barkdjl.codec;

import org.barkdjl.error.InputException;
import org.barkdjl.token.TokenSpace;

/** Checks codes that come from outside before they reach a table in native memory. */
public final class CodeCheck {
  private CodeCheck() {}

  /** (8, frames) of 0 to 1023, one frame at least; else InputException. */
  public static void check(int[][] codes) {
    if (codes.length != TokenSpace.CODEBOOKS || codes[0].length == 0) {
      throw new InputException("Codes to decode must be (8, frames) with one frame at least.");
    }
    for (int c = 0; c < TokenSpace.CODEBOOKS; c++) {
      if (codes[c].length != codes[0].length) {
        throw new InputException("The codebooks to decode are of different lengths.");
      }
      for (int f = 0; f < codes[c].length; f++) {
        if (codes[c][f] < 0 || codes[c][f] >= TokenSpace.ENTRIES) {
          throw new InputException(
              "Codebook %d holds %d at frame %d; 0 to 1023 are allowed."
                  .formatted(c, codes[c][f], f));
        }
      }
    }
  }
}
