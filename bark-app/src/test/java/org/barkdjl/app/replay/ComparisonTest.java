package org.barkdjl.app.replay;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class ComparisonTest {
  @Test
  void equalTokensAgree() {
    assertEquals(
        "semantic  agrees   3 tokens equal",
        Comparison.ofRow("semantic", new int[] {1, 2, 3}, new int[] {1, 2, 3}).line());
    assertEquals(
        "coarse    agrees   2 x 1 tokens equal",
        Comparison.ofRows("coarse", new int[][] {{1}, {2}}, new int[][] {{1}, {2}}).line());
  }

  @Test
  void theFirstDifferenceInTimeIsTold() {
    int[][] recorded = {{1, 2, 3}, {4, 5, 6}};
    int[][] computed = {{1, 2, 9}, {4, 8, 6}};

    assertEquals(
        "coarse    DIFFERS  2 x 3 tokens; 2 differ, first at [1, 1]: 8, recorded 5",
        Comparison.ofRows("coarse", computed, recorded).line());
  }

  @Test
  void anotherLengthDiffers() {
    Comparison shorter = Comparison.ofRow("semantic", new int[] {1}, new int[] {1, 2});
    Comparison none = Comparison.ofRow("semantic", new int[0], new int[] {1, 2});

    assertEquals(
        "semantic  DIFFERS  1 tokens, recorded 2; equal as far as both go", shorter.line());
    assertFalse(none.equal());
    assertFalse(Comparison.ofAudio(new float[1], new float[2]).equal());
    assertFalse(Comparison.ofRows("fine", new int[0][], new int[8][3]).equal());
  }

  @Test
  void audioAgreesWithinTheTolerance() {
    float[] recorded = {0, 0.5f, -0.25f};

    assertTrue(Comparison.ofAudio(new float[] {0, 0.50009f, -0.25f}, recorded).equal());
    assertFalse(Comparison.ofAudio(new float[] {0, 0.50011f, -0.25f}, recorded).equal());
    assertFalse(Comparison.ofAudio(new float[] {Float.NaN, 0.5f, -0.25f}, recorded).equal());
  }
}
