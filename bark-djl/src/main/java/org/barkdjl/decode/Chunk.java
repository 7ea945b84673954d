package org.barkdjl.decode;

/**
 * A call for several tokens.
 *
 * @param cache holds all positions before {@code position}
 * @param lastToken the token at {@code position}, not yet in the cache
 * @param position where the next token is fed
 * @param phase steps done so far: odd ones draw from the second range
 * @param uniforms a number for each token to draw
 * @param range what may be drawn
 * @param ending when to end
 * @param sampling how to draw
 * @param stopEarly whether to look after each step if the sequence has ended
 */
record Chunk(
    KeyValueCache cache,
    long lastToken,
    int position,
    int phase,
    double[] uniforms,
    DrawRange range,
    Ending ending,
    Sampling sampling,
    boolean stopEarly) {}
