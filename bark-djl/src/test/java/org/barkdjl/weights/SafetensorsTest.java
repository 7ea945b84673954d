package org.barkdjl.weights;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.barkdjl.error.ModelException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatTheWriterWrote() throws IOException {
    List<SafetensorsWriter.Entry> entries =
        List.of(
            entry("zwei\"ü\n", ElementType.F32, TorchZip.floats(1, 2, 3, 4, 5, 6), 2L, 3L),
            entry("a", ElementType.F16, new byte[] {0, 0x3c, 0, (byte) 0xc0}, 2L),
            entry("none", ElementType.I64, new byte[0], 0L, 7L),
            entry("scalar", ElementType.BOOL, new byte[] {1}));
    Path path = folder.resolve("model.safetensors");
    SafetensorsWriter.write(path, entries, Map.of("format", "pt", "b", "ü"));
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertEquals(
          entries.stream().map(SafetensorsWriter.Entry::info).toList(),
          List.copyOf(checkpoint.tensors().values()));
      assertEquals(
          List.of("zwei\"ü\n", "a", "none", "scalar"), List.copyOf(checkpoint.tensors().keySet()));
      assertEquals(Map.of("format", "pt", "b", "ü"), checkpoint.metadata());
      assertArrayEquals(new float[] {1, 2, 3, 4, 5, 6}, Tensors.floats(checkpoint, "zwei\"ü\n"));
      assertArrayEquals(new float[] {1, -2}, Tensors.floats(checkpoint, "a"));
      assertEquals(0, Tensors.raw(checkpoint, "none").length);
      assertArrayEquals(new float[] {1}, Tensors.floats(checkpoint, "scalar"));
    }
  }

  @Test
  void writesTheFormatsBytesAndAlwaysTheSame() throws IOException {
    Path path = folder.resolve("model.safetensors");
    List<SafetensorsWriter.Entry> entries =
        List.of(entry("w", ElementType.U8, new byte[] {7, 8}, 2L));
    SafetensorsWriter.write(path, entries, Map.of("b", "2", "a", "1"));
    byte[] first = Files.readAllBytes(path);
    String json =
        "{\"__metadata__\":{\"a\":\"1\",\"b\":\"2\"},"
            + "\"w\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[0,2]}}";
    String padded = json + " ".repeat((8 - json.length() % 8) % 8);
    assertEquals(
        (char) padded.length() + "\0".repeat(7) + padded + "\u0007\u0008",
        new String(first, StandardCharsets.ISO_8859_1));
    SafetensorsWriter.write(path, entries, Map.of("a", "1", "b", "2"));
    assertArrayEquals(first, Files.readAllBytes(path));
  }

  @Test
  void anUnfinishedFileNeverAppears() throws IOException {
    Path path = folder.resolve("model.safetensors");
    TensorInfo info = new TensorInfo("w", ElementType.U8, List.of(2L));
    for (int bytes : new int[] {0, 1, 3}) {
      List<SafetensorsWriter.Entry> wrong =
          List.of(new SafetensorsWriter.Entry(info, out -> out.write(new byte[bytes])));
      assertThrows(
          IllegalStateException.class, () -> SafetensorsWriter.write(path, wrong, Map.of()));
    }
    SafetensorsWriter.Entry failing =
        new SafetensorsWriter.Entry(
            info,
            out -> {
              throw new IOException("disk");
            });
    assertThrows(
        IOException.class, () -> SafetensorsWriter.write(path, List.of(failing), Map.of()));
    SafetensorsWriter.Entry good = entry("w", ElementType.U8, new byte[2], 2L);
    assertThrows(
        IllegalArgumentException.class,
        () -> SafetensorsWriter.write(path, List.of(good, good), Map.of()));
    try (Stream<Path> left = Files.list(folder)) {
      assertEquals(0, left.count());
    }
  }

  @Test
  void readsBeyondTwoGibibytes() throws IOException {
    long large = 3L << 30;
    Path path = folder.resolve("large.safetensors");
    String json =
        "{\"hole\":{\"dtype\":\"U8\",\"shape\":[%1$d],\"data_offsets\":[0,%1$d]},"
            + "\"w\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[%1$d,%2$d]}}";
    byte[] head = file(json.formatted(large, large + 8), new byte[0]);
    try (FileChannel channel =
        FileChannel.open(
            path,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.SPARSE,
            StandardOpenOption.WRITE)) {
      channel.write(ByteBuffer.wrap(head));
      channel.write(ByteBuffer.wrap(TorchZip.floats(8, 9)), head.length + large);
    }
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      assertArrayEquals(new float[] {8, 9}, Tensors.floats(checkpoint, "w"));
    }
    Files.delete(path);
  }

  @Test
  void aFileCutShortWhileOpenIsReported() throws IOException {
    Path path = folder.resolve("model.safetensors");
    byte[] whole = file(tensor("w", "F32", "[2]", 0, 8), new byte[8]);
    Files.write(path, whole);
    try (Checkpoint checkpoint = Checkpoint.open(path)) {
      Files.write(path, Arrays.copyOf(whole, whole.length - 1));
      ModelException e = assertThrows(ModelException.class, () -> Tensors.floats(checkpoint, "w"));
      assertTrue(e.getMessage().contains("truncated or corrupt at tensor 'w'"), e::getMessage);
    }
  }

  @Test
  void headersThatLieAreRefused() throws IOException {
    refused(tensor("w", "F32", "[2]", 0, 4), 4, "'w'", "takes 8 bytes");
    refused(tensor("w", "F32", "[1]", 4, 8), 8, "'w'", "begins at byte 4");
    refused(tensor("w", "F32", "[1]", 0, 4), 3, "take 4 bytes", "has 3", "truncated");
    refused(tensor("w", "F32", "[1]", 0, 4), 5, "take 4 bytes", "has 5");
    refused(tensor("w", "F32", "[-1]", 0, 4), 4, "shape");
    refused(tensor("w", "F32", "[4611686018427387904,4]", 0, 0), 0, "shape");
    refused(tensor("w", "F32", "[99999999999999999999]", 0, 4), 4, "malformed");
    refused(tensor("w", "F32", "[1]", -4, 0), 4, "offsets");
    refused(tensor("w", "F32", "[1.0]", 0, 4), 4, "malformed");
    refused(tensor("w", "F32", "[\"1\"]", 0, 4), 4, "sizes");
    refused(tensor("w", "F8_E4M3", "[4]", 0, 4), 4, "'w'", "'F8_E4M3'");
    String first = tensor("w", "U8", "[4]", 0, 4);
    refused(join(first, tensor("v", "U8", "[4]", 2, 6)), 6, "'v'", "begins at byte 2");
    refused(join(first, tensor("v", "U8", "[4]", 0, 4)), 4, "'v'", "begins at byte 0");
    refused(join(first, tensor("w", "U8", "[4]", 4, 8)), 8, "two entries 'w'");
  }

  @Test
  void headersOfAnotherFormAreRefused() throws IOException {
    refused("{\"w\":{\"dtype\":\"U8\",\"shape\":[0]}}", 0, "'w'", "lacks");
    refused("{\"w\":{\"dtype\":\"U8\",\"dtype\":\"U8\"}}", 0, "'w'", "'dtype'");
    refused("{\"w\":{\"type\":\"U8\"}}", 0, "'w'", "'type'");
    refused("{\"w\":{\"dtype\":5}}", 0, "no string");
    refused("{\"w\":[1]}", 0, "malformed");
    refused("{\"__metadata__\":{\"a\":1}}", 0, "no string");
    refused("{\"__metadata__\":{\"a\":\"1\",\"a\":\"1\"}}", 0, "two entries 'a'");
    refused("{\"__metadata__\":{},\"__metadata__\":{}}", 0, "two entries");
    refused("{\"w\":" + "[".repeat(100_000), 0, "malformed");
    refused("{\"" + "w".repeat(100_000) + "\":{\"dtype\":5}}", 0, "no string");
    refused("{} x", 0, "header");
    refused("{}{}", 0, "header");
    refused("{", 0, "malformed");
    refused("{'w':1}", 0, "malformed");
    refused("{\"\u00ff", 0, "malformed");
  }

  @Test
  void lyingHeaderLengthsAreRefused() throws IOException {
    byte[] good = file("{}", new byte[0]);
    for (long length : new long[] {3, 1L << 20, 1L << 40, -1, Long.MIN_VALUE, 200_000_000}) {
      byte[] lying = good.clone();
      ByteBuffer.wrap(lying).order(ByteOrder.LITTLE_ENDIAN).putLong(length);
      refused(lying, "header of");
    }
  }

  private static SafetensorsWriter.Entry entry(
      String name, ElementType type, byte[] bytes, Long... shape) {
    TensorInfo info = new TensorInfo(name, type, List.of(shape));
    return new SafetensorsWriter.Entry(info, (OutputStream out) -> out.write(bytes));
  }

  private static String tensor(String name, String type, String shape, long begin, long end) {
    return "{\"%s\":{\"dtype\":\"%s\",\"shape\":%s,\"data_offsets\":[%d,%d]}}"
        .formatted(name, type, shape, begin, end);
  }

  private static String join(String first, String second) {
    return first.substring(0, first.length() - 1) + "," + second.substring(1);
  }

  private static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(StandardCharsets.ISO_8859_1);
    return ByteBuffer.allocate(8 + json.length + data.length)
        .order(ByteOrder.LITTLE_ENDIAN)
        .putLong(json.length)
        .put(json)
        .put(data)
        .array();
  }

  private void refused(String header, int dataBytes, String... parts) throws IOException {
    refused(file(header, new byte[dataBytes]), parts);
  }

  private void refused(byte[] content, String... parts) throws IOException {
    Path path = Files.write(folder.resolve("bad.safetensors"), content);
    ModelException e = assertThrows(ModelException.class, () -> Checkpoint.open(path).close());
    String message = e.getMessage();
    assertTrue(message.length() < 1000, message);
    assertTrue(message.contains(path.toString()), message);
    for (String part : parts) {
      assertTrue(message.contains(part), message);
    }
  }
}
