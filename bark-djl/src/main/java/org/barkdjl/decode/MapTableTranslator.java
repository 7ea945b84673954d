package org.barkdjl.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.file.Path;
import org.barkdjl.torch.Method;

/**
 * Calls {@code map_table} of gpt.py: leaves the table of tokens in the archive's file. It is given
 * where in the file the table begins, in bytes.
 *
 * @param archive the file
 */
record MapTableTranslator(Path archive) implements NoBatchifyTranslator<Long, Void> {
  @Override
  public NDList processInput(TranslatorContext context, Long place) {
    byte[] name = archive.toAbsolutePath().toString().getBytes(UTF_8);
    long[] path = new long[name.length];
    for (int i = 0; i < path.length; i++) {
      path[i] = Byte.toUnsignedLong(name[i]);
    }
    return new Method("map_table", context.getNDManager())
        .withIntegers(path)
        .withIntegers(place)
        .toList();
  }

  @Override
  public Void processOutput(TranslatorContext context, NDList output) {
    return null;
  }
}
