package org.barkdjl.model;

/** Watches the installation of a model. Methods should return at once. */
public interface InstallListener {
  /** Watches nothing. */
  InstallListener NONE = new InstallListener() {};

  /** Another process installs or removes a model; this one waits for it. */
  default void waiting() {}

  /**
   * Archives are being written.
   *
   * @param file the name of the one at work
   * @param doneBytes bytes of all archives written so far
   * @param totalBytes bytes of all archives
   */
  default void assembled(String file, long doneBytes, long totalBytes) {}

  /**
   * The archives of an installed model are being written again, once, with the programs of this
   * version.
   */
  default void repacking(String model) {}

  /** Something was left out that the model works without, and why. */
  default void leftOut(String what) {}

  /** Asked between tensors: true ends the installation with a CancelledException. */
  default boolean cancelled() {
    return false;
  }
}
