package org.barkdjl.fine;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.util.Arrays;
import java.util.List;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.torch.Method;

/**
 * Calls {@code predict} of fine.py: draws one codebook. Rows may draw different numbers of frames,
 * always the last ones: the program draws as many for all, of which each is given its own.
 */
final class FineTranslator implements NoBatchifyTranslator<FinePass, long[][]> {
  private static final String PASS = "pass";

  @Override
  public NDList processInput(TranslatorContext context, FinePass pass) {
    context.setAttachment(PASS, pass);
    Method call = new Method("predict", context.getNDManager());
    List<FinePass.Row> rows = pass.rows();
    int drawn = rows.stream().mapToInt(row -> row.uniforms().length).max().orElseThrow();
    double[] uniforms = new double[rows.size() * drawn];
    for (int i = 0; i < rows.size(); i++) {
      double[] own = rows.get(i).uniforms(); // a row that needs fewer draws others for nothing
      System.arraycopy(own, 0, uniforms, (i + 1) * drawn - own.length, own.length);
    }
    return call.with(
            call.manager()
                .create(
                    rows.stream().flatMapToLong(row -> Arrays.stream(row.codes())).toArray(),
                    new Shape(rows.size(), TokenSpace.CONTEXT, TokenSpace.CODEBOOKS)))
        .with(call.manager().create(uniforms, new Shape(rows.size(), drawn)))
        .withIntegers(
            pass.codebook(),
            TokenSpace.CONTEXT - drawn,
            TokenSpace.ENTRIES,
            rows.stream().filter(row -> row.temperature() == 0).count())
        .with(call.manager().create(rows.stream().mapToDouble(FinePass.Row::temperature).toArray()))
        .toList();
  }

  @Override
  public long[][] processOutput(TranslatorContext context, NDList output) {
    FinePass pass = (FinePass) context.getAttachment(PASS);
    long[] flat = output.singletonOrThrow().toLongArray(); // (rows, frames drawn)
    long[][] codes = new long[pass.rows().size()][];
    for (int i = 0; i < codes.length; i++) {
      int end = flat.length / codes.length * (i + 1);
      codes[i] = Arrays.copyOfRange(flat, end - pass.rows().get(i).uniforms().length, end);
    }
    return codes;
  }
}
