package org.barkdjl.fine;

import java.util.List;

/**
 * One pass through the fine GPT: draws one codebook of a window of each row.
 *
 * @param codebook which one to draw, 2 to 7
 * @param rows one at least
 */
record FinePass(int codebook, List<Row> rows) {
  /**
   * A row.
   *
   * @param codes the window, frame by frame: (1024, 8)
   * @param uniforms a number for each frame that is drawn, which are the last ones
   * @param temperature divides the logits; 0 takes the most probable code
   */
  record Row(long[] codes, double[] uniforms, double temperature) {}
}
