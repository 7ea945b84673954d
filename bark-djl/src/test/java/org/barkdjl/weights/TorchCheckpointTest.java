package org.barkdjl.weights;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchCheckpointTest {
  @TempDir Path folder;

  @Test
  void readsAStateDictAtTheTopLevel() throws IOException {
    byte[] data = TorchZip.floats(1, -2, 3.5f, Float.NaN, 5, 6);
    TestTensor matrix = TestTensor.strided(6, 0, new long[] {2, 3}, new long[] {3, 1});
    TestTensor row = TestTensor.strided(6, 3, new long[] {3}, new long[] {1});
    TestTensor scalar = TestTensor.strided(6, 2, new long[0], new long[0]);
    TestTensor empty = TestTensor.strided(6, 6, new long[] {0, 5}, new long[] {5, 1});
    Map<String, TestTensor> tensors = new LinkedHashMap<>();
    tensors.put("z.matrix", matrix);
    tensors.put("a.row", row);
    tensors.put("_orig_mod.scalar", scalar);
    tensors.put("empty", empty);
    TorchZip zip = new TorchZip(PickleBuilder.stateDict(tensors)).storage("0", data);
    zip.entry("archive/byteorder", "little").entry("archive/version", "3\n");
    try (Checkpoint checkpoint = Checkpoint.open(zip.write(file()))) {
      assertEquals(
          List.of("z.matrix", "a.row", "scalar", "empty"),
          List.copyOf(checkpoint.tensors().keySet()));
      assertEquals(
          new TensorInfo("z.matrix", ElementType.F32, List.of(2L, 3L)),
          checkpoint.tensors().get("z.matrix"));
      assertArrayEquals(data, Tensors.raw(checkpoint, "z.matrix"));
      assertArrayEquals(new float[] {Float.NaN, 5, 6}, Tensors.floats(checkpoint, "a.row"));
      assertArrayEquals(new float[] {3.5f}, Tensors.floats(checkpoint, "scalar"));
      assertEquals(0, Tensors.floats(checkpoint, "empty").length);
      assertEquals(Map.of(), checkpoint.metadata());
      assertEquals(file(), checkpoint.path());
    }
  }

  @Test
  void readsSunosLayoutAndItsMetadata() throws IOException {
    byte[] loss = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN).putDouble(2.5).array();
    PickleBuilder pickle = new PickleBuilder().op(PickleOp.EMPTY_DICT, PickleOp.MARK);
    pickle.text("model").tensors(Map.of("_orig_mod.w", TestTensor.vector(2)));
    pickle.text("optimizer").tensors(Map.of("missing", TestTensor.vector(ElementType.F32, "9", 7)));
    pickle.text("model_args").op(PickleOp.EMPTY_DICT, PickleOp.MARK);
    pickle.text("n_layer").integer(24).text("bias").op(PickleOp.NEWFALSE);
    pickle.text("dropout").number(0.1).text("nothing").op(PickleOp.NONE);
    pickle.text("device").global("torch", "device").text("cuda").op(PickleOp.TUPLE1);
    pickle.op(PickleOp.REDUCE).text("dtype").global("torch", "float16");
    pickle.text("sizes").integers(1L, 2L).op(PickleOp.BININT1, 7).text("seven");
    pickle.op(PickleOp.SETITEMS);
    pickle.text("best_val_loss").numpyScalar("numpy.core.multiarray", "f8", loss);
    pickle.text("newer_loss").numpyScalar("numpy._core.multiarray", "f8", loss);
    pickle.text("iter").numpyScalar("numpy.core.multiarray", "i2", new byte[] {-2, -1});
    pickle.text("huge").op(PickleOp.LONG1, 9, 0, 0, 0, 0, 0, 0, 0, 0, 1);
    pickle.op(PickleOp.SETITEMS);
    Path path = new TorchZip(pickle.finish()).storage("0", TorchZip.floats(4, 5)).write(file());
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(List.of("w"), List.copyOf(checkpoint.tensors().keySet()));
      assertArrayEquals(new float[] {4, 5}, Tensors.floats(checkpoint, "w"));
      Map<String, Object> arguments =
          Map.of(
              "n_layer",
              24L,
              "bias",
              false,
              "dropout",
              0.1,
              "device",
              "cuda",
              "dtype",
              "torch.float16",
              "sizes",
              List.of(1L, 2L),
              "7",
              "seven");
      assertEquals(
          Map.of(
              "model",
              Map.of(),
              "optimizer",
              Map.of(),
              "model_args",
              arguments,
              "best_val_loss",
              2.5,
              "newer_loss",
              2.5,
              "iter",
              -2L,
              "huge",
              0x1p64),
          checkpoint.metadata());
      assertThrows(UnsupportedOperationException.class, () -> checkpoint.metadata().clear());
      assertThrows(UnsupportedOperationException.class, () -> checkpoint.tensors().clear());
    }
  }

  @Test
  void gathersTensorsThatAreNotRowMajor() throws IOException {
    int rows = 300;
    int columns = 257;
    float[] values = new float[1 + rows * columns];
    for (int i = 0; i < values.length; i++) {
      values[i] = i;
    }
    TestTensor transposed =
        TestTensor.strided(
            values.length, 1, new long[] {columns, 1, rows}, new long[] {1, 99999, columns});
    Path path =
        new TorchZip(PickleBuilder.stateDict(Map.of("t", transposed)))
            .storage("0", TorchZip.floats(values))
            .write(file());
    float[] expected = new float[rows * columns];
    for (int c = 0; c < columns; c++) {
      for (int r = 0; r < rows; r++) {
        expected[c * rows + r] = values[1 + r * columns + c];
      }
    }
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertArrayEquals(expected, Tensors.floats(checkpoint, "t"));
      assertArrayEquals(TorchZip.floats(expected), Tensors.raw(checkpoint, "t"));
    }
  }

  @Test
  void convertsEveryElementType() throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(8).order(ByteOrder.LITTLE_ENDIAN);
    Map<ElementType, byte[]> minusTwo = new LinkedHashMap<>();
    minusTwo.put(ElementType.F64, bytes.putDouble(0, -2).array().clone());
    minusTwo.put(ElementType.F32, TorchZip.floats(-2));
    minusTwo.put(ElementType.F16, new byte[] {0, (byte) 0xc0});
    minusTwo.put(ElementType.BF16, new byte[] {0, (byte) 0xc0});
    minusTwo.put(ElementType.I64, bytes.putLong(0, -2).array().clone());
    minusTwo.put(ElementType.I32, new byte[] {-2, -1, -1, -1});
    minusTwo.put(ElementType.I16, new byte[] {-2, -1});
    minusTwo.put(ElementType.I8, new byte[] {-2});
    for (Map.Entry<ElementType, byte[]> entry : minusTwo.entrySet()) {
      assertArrayEquals(new float[] {-2}, single(entry.getKey(), entry.getValue()));
    }
    assertArrayEquals(new float[] {254}, single(ElementType.U8, new byte[] {-2}));
    assertArrayEquals(new float[] {1}, single(ElementType.BOOL, new byte[] {1}));
    assertArrayEquals(new float[] {0}, single(ElementType.BOOL, new byte[] {0}));
  }

  @Test
  void streamsLargeTensorsInBlocks() throws IOException {
    float[] values = new float[1_000_003];
    for (int i = 0; i < values.length; i++) {
      values[i] = i * 0.5f;
    }
    Path path =
        new TorchZip(PickleBuilder.stateDict(Map.of("w", TestTensor.vector(values.length))))
            .storage("0", TorchZip.floats(values))
            .deflated()
            .write(file());
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      int[] largest = {0};
      checkpoint.readFloats("w", block -> largest[0] = Math.max(largest[0], block.remaining()));
      assertEquals(1 << 17, largest[0]);
      assertArrayEquals(values, Tensors.floats(checkpoint, "w"));
      assertArrayEquals(TorchZip.floats(values), Tensors.raw(checkpoint, "w"));
    }
  }

  @Test
  void readsParametersAndOtherProtocols() throws IOException {
    PickleBuilder pickle = new PickleBuilder().op(PickleOp.PROTO, 4);
    pickle.op(PickleOp.FRAME, 20, 0, 0, 0, 0, 0, 0, 0);
    pickle.emptyOrderedDict().op(PickleOp.MEMOIZE, PickleOp.SHORT_BINUNICODE, 1, 'p');
    pickle.op(PickleOp.SHORT_BINUNICODE, 12).raw("torch._utils".getBytes(UTF_8));
    pickle.op(PickleOp.SHORT_BINUNICODE, 18).raw("_rebuild_parameter".getBytes(UTF_8));
    pickle.op(PickleOp.STACK_GLOBAL).tensor(TestTensor.vector(1)).op(PickleOp.NEWTRUE);
    pickle.emptyOrderedDict().op(PickleOp.TUPLE3, PickleOp.REDUCE, PickleOp.SETITEM);
    pickle.op(PickleOp.EMPTY_DICT).text("_metadata").op(PickleOp.BINGET, 0, PickleOp.SETITEM);
    pickle.op(PickleOp.BUILD);
    Path path = new TorchZip(pickle.finish()).storage("0", TorchZip.floats(9)).write(file());
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertArrayEquals(new float[] {9}, Tensors.floats(checkpoint, "p"));
    }
  }

  @Test
  void readsZip64() throws IOException {
    Path path = file();
    byte[] pickle = PickleBuilder.stateDict(Map.of("w", TestTensor.vector(1)));
    try (OutputStream file = new BufferedOutputStream(Files.newOutputStream(path));
        ZipOutputStream zip = new ZipOutputStream(file)) {
      zip.setLevel(0);
      for (int i = 0; i < 70_000; i++) {
        zip.putNextEntry(new ZipEntry("archive/data/filler" + i));
      }
      zip.putNextEntry(new ZipEntry("archive/data.pkl"));
      zip.write(pickle);
      zip.putNextEntry(new ZipEntry("archive/data/0"));
      zip.write(TorchZip.floats(7));
    }
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertArrayEquals(new float[] {7}, Tensors.floats(checkpoint, "w"));
    }
  }

  private float[] single(ElementType type, byte[] bytes) throws IOException {
    Path path =
        new TorchZip(PickleBuilder.stateDict(Map.of("w", TestTensor.vector(type, "0", 1))))
            .storage("0", bytes)
            .write(file());
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(type, checkpoint.tensors().get("w").type());
      assertArrayEquals(
          bytes, Arrays.copyOf(Tensors.raw(checkpoint, "w"), bytes.length), type.name());
      return Tensors.floats(checkpoint, "w");
    }
  }

  private Path file() {
    return folder.resolve("model.pt");
  }
}
