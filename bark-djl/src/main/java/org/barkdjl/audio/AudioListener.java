package org.barkdjl.audio;

/** Watches a sound file being written, and may stop it. */
public interface AudioListener {
  /** Watches nothing. */
  AudioListener NONE = new AudioListener() {};

  /** Something that the user should know, as a sentence. */
  default void warning(String sentence) {}

  /** Whether to stop, with a {@link org.barkdjl.error.CancelledException}; asked now and then. */
  default boolean cancelled() {
    return false;
  }
}
