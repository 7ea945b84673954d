package org.barkdjl.bench;

/**
 * The best that this machine was seen to do through libtorch with so many threads.
 *
 * @param threads CPU threads
 * @param readBytesPerSecond reading fp32 numbers from memory far beyond the caches
 * @param squareFlops multiplying square fp32 matrices, operations a second
 * @param tallFlops multiplying as a linear layer does, many rows by a weight matrix
 */
public record MachineLimits(
    int threads, double readBytesPerSecond, double squareFlops, double tallFlops) {
  /** The least time in which so many bytes can be read. */
  double secondsToRead(double bytes) {
    return bytes / readBytesPerSecond;
  }

  /** The least time in which so many floating-point operations can be done. */
  double secondsToCompute(double operations) {
    return operations / Math.max(squareFlops, tallFlops);
  }
}
