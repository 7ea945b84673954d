package org.barkdjl.bench;

import org.barkdjl.device.Precision;

/**
 * In which way the work is done.
 *
 * @param precision that of the weights
 * @param threads CPU threads of libtorch
 * @param batch sequences at once
 */
record BenchSetting(Precision precision, int threads, int batch) {
  BenchSetting withBatch(int value) {
    return new BenchSetting(precision, threads, value);
  }
}
