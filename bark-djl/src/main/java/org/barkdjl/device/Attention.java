package org.barkdjl.device;

/** How the causal stages attend to what the rows of a batch have seen. Both give the same. */
public enum Attention {
  /**
   * One row after the other, each over its own past alone. Costs operations a row, and no
   * arithmetic that is not needed.
   */
  ROW_BY_ROW,
  /**
   * All rows at once, over as much as the longest has seen. Costs about as many operations as a
   * single row does.
   */
  ALL_ROWS
}
