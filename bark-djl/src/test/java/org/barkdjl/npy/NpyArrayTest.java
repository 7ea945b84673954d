package org.barkdjl.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import org.barkdjl.error.InputException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class NpyArrayTest {
  @Test
  void writesTheBytesThatNumpyWrites() throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    NpyArray.ofIntegers(NpyType.INT16, new int[] {1, -2, 300}, 3).write(out);
    String header = "{'descr': '<i2', 'fortran_order': False, 'shape': (3,), }";
    byte[] expected =
        NpyFiles.npy(1, header + " ".repeat(118 - header.length() - 1) + "\n", 1, 0, -2, -1, 44, 1);
    assertEquals(128 + 6, expected.length);
    assertArrayEquals(expected, out.toByteArray());
  }

  @ParameterizedTest
  @EnumSource(
      value = NpyType.class,
      names = {"FLOAT32", "FLOAT64"},
      mode = EnumSource.Mode.EXCLUDE)
  void integersRoundTrip(NpyType type) throws IOException {
    int[] values = {0, 1, 1, 0, 1, 1};
    NpyArray array = NpyArray.ofIntegers(type, values, 1, 2, 3);
    NpyArray again = roundTrip(array);
    assertEquals(array, again);
    assertEquals(type, again.type());
    assertArrayEquals(new int[] {1, 2, 3}, again.shape());
    assertArrayEquals(values, again.toInts());
    assertArrayEquals(new double[] {0, 1, 1, 0, 1, 1}, again.toDoubles());
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, -128, 127",
    "UINT8, 0, 255",
    "INT16, -32768, 32767",
    "UINT16, 0, 65535",
    "INT32, -2147483648, 2147483647",
    "UINT32, 0, 2147483647",
    "INT64, -2147483648, 2147483647",
    "UINT64, 0, 2147483647"
  })
  void keepsTheExtremes(NpyType type, int min, int max) throws IOException {
    assertArrayEquals(
        new int[] {min, max},
        roundTrip(NpyArray.ofIntegers(type, new int[] {min, max}, 2)).toInts());
  }

  @Test
  void floatsRoundTrip() throws IOException {
    float[] floats = {-0f, 1.5f, Float.NaN, Float.NEGATIVE_INFINITY};
    assertArrayEquals(floats, roundTrip(NpyArray.of(floats, 2, 2)).toFloats());
    double[] doubles = {Math.PI, -1e300};
    assertArrayEquals(doubles, roundTrip(NpyArray.of(doubles, 2)).toDoubles());
  }

  @Test
  void scalarsAndEmptyArraysRoundTrip() throws IOException {
    NpyArray scalar = roundTrip(NpyArray.of(new int[] {7}));
    assertArrayEquals(new int[0], scalar.shape());
    assertArrayEquals(new int[] {7}, scalar.toInts());
    NpyArray empty = roundTrip(NpyArray.of(new float[0], 3, 0, 5));
    assertArrayEquals(new int[] {3, 0, 5}, empty.shape());
    assertEquals(0, empty.size());
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3})
  void readsFortranOrderInEveryVersion(int version) throws IOException {
    // [[0, 1, 2], [3, 4, 5]], columns first
    byte[] file =
        NpyFiles.npy(
            version,
            "{'descr': '|u1', 'fortran_order': True, 'shape': (2, 3), }\n",
            0,
            3,
            1,
            4,
            2,
            5);
    NpyArray array = read(file);
    assertArrayEquals(new int[] {0, 1, 2, 3, 4, 5}, array.toInts());
    assertArrayEquals(new byte[] {0, 1, 2, 3, 4, 5}, array.toBytes());
  }

  @Test
  void readsFortranOrderOfThreeDimensionsOfWideElements() throws IOException {
    ByteBuffer data = ByteBuffer.allocate(24 * 8).order(ByteOrder.LITTLE_ENDIAN);
    for (int k = 0; k < 4; k++) {
      for (int j = 0; j < 3; j++) {
        for (int i = 0; i < 2; i++) {
          data.putLong(i * 12 + j * 4 + k);
        }
      }
    }
    byte[] file =
        NpyFiles.npy(
            1, "{'descr': '<i8', 'fortran_order': True, 'shape': (2, 3, 4), }", data.array());
    assertArrayEquals(IntStream.range(0, 24).toArray(), read(file).toInts());
  }

  @Test
  void readsBigEndian() throws IOException {
    byte[] file =
        NpyFiles.npy(
            1,
            "{'descr': '>i4', 'fortran_order': False, 'shape': (2,), }",
            0,
            0,
            1,
            2,
            -1,
            -1,
            -1,
            -2);
    assertArrayEquals(new int[] {258, -2}, read(file).toInts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"shape\":(2L,),\"fortran_order\":False,\"descr\":\"<u1\"}",
        "  { 'fortran_order' : True , 'descr' : '>u1' , 'shape' : ( 2 , ) , }  \n",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (1, 2)}"
      })
  void readsEverySpellingOfTheHeader(String header) throws IOException {
    assertArrayEquals(new int[] {8, 9}, read(NpyFiles.npy(1, header, 8, 9)).toInts());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "{}",
        "{}}",
        "[1]",
        "{'descr': '|O', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '<U1', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '<f2', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|i2', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': '', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': 'i', 'fortran_order': False, 'shape': (1,), }",
        "{'descr': [('a', '|u1')], 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|u1', 'fortran_order': 0, 'shape': (2,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': 2, }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (-2,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2.0,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (99999999999999999999,), }",
        "{'descr': '|u1', 'fortran_order': False, }",
        "{'descr': '|u1', 'descr': '|u1', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), 'x': 1, }",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), } + 1",
        "{'descr': '|u1', 'fortran_order': False, 'shape': (2,), ",
        "{'descr': '\\x7c', 'fortran_order': False, 'shape': (2,), }",
        "{'descr': __import__('os'), 'fortran_order': False, 'shape': (2,), }",
        // More than the two bytes that follow:
        "{'descr': '|u1', 'fortran_order': False, 'shape': (3,), }",
        "{'descr': '<i8', 'fortran_order': False, 'shape': (2147483647,), }",
        "{'descr': '<i8', 'fortran_order': True, 'shape': (65536, 65536, 65536, 65536, 65536), }",
        "{'descr': '<f8', 'fortran_order': False, 'shape': (), }",
      })
  void refusesBadHeaders(String header) {
    InputException e =
        assertThrows(InputException.class, () -> read(NpyFiles.npy(1, header, 1, 2)));
    assertTrue(e.getMessage().startsWith("here"), e.getMessage());
  }

  @Test
  void refusesTooManyDimensions() {
    String header =
        "{'descr': '|u1', 'fortran_order': False, 'shape': (" + "1, ".repeat(33) + "), }";
    assertThrows(InputException.class, () -> read(NpyFiles.npy(1, header, 1)));
  }

  @Test
  void aClaimAllocatesNothing() {
    // Two GiB promised, within the limit given: refused only once the bytes run out.
    byte[] file =
        NpyFiles.npy(1, "{'descr': '|u1', 'fortran_order': False, 'shape': (2147483000,), }", 1);
    InputException e =
        assertThrows(
            InputException.class,
            () -> NpyArray.read(new ByteArrayInputStream(file), Long.MAX_VALUE, "here"));
    assertEquals(
        "here: cut off: the .npy header promises 2147483000 bytes of data, 1 are there.",
        e.getMessage());
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    byte[] file = bytes(NpyArray.of(new int[] {1, 2, 3}, 3));
    for (int length = 0; length < file.length; length++) {
      byte[] cut = Arrays.copyOf(file, length);
      assertThrows(InputException.class, () -> read(cut), "cut to " + length);
    }
  }

  @Test
  void refusesOtherFilesAndVersions() {
    assertThrows(
        InputException.class, () -> read("RIFF....WAVEfmt".getBytes(StandardCharsets.US_ASCII)));
    assertThrows(InputException.class, () -> read(NpyFiles.npy(4, "{}", 1)));
    byte[] endlessHeader = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 2, 0, -1, -1, -1, -1};
    assertThrows(InputException.class, () -> read(endlessHeader));
  }

  @Test
  void refusesIntegersThatDoNotFit() throws IOException {
    String header = "{'descr': '%s', 'fortran_order': False, 'shape': (1,), }";
    NpyArray large = read(NpyFiles.npy(1, header.formatted("<i8"), 0, 0, 0, 0, 1, 0, 0, 0));
    assertTrue(
        assertThrows(InputException.class, large::toInts).getMessage().contains("4294967296"));
    NpyArray unsigned =
        read(NpyFiles.npy(1, header.formatted("<u8"), -1, -1, -1, -1, -1, -1, -1, -1));
    assertTrue(
        assertThrows(InputException.class, unsigned::toInts)
            .getMessage()
            .contains("18446744073709551615"));
    assertEquals(0x1p64, unsigned.toDoubles()[0]);
    assertThrows(InputException.class, NpyArray.of(new float[] {1.5f}, 1)::toInts);
    assertThrows(InputException.class, NpyArray.of(new int[] {1}, 1)::toBytes);
  }

  @Test
  void refusesValuesThatDoNotFitTheType() {
    assertThrows(
        IllegalArgumentException.class,
        () -> NpyArray.ofIntegers(NpyType.UINT16, new int[] {65536}, 1));
    assertThrows(
        IllegalArgumentException.class,
        () -> NpyArray.ofIntegers(NpyType.FLOAT32, new int[] {1}, 1));
    assertThrows(IllegalArgumentException.class, () -> NpyArray.of(new int[] {1, 2}, 3));
    assertThrows(IllegalArgumentException.class, () -> NpyArray.of(new int[] {1}, -1, -1));
  }

  @Test
  void leavesTheStreamBehindTheArray() throws IOException {
    byte[] one = bytes(NpyArray.of(new int[] {1, 2}, 2));
    ByteArrayOutputStream two = new ByteArrayOutputStream();
    two.write(one);
    two.write(bytes(NpyArray.of(new int[] {3})));
    ByteArrayInputStream in = new ByteArrayInputStream(two.toByteArray());
    assertArrayEquals(new int[] {1, 2}, NpyArray.read(in, two.size(), "here").toInts());
    assertArrayEquals(new int[] {3}, NpyArray.read(in, in.available(), "here").toInts());
  }

  private static NpyArray roundTrip(NpyArray array) throws IOException {
    return read(bytes(array));
  }

  private static NpyArray read(byte[] file) throws IOException {
    return NpyArray.read(new ByteArrayInputStream(file), file.length, "here");
  }

  private static byte[] bytes(NpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    array.write(out);
    return out.toByteArray();
  }
}
