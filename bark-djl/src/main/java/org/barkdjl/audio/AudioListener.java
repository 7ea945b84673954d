package org.barkdjl.audio;

/** Watches a sound file being written. */
public interface AudioListener {
  /** Watches nothing. */
  AudioListener NONE = new AudioListener() {};

  /** Something that the user should know, as a sentence. */
  default void warning(String sentence) {}
}
