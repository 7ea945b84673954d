package org.barkdjl.model;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.barkdjl.error.InputException;
import org.barkdjl.io.LfsPointer;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.voice.Voice;

/** A voice as others distribute it. */
sealed interface VoiceSource {
  /**
   * Writes the voice in the compact form of {@link Voice#save}.
   *
   * @throws InputException if it is damaged or no voice
   */
  void pack(Path target) throws IOException;

  /** Suno's form. */
  record Npz(Path file) implements VoiceSource {
    @Override
    public void pack(Path target) throws IOException {
      Voice.read(file).save(target);
    }
  }

  /** The Hub's form: a file a prompt, of any memory order and integer type. */
  record Npy(Path semantic, Path coarse, Path fine) implements VoiceSource {
    /** Far above the longest prompt that makes sense. */
    private static final long MAX_BYTES = 16 << 20;

    static Npy of(Path folder, List<String> files) {
      return new Npy(
          folder.resolve(files.get(0)), folder.resolve(files.get(1)), folder.resolve(files.get(2)));
    }

    @Override
    public void pack(Path target) throws IOException {
      List<String> names = VoiceList.PROMPTS;
      org.barkdjl.npy.Npz.write(
          target,
          Map.of(
              names.get(0), read(semantic), names.get(1), read(coarse), names.get(2), read(fine)));
      Voice.read(target).save(target);
    }

    private static NpyArray read(Path file) throws IOException {
      if (!Files.isRegularFile(file)) {
        throw new InputException("There is no file " + file + ".");
      }
      if (LfsPointer.is(file)) {
        throw new InputException(file + " " + LfsPointer.PROBLEM + ".");
      }
      long bytes = Math.min(Files.size(file), MAX_BYTES);
      try (InputStream in = Files.newInputStream(file)) {
        return NpyArray.read(in, bytes, file.toString());
      }
    }
  }
}
