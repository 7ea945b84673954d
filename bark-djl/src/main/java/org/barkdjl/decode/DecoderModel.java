package org.barkdjl.decode;

import java.util.List;
import org.barkdjl.error.ModelException;

/** What {@link Decoder} asks of a causal model. Not for several threads. */
public interface DecoderModel {
  /** A row of a batch: a prompt that was read, and the tokens drawn since. */
  interface Row extends AutoCloseable {
    @Override
    void close();
  }

  /** Tokens a call at most. */
  int chunk();

  /** Reads a prompt; the row is closed by the caller. */
  Row read(Prompt prompt);

  /**
   * Draws tokens of several rows. Their ranges are the same, but for their width, and their phases
   * are all even or all odd.
   *
   * @param rows rows of this model
   * @param parameters how to draw, for each row
   * @param count how many tokens a row at most; fewer come if a row ends
   * @return equally many tokens a row; those behind one that ends the row mean nothing. If this
   *     throws, no row has changed, and the same can be drawn again.
   */
  int[][] draw(List<? extends Row> rows, List<StepParameters> parameters, int count);

  /** What becomes of a sequence whose logits are NaN or infinite. */
  ModelException notFinite();
}
