package org.barkdjl.decode;

import java.util.Optional;

/** A request in a causal stage: a sequence of tokens that {@link Decoder} makes grow. */
public interface Sequence {
  /**
   * What to read before going on: the prompt at the beginning, and again where the past that is
   * seen has changed; empty where the tokens drawn since are what follows.
   */
  Optional<Prompt> prompt();

  /** Tokens that can be drawn before {@link #prompt} must be asked again; 0 at the end. */
  int room();

  /** How to draw them. */
  StepParameters parameters();

  /** Takes what was drawn: of the tokens behind one that ends the sequence, none means anything. */
  void add(int[] tokens);

  /** Tokens made. */
  int done();

  /** Tokens expected in all: at the end, those made. */
  int expected();
}
