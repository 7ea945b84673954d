package org.barkdjl.bench;

import org.barkdjl.device.Precision;

/**
 * In which way the work is done.
 *
 * @param precision that of the weights
 * @param threads CPU threads of libtorch
 * @param batch sequences at once
 */
record Setting(Precision precision, int threads, int batch) {
  Setting withBatch(int value) {
    return new Setting(precision, threads, value);
  }
}
