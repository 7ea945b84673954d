package org.barkdjl.bench;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.jni.JniUtils;
import java.io.IOException;
import java.util.function.ToDoubleFunction;
import java.util.function.UnaryOperator;
import org.barkdjl.bench.Samples.Sample;

/** Measures what this machine can do at best, through the libtorch that runs the models. */
final class MachineProbe {
  /** 256 MB of fp32: far beyond any cache. */
  private static final int COLUMNS = 8192;

  private static final int ROWS = 8192;

  /** Large enough to reach the peak, small enough for a tenth of a second. */
  private static final int SQUARE = 1280;

  /** A whole context through the widening projection of bark-small's layers. */
  private static final int TALL_ROWS = 1024;

  private static final int WIDTH = 768;

  /** Many, since a machine that others use shows its best only now and then. */
  private static final int TRIES = 12;

  /** No more tries, but for the least number, once they have taken this long: half a second. */
  private static final double ENOUGH_SECONDS = 0.5;

  private static final int LEAST_TRIES = 3;

  private final Device device;
  private final Meter meter;

  MachineProbe(Device device) {
    this.device = device;
    this.meter = new Meter(device);
  }

  /** Leaves libtorch with so many threads. */
  MachineLimits measure(int threads) throws IOException {
    JniUtils.setNumThreads(threads);
    // One thread computes on the calling one, whose processor time leaves out what others take.
    ToDoubleFunction<Sample> clock = threads == 1 && !device.isGpu() ? Sample::own : Sample::wall;
    return new MachineLimits(
        threads,
        bandwidth(clock),
        product(clock, SQUARE, SQUARE, SQUARE),
        product(clock, TALL_ROWS, WIDTH, 4 * WIDTH));
  }

  private double bandwidth(ToDoubleFunction<Sample> clock) throws IOException {
    try (NDManager manager = NDManager.newBaseManager(device)) {
      NDArray table = manager.ones(new Shape(ROWS, COLUMNS)); // zeros might share one page
      NDArray vector = manager.ones(new Shape(COLUMNS));
      double bytes = 4.0 * ROWS * COLUMNS;
      double best =
          Math.max(rate(clock, table, NDArray::sum), rate(clock, table, t -> t.matMul(vector)));
      return bytes * best;
    }
  }

  private double product(ToDoubleFunction<Sample> clock, int rows, int inner, int columns)
      throws IOException {
    try (NDManager manager = NDManager.newBaseManager(device)) {
      NDArray x = manager.ones(new Shape(rows, inner));
      NDArray weight = manager.ones(new Shape(columns, inner)).transpose();
      return 2.0 * rows * inner * columns * rate(clock, x, left -> left.matMul(weight));
    }
  }

  /** How often a second the operation can be done, at best. */
  private double rate(
      ToDoubleFunction<Sample> clock, NDArray operand, UnaryOperator<NDArray> operation)
      throws IOException {
    double best = Double.POSITIVE_INFINITY;
    double spent = 0;
    for (int i = 0; i < TRIES && (i < LEAST_TRIES || spent < ENOUGH_SECONDS); i++) {
      Sample sample = meter.time(() -> operation.apply(operand).close());
      best = Math.min(best, clock.applyAsDouble(sample));
      spent += sample.wall();
    }
    return 1 / best;
  }
}
