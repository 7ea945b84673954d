package org.barkdjl.weights;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whatever a file holds, nothing but {@link ModelException} and IOException comes of it. */
@Timeout(120)
@Tag("slow")
class CheckpointFuzzTest {
  private static final int[] OPS =
      "(.012GJKMNQRXabcd}ehjl]qrst)u\u0080\u0085\u0086\u0087\u0088\u008a\u0093\u0094"
          .chars()
          .toArray();

  @TempDir Path folder;

  @Test
  void mutatedPickles() throws IOException {
    byte[] pickle = pickle();
    Random random = new Random(1);
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      Path path = archive(mutate(pickle, random)).write(folder.resolve("pickle" + i));
      read += readEverything(path);
    }
    assertTrue(read > 100 && read < 3900, "read " + read);
  }

  @Test
  void mutatedArchives() throws IOException {
    Random random = new Random(2);
    byte[] stored = Files.readAllBytes(archive(pickle()).write(folder.resolve("stored")));
    byte[] deflated =
        Files.readAllBytes(archive(pickle()).deflated().write(folder.resolve("deflated")));
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      byte[] content = mutate(i % 2 == 0 ? stored : deflated, random);
      read += readEverything(Files.write(folder.resolve("zip" + i), content));
    }
    assertTrue(read > 100 && read < 3900, "read " + read);
  }

  @Test
  void mutatedSafetensors() throws IOException {
    Path good = folder.resolve("good");
    TensorInfo matrix = new TensorInfo("m", ElementType.F32, List.of(2L, 3L));
    TensorInfo vector = new TensorInfo("v", ElementType.BF16, List.of(5L));
    SafetensorsWriter.write(
        good,
        List.of(
            new SafetensorsWriter.Entry(matrix, out -> out.write(new byte[24])),
            new SafetensorsWriter.Entry(vector, out -> out.write(new byte[10]))),
        Map.of("format", "pt"));
    byte[] bytes = Files.readAllBytes(good);
    Random random = new Random(3);
    int read = 0;
    for (int i = 0; i < 4000; i++) {
      read += readEverything(Files.write(folder.resolve("st" + i), mutate(bytes, random)));
    }
    assertTrue(read > 100 && read < 3900, "read " + read);
  }

  /** Returns 1 if everything could be read, 0 if it was refused as it should be. */
  private static int readEverything(Path path) throws IOException {
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertTrue(checkpoint.metadata().toString().length() < 10_000);
      for (String name : checkpoint.tensors().keySet()) {
        checkpoint.readFloats(name, block -> {});
        checkpoint.copyRaw(name, OutputStream.nullOutputStream());
      }
      return 1;
    } catch (ModelException | IOException refused) {
      return 0;
    } finally {
      Files.delete(path);
    }
  }

  private static byte[] pickle() {
    Map<String, TestTensor> tensors = new LinkedHashMap<>();
    tensors.put("a", TestTensor.vector(4));
    tensors.put("t", TestTensor.strided(4, 0, new long[] {2, 2}, new long[] {1, 2}));
    PickleBuilder pickle = new PickleBuilder().op(PickleOp.EMPTY_DICT, PickleOp.BINPUT, 0);
    pickle.op(PickleOp.MARK).text("model").tensors(tensors).text("args");
    pickle.op(PickleOp.EMPTY_DICT, PickleOp.BINPUT, 1).text("n").integer(7);
    pickle.op(PickleOp.SETITEM).text("list").op(PickleOp.EMPTY_LIST, PickleOp.MARK);
    pickle.op(PickleOp.BINGET, 1, PickleOp.NONE, PickleOp.BINGET, 1, PickleOp.APPENDS);
    pickle.text("loss").numpyScalar("numpy.core.multiarray", "f4", TorchZip.floats(2));
    return pickle.op(PickleOp.SETITEMS).finish();
  }

  private static TorchZip archive(byte[] pickle) {
    return new TorchZip(pickle)
        .storage("0", TorchZip.floats(1, 2, 3, 4))
        .entry("archive/byteorder", "little");
  }

  /** Changes, removes, repeats and inserts a few bytes. */
  private static byte[] mutate(byte[] original, Random random) {
    byte[] bytes = original.clone();
    int mutations = 1 + random.nextInt(4);
    for (int i = 0; i < mutations && bytes.length > 1; i++) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(8)) {
        case 0 -> bytes[at] = (byte) random.nextInt();
        case 1 -> bytes[at] = (byte) OPS[random.nextInt(OPS.length)];
        case 2 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 3 -> bytes[at] = (byte) (random.nextBoolean() ? 0xff : 0x7f);
        case 4 -> bytes = splice(bytes, at, at, OPS[random.nextInt(OPS.length)]);
        case 5 -> bytes = splice(bytes, at, at + 1);
        case 6 -> bytes[at] = bytes[random.nextInt(bytes.length)];
        default -> bytes = random.nextInt(4) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
    }
    return bytes;
  }

  private static byte[] splice(byte[] bytes, int from, int to, int... replacement) {
    byte[] spliced = new byte[bytes.length - (to - from) + replacement.length];
    System.arraycopy(bytes, 0, spliced, 0, from);
    for (int i = 0; i < replacement.length; i++) {
      spliced[from + i] = (byte) replacement[i];
    }
    System.arraycopy(bytes, to, spliced, from + replacement.length, bytes.length - to);
    return spliced;
  }
}
