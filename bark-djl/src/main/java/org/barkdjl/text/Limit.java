package org.barkdjl.text;

/** What a piece of a text can hold. */
@FunctionalInterface
interface Limit {
  boolean fits(int start, int end);
}
