package org.barkdjl.decode;

/**
 * How the next tokens of a sequence are drawn.
 *
 * @param phase steps of the stage done so far: odd ones draw from the range's second half
 * @param range what may be drawn
 * @param ending when the sequence ends
 * @param sampling how to draw
 * @param numbers one for each token
 */
public record StepParameters(
    int phase, LogitRange range, StopRule ending, Sampling sampling, UniformBuffer numbers) {}
