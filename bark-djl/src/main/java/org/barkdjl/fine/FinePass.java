package org.barkdjl.fine;

/**
 * One pass through the fine GPT: draws one codebook of one window.
 *
 * @param codes the window, frame by frame: (1024, 8)
 * @param codebook which one to draw, 2 to 7
 * @param first the first frame to draw
 * @param uniforms a number for each frame from {@code first} on
 * @param temperature divides the logits; 0 takes the most probable code
 */
record FinePass(long[] codes, int codebook, int first, double[] uniforms, double temperature) {}
