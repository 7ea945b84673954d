package org.barkdjl.weights;

import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.EOFException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TorchRefusalTest {
  @TempDir Path folder;

  @Test
  void globalsThatTensorsDoNotNeedAreRefusedByName() throws IOException {
    refused(new PickleBuilder().global("os", "system"), "'system'", "'os'", "nothing was executed");
    refused(new PickleBuilder().global("builtins", "eval"), "'eval'");
    refused(new PickleBuilder().global("torch", "load"), "'load'");
    refused(new PickleBuilder().global("torch._utils", "_rebuild_tensor"), "'_rebuild_tensor'");
    PickleBuilder stackGlobal = new PickleBuilder().text("posix").text("system");
    refused(stackGlobal.op(PickleOp.STACK_GLOBAL), "'system'", "'posix'");
  }

  @Test
  void tensorsBeyondTheirStorageAreRefusedByName() throws IOException {
    refused(TestTensor.strided(4, 1, new long[] {4}, new long[] {1}), "'w'", "beyond");
    refused(TestTensor.strided(4, -1, new long[] {2}, new long[] {1}), "'w'", "beyond");
    refused(TestTensor.strided(4, 0, new long[] {2, 2}, new long[] {3, 1}), "'w'", "beyond");
    refused(TestTensor.strided(4, 0, new long[] {2, 2}, new long[] {1L << 62, 1}), "beyond");
    refused(TestTensor.strided(4, Long.MAX_VALUE, new long[] {2}, new long[] {1}), "beyond");
    refused(TestTensor.strided(4, 3, new long[] {2}, new long[] {-1}), "'w'", "strides");
    refused(TestTensor.strided(4, 0, new long[] {2}, new long[] {1, 1}), "'w'", "strides");
    refused(TestTensor.strided(4, 0, new long[] {-2}, new long[] {1}), "'w'", "shape");
    refused(TestTensor.strided(4, 0, new long[] {1L << 40, 1L << 40}, new long[] {0, 0}), "shape");
    refused(TestTensor.strided(4, 0, new long[] {1L << 40}, new long[] {0}), "repeats");
    refused(TestTensor.strided(4, 0, new long[65], new long[65]), "65");
    refused(TestTensor.vector(ElementType.F32, "missing", 4), "archive/data/missing", "missing");
  }

  @Test
  void storagesOfAnotherSizeAreRefused() throws IOException {
    refused(TestTensor.vector(3), "16 bytes", "3 elements");
    refused(TestTensor.vector(1L << 40), "16 bytes");
    refused(TestTensor.vector(ElementType.F64, "0", 4), "16 bytes");
    refused(TestTensor.strided(-4, 0, new long[] {0}, new long[] {1}), "beyond");
  }

  @Test
  void malformedPicklesAreRefused() throws IOException {
    refused(new PickleBuilder().op(PickleOp.POP), "stack");
    refused(new PickleBuilder().op(PickleOp.NONE, PickleOp.MARK, PickleOp.POP), "stack");
    refused(new PickleBuilder().op(PickleOp.TUPLE), "mark");
    refused(new PickleBuilder().op(PickleOp.BINGET, 3), "memo");
    refused(new PickleBuilder().op(0xff), "0xff");
    refused(new PickleBuilder().op(PickleOp.PROTO, 0), "protocol 0");
    refused(new PickleBuilder().op(PickleOp.BINUNICODE, -1, -1, -1, -1), "should follow");
    refused(new PickleBuilder().op(PickleOp.BINUNICODE8).raw(new byte[8]).op(-1), "0xff");
    refused(new PickleBuilder().op(PickleOp.GLOBAL).text("no newline"), "should follow");
    refused(new PickleBuilder().integer(5), "single object");
    refused(new PickleBuilder().op(PickleOp.EMPTY_DICT), "no tensors");
    refused(new PickleBuilder().integer(5).op(PickleOp.NONE, PickleOp.APPEND), "no list");
    refused(new PickleBuilder().integer(5).op(PickleOp.EMPTY_TUPLE, PickleOp.REDUCE), "function");
    refused(
        new PickleBuilder().op(PickleOp.EMPTY_TUPLE, PickleOp.NONE, PickleOp.APPEND), "no list");
    refused(
        new PickleBuilder()
            .op(PickleOp.EMPTY_DICT, PickleOp.EMPTY_LIST, PickleOp.NONE, PickleOp.SETITEM),
        "dict key");
    refused(new PickleBuilder().text("0").op(PickleOp.BINPERSID), "storage");
    refused(
        new PickleBuilder()
            .global("torch._utils", "_rebuild_tensor_v2")
            .op(PickleOp.EMPTY_TUPLE, PickleOp.REDUCE),
        "arguments");
  }

  @Test
  void cyclesAndExplosionsEnd() throws IOException {
    PickleBuilder cycle = new PickleBuilder().op(PickleOp.EMPTY_DICT, PickleOp.BINPUT, 0);
    refused(cycle.text("self").op(PickleOp.BINGET, 0, PickleOp.SETITEM), "endlessly");

    PickleBuilder doubling = new PickleBuilder().op(PickleOp.EMPTY_DICT).text("list");
    doubling.op(PickleOp.EMPTY_LIST);
    for (int i = 0; i < 50; i++) {
      doubling.op(PickleOp.DUP, PickleOp.TUPLE2);
    }
    refused(doubling.op(PickleOp.SETITEM), "endlessly");

    PickleBuilder deep = new PickleBuilder().op(PickleOp.EMPTY_DICT).text("list");
    deep.op(PickleOp.EMPTY_TUPLE);
    for (int i = 0; i < 1_000_000; i++) {
      deep.op(PickleOp.TUPLE1);
    }
    refused(deep.op(PickleOp.SETITEM), "endlessly");
  }

  @Test
  void picklesThatInflateBeyondBoundsAreRefused() throws IOException {
    byte[] marks = new byte[5_000_000];
    Arrays.fill(marks, (byte) PickleOp.MARK);
    refused(new TorchZip(marks).deflated(), "operations");
    refused(new TorchZip(new byte[17 << 20]).deflated(), "larger than");
  }

  @Test
  void archivesOfAnotherKindAreRefused() throws IOException {
    byte[] pickle = pickle(TestTensor.vector(4));
    refused(archive(pickle).entry("archive/byteorder", "big"), "byte order", "'big'");
    refused(archive(pickle).entry("other/data.pkl", pickle), "2 entries");
    Path path = folder.resolve("empty.pt");
    Files.write(
        path, new byte[] {'P', 'K', 5, 6, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0});
    refused(path, "0 entries");
  }

  @Test
  void tensorsThatAreTheSameWithoutPrefixAreRefused() throws IOException {
    TestTensor tensor = TestTensor.vector(4);
    refused(
        archive(PickleBuilder.stateDict(Map.of("w", tensor, "_orig_mod.w", tensor))), "'w' twice");
  }

  @Test
  void stridedTensorsInCompressedEntriesAreRefused() throws IOException {
    byte[] pickle = pickle(TestTensor.strided(4, 0, new long[] {2, 2}, new long[] {1, 2}));
    refused(archive(pickle).deflated(), "'w'", "contiguous");
  }

  @Test
  void truncatedArchivesAreRefused() throws IOException {
    Path path = folder.resolve("whole.pt");
    byte[] whole = Files.readAllBytes(archive(pickle(TestTensor.vector(4))).write(path));
    for (int length = 0; length < whole.length; length++) {
      Files.write(path, Arrays.copyOf(whole, length));
      refused(path);
    }
  }

  @Test
  void sizesThatLieAreRefused() throws IOException {
    Path path = folder.resolve("lies.pt");
    byte[] bytes = Files.readAllBytes(archive(pickle(TestTensor.vector(4))).write(path));
    int directory = lastIndexOf(bytes, "PK\u0001\u0002");
    bytes[directory + 24 + 3] = 0x40; // uncompressed size of data/0 in the central directory
    Files.write(path, bytes);
    refused(path, "lies about its size");
  }

  @Test
  void entryNamesThatAreNotUtf8AreRefused() throws IOException {
    Path path = folder.resolve("names.pt");
    TorchZip zip = archive(pickle(TestTensor.vector(4))).entry("archive/ünicode", "");
    byte[] bytes = Files.readAllBytes(zip.write(path));
    bytes[lastIndexOf(bytes, "\u00c3\u00bcnicode")] = (byte) 0xff;
    Files.write(path, bytes);
    refused(path, "corrupt");
  }

  @Test
  void otherFilesAreRefusedSayingWhatWasExpected() throws IOException {
    refused(folder.resolve("nowhere.pt"), "does not exist", "torch.save", ".safetensors");
    refused(folder, "not a regular file");
    refused(file("\u0080\u0002\u008a\nl\u00fc\u009cF\u00f9 j\u00a8P\u0019."), "legacy", "again");
    refused(file("version https://git-lfs.github.com/spec/v1\noid sha256:0"), "LFS", "download");
    refused(file("<!DOCTYPE html><html>"), "format is unknown", "torch.save");
    refused(file(""), "cut short");
  }

  @Test
  void unknownTensorsAndFailingSinksAreReportedAsSuch() throws IOException {
    Path path = archive(pickle(TestTensor.vector(4))).write(folder.resolve("good.pt"));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      ModelException missing =
          assertThrows(ModelException.class, () -> checkpoint.readFloats("v", block -> {}));
      assertTrue(missing.getMessage().contains("has no tensor 'v'"), missing::getMessage);
      EOFException thrown = new EOFException("the sink's own");
      FloatBlockConsumer failing =
          block -> {
            throw thrown;
          };
      assertSame(
          thrown, assertThrows(IOException.class, () -> checkpoint.readFloats("w", failing)));
    }
  }

  private void refused(PickleBuilder pickle, String... parts) throws IOException {
    refused(archive(pickle.finish()), parts);
  }

  private void refused(TestTensor tensor, String... parts) throws IOException {
    refused(archive(pickle(tensor)), parts);
  }

  private void refused(TorchZip zip, String... parts) throws IOException {
    refused(zip.write(folder.resolve("bad.pt")), parts);
  }

  private static void refused(Path path, String... parts) {
    ModelException e = assertThrows(ModelException.class, () -> Checkpoint.open(path).close());
    String message = e.getMessage();
    assertTrue(message.contains(path.toString()), message);
    assertTrue(message.length() < 1000, message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }

  private static byte[] pickle(TestTensor tensor) {
    return PickleBuilder.stateDict(Map.of("w", tensor));
  }

  private static TorchZip archive(byte[] pickle) {
    return new TorchZip(pickle).storage("0", TorchZip.floats(1, 2, 3, 4));
  }

  private Path file(String latin1) throws IOException {
    return Files.write(folder.resolve("other"), latin1.getBytes(StandardCharsets.ISO_8859_1));
  }

  private static int lastIndexOf(byte[] bytes, String latin1) {
    return new String(bytes, StandardCharsets.ISO_8859_1).lastIndexOf(latin1);
  }
}
