package org.barkdjl.bench;

import java.io.IOException;

/** Loads a stage's model and reports how long that took. */
final class Loaded {
  interface Loader<T> {
    T load() throws IOException;
  }

  private Loaded() {}

  static <T> T measured(BenchRun run, BenchPart part, BenchSetting setting, Loader<T> loader)
      throws IOException {
    PeakMemory.reset();
    Meter.Reading before = run.meter().read();
    T model = loader.load();
    Samples once = new Samples().add(before.until(run.meter().read()));
    run.report(Work.timed(part.id(), "load"), setting, once);
    return model;
  }
}
