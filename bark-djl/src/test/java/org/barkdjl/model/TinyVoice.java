package org.barkdjl.model;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.voice.Voice;

/** A voice of a second in both forms. */
final class TinyVoice {
  private static final int TOKENS = 50;
  private static final int FRAMES = 75;

  private TinyVoice() {}

  static Voice voice(String name) {
    return new Voice(name, new int[TOKENS], new int[2][FRAMES], new int[8][FRAMES]);
  }

  static void save(Path npz) throws IOException {
    Files.createDirectories(npz.getParent());
    voice("tiny").save(npz);
  }

  /** The Hub's form: three files {@code STEM_semantic_prompt.npy} and so on. */
  static void saveNpy(Path folder, String stem) throws IOException {
    Path semantic = folder.resolve(stem + "_semantic_prompt.npy");
    Files.createDirectories(semantic.getParent());
    write(semantic, NpyArray.of(new int[TOKENS], TOKENS));
    write(folder.resolve(stem + "_coarse_prompt.npy"), NpyArray.of(new int[2 * FRAMES], 2, FRAMES));
    write(folder.resolve(stem + "_fine_prompt.npy"), NpyArray.of(new int[8 * FRAMES], 8, FRAMES));
  }

  private static void write(Path file, NpyArray array) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      array.write(out);
    }
  }
}
