package org.barkdjl.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.LfsPointer;

/** Tells the formats of checkpoints apart by a file's first bytes. */
final class CheckpointFormat {
  private static final String EXPECTED =
      "expected a zip archive written by torch.save (.pt, .bin, .th) or a .safetensors file";

  private CheckpointFormat() {}

  static Checkpoint open(Path path) throws IOException {
    if (!Files.isRegularFile(path)) {
      String problem = Files.exists(path) ? "is not a regular file" : "does not exist";
      throw new ModelException("Checkpoint %s %s; %s.".formatted(path, problem, EXPECTED));
    }
    try {
      return open(path, firstBytes(path));
    } catch (ModelException e) {
      throw new ModelException(
          "Checkpoint %s cannot be read: %s.".formatted(path, e.getMessage()), e);
    }
  }

  private static Checkpoint open(Path path, byte[] head) throws IOException {
    if (startsWith(head, "PK")) {
      return TorchCheckpoint.open(path);
    }
    // Eight bytes of length, then JSON.
    if (head.length > 8 && head[8] == '{') {
      return SafetensorsCheckpoint.open(path);
    }
    if (startsWith(head, "\u0080\u0002")) {
      throw new ModelException(
          "it is in torch.save's legacy format from before PyTorch 1.6; save it again with a newer"
              + " PyTorch, or take another file of the model; "
              + EXPECTED);
    }
    if (LfsPointer.is(path)) {
      throw new ModelException("it " + LfsPointer.PROBLEM);
    }
    throw new ModelException("its format is unknown or it is cut short; " + EXPECTED);
  }

  private static byte[] firstBytes(Path path) throws IOException {
    try (InputStream in = Files.newInputStream(path)) {
      return in.readNBytes(9);
    }
  }

  private static boolean startsWith(byte[] head, String magic) {
    return new String(head, StandardCharsets.ISO_8859_1).startsWith(magic);
  }
}
