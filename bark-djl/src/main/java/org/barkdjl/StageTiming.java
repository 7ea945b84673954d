package org.barkdjl;

import java.time.Duration;

/**
 * What a stage took.
 *
 * @param steps what it did; see {@link Stage} for the unit
 * @param wall how long it took by the clock
 */
public record StageTiming(int steps, Duration wall) {}
