package org.barkdjl.app.batch;

/** Watches a run. */
public interface BatchListener {
  /** The work begins. */
  void started(Totals totals);

  /** The model is loaded, and decodes up to so many pieces together. */
  default void loaded(int rows) {}

  /** An item is through, and its result on the disk. They come in the order in which they end. */
  void finished(Result result, Totals totals);

  /** One of several takes has become the file of its item. */
  default void chosen(Result result, int takes) {}
}
