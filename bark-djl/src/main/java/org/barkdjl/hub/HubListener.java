package org.barkdjl.hub;

import java.nio.file.Path;
import java.time.Duration;

/** Watches downloads. Methods are called from several threads, and should return at once. */
public interface HubListener {
  /** Watches nothing. */
  HubListener NONE = new HubListener() {};

  /** Bytes arrived. */
  default void progress(HubProgress progress) {}

  /** A file need not be downloaded. */
  default void cached(HubFile file, Path place) {}

  /** Something failed and is tried again after a while. */
  default void retrying(String why, Duration after) {}

  /** Asked often: true ends the downloads with a CancelledException; they can be resumed. */
  default boolean cancelled() {
    return false;
  }
}
