package org.barkdjl.decode;

import static java.nio.charset.StandardCharsets.UTF_8;

import ai.djl.ndarray.NDList;
import ai.djl.translate.NoBatchifyTranslator;
import ai.djl.translate.TranslatorContext;
import java.nio.file.Path;
import org.barkdjl.torch.Method;
import org.barkdjl.torchscript.WrittenArchive;

/**
 * Calls {@code map_table} of gpt.py: takes the table of tokens from the archive's file. It is given
 * where in the file the table lies.
 *
 * @param archive the file
 */
record MapTableTranslator(Path archive)
    implements NoBatchifyTranslator<WrittenArchive.Place, Void> {
  @Override
  public NDList processInput(TranslatorContext context, WrittenArchive.Place place) {
    byte[] name = archive.toAbsolutePath().toString().getBytes(UTF_8);
    long[] path = new long[name.length];
    for (int i = 0; i < path.length; i++) {
      path[i] = Byte.toUnsignedLong(name[i]);
    }
    return new Method("map_table", context.getNDManager())
        .withIntegers(path)
        .withIntegers(place.start(), place.length())
        .toList();
  }

  @Override
  public Void processOutput(TranslatorContext context, NDList output) {
    return null;
  }
}
