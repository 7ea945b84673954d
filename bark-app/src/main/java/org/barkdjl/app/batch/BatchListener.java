package org.barkdjl.app.batch;

/** Watches a run. */
public interface BatchListener {
  /** The work begins. */
  void started(Totals totals);

  /** An item is through, and its result on the disk. One at a time, items come in their order. */
  void finished(Result result, Totals totals);
}
