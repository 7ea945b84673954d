package org.barkdjl;

/** Which of the requests that wait goes first; none waits for ever for those of the other kind. */
public enum Priority {
  /** Somebody waits for the first sound of it. */
  INTERACTIVE,
  /** Nobody waits for this one in particular: a later piece of a text, an item of a batch. */
  BATCH
}
