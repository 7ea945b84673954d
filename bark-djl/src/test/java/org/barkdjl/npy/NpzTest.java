package org.barkdjl.npy;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.barkdjl.error.InputException;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.Voices;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NpzTest {
  private static final Map<String, NpyArray> ARRAYS =
      Map.of(
          "meta", NpyArray.of("{}".getBytes(StandardCharsets.UTF_8), 2),
          "audio", NpyArray.of(new float[] {0.5f, -1f}, 2),
          "u_sem", NpyArray.of(new double[] {0.25}, 1),
          "text_ids", NpyArray.of(new int[] {1, 2, 3, 4}, 2, 2),
          "scalar", NpyArray.of(new int[] {9}));

  @TempDir Path folder;
  private Path file;

  @BeforeEach
  void chooseFile() {
    file = folder.resolve("arrays.npz");
  }

  @Test
  void roundTrips() throws IOException {
    Npz.write(file, ARRAYS);
    assertEquals(ARRAYS, Npz.read(file));
    assertEquals(
        List.of("audio", "meta", "scalar", "text_ids", "u_sem"),
        List.copyOf(Npz.read(file).keySet()));
  }

  @Test
  void readsOnlyTheNamedMembers() throws IOException {
    Npz.write(file, ARRAYS);
    assertEquals(Map.of("meta", ARRAYS.get("meta")), Npz.read(file, Set.of("meta", "absent")));
  }

  @Test
  void equalArraysGiveEqualBytesInEveryTimeZone() throws IOException {
    Npz.write(file, ARRAYS);
    byte[] first = Files.readAllBytes(file);
    TimeZone zone = TimeZone.getDefault();
    try {
      TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Kiritimati"));
      Npz.write(file, ARRAYS);
    } finally {
      TimeZone.setDefault(zone);
    }
    assertArrayEquals(first, Files.readAllBytes(file));
  }

  @Test
  void readsStoredMembersAndIgnoresOthers() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a.npy", npy(ARRAYS.get("text_ids")));
      store(zip, "readme.txt", new byte[] {1, 2, 3});
    }
    assertEquals(Map.of("a", ARRAYS.get("text_ids")), Npz.read(file));
  }

  @Test
  void refusesWhatIsNoZip() throws IOException {
    assertRefused("there is no such file");
    for (String text : List.of("", "PK", "hello, this is no archive at all, is it?")) {
      Files.writeString(file, text);
      assertRefused("not a whole .npz file");
    }
    try (ZipOutputStream zip =
        new ZipOutputStream(Files.newOutputStream(file), StandardCharsets.ISO_8859_1)) {
      ZipEntry entry = new ZipEntry("a.npy");
      entry.setComment("\u00fc"); // not UTF-8 there
      zip.putNextEntry(entry);
    }
    assertRefused("not a whole .npz file");
    file = folder;
    assertRefused("there is no such file");
  }

  @Test
  void refusesEveryTruncation() throws IOException {
    Npz.write(file, Map.of("a", NpyArray.of(new int[] {1, 2, 3}, 3)));
    byte[] whole = Files.readAllBytes(file);
    for (int length = 0; length < whole.length; length++) {
      Files.write(file, Arrays.copyOf(whole, length));
      assertRefused("");
    }
  }

  @Test
  void noticesASingleFlippedBitInTheData() throws IOException {
    byte[] npy = npy(NpyArray.of(new int[] {1, 2, 3}, 3));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a.npy", npy);
    }
    byte[] bytes = Files.readAllBytes(file);
    // Local header 30 bytes and the name; the array ends the entry.
    bytes[30 + "a.npy".length() + npy.length - 1] ^= 4;
    Files.write(file, bytes);
    assertRefused("checksum");
  }

  @Test
  void refusesDataBehindTheArray() throws IOException {
    byte[] npy = npy(NpyArray.of(new int[] {1, 2, 3}, 3));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a.npy", Arrays.copyOf(npy, npy.length + 1));
    }
    assertRefused("more data");
  }

  @Test
  void refusesObjectsUnlessTheyAreNotAskedFor() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a.npy", npy(NpyArray.of(new int[] {1}, 1)));
      store(
          zip,
          "evil.npy",
          NpyFiles.npy(1, "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }", 0x80, 4));
    }
    assertRefused("member evil: arrays of type '|O' are not read");
    assertEquals(Set.of("a"), Npz.read(file, Set.of("a")).keySet());
  }

  @Test
  void refusesBombs() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      zip.putNextEntry(new ZipEntry("bomb.npy"));
      zip.write(new byte[1 << 20]);
    }
    assertTrue(Files.size(file) < 10_000);
    InputException e =
        assertThrows(InputException.class, () -> Npz.read(file, name -> true, 1 << 19));
    assertEquals(file + ": with member bomb it inflates beyond 524288 bytes.", e.getMessage());
  }

  @Test
  void refusesThousandsOfMembers() throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (int i = 0; i <= 1_000; i++) {
        zip.putNextEntry(new ZipEntry(i + ".npy"));
      }
    }
    assertRefused("1001 members");
  }

  @Test
  void refusesTwoMembersOfOneName() throws IOException {
    byte[] npy = npy(NpyArray.of(new int[] {1}, 1));
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      store(zip, "a.npy", npy);
      store(zip, "b.npy", npy);
    }
    byte[] bytes = Files.readAllBytes(file);
    String text = new String(bytes, StandardCharsets.ISO_8859_1).replace("b.npy", "a.npy");
    Files.write(file, text.getBytes(StandardCharsets.ISO_8859_1));
    assertRefused("member a is there twice");
  }

  @Test
  @Tag("slow")
  void damageIsAlwaysRefusedInAnOrderlyWay() throws IOException {
    Path source = folder.resolve("source.npz");
    byte[][] seeds = new byte[2][];
    Voices.random("v", 8, 1).save(source);
    seeds[0] = Files.readAllBytes(source);
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(source))) {
      for (Map.Entry<String, NpyArray> array : Npz.read(rewritten(seeds[0])).entrySet()) {
        store(zip, array.getKey() + ".npy", npy(array.getValue()));
      }
    }
    seeds[1] = Files.readAllBytes(source);
    Random random = new Random(42);
    int refused = 0;
    for (int round = 0; round < 4_000; round++) {
      Files.write(file, mutate(seeds[round % 2].clone(), random));
      refused += isRefused() ? 1 : 0;
    }
    assertTrue(refused > 2_000, "only " + refused + " of 4000 were refused");
  }

  /** Anything but these two exceptions fails the test. */
  private boolean isRefused() {
    try {
      Npz.read(file);
      Voice.read(file);
      return false;
    } catch (InputException | IOException e) {
      return true;
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    for (int i = 1 + random.nextInt(4); i > 0; i--) {
      int at = random.nextInt(bytes.length);
      switch (random.nextInt(4)) {
        case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
        case 1 -> bytes[at] = (byte) random.nextInt();
        case 2 -> Arrays.fill(bytes, at, Math.min(bytes.length, at + 8), (byte) -1);
        default -> bytes = Arrays.copyOf(bytes, Math.max(1, bytes.length - random.nextInt(40)));
      }
    }
    return bytes;
  }

  private Path rewritten(byte[] bytes) throws IOException {
    return Files.write(folder.resolve("copy.npz"), bytes);
  }

  private void assertRefused(String reason) {
    InputException e = assertThrows(InputException.class, () -> Npz.read(file));
    assertTrue(e.getMessage().contains(file.toString()), e.getMessage());
    assertTrue(e.getMessage().contains(reason), e.getMessage());
  }

  private static byte[] npy(NpyArray array) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    array.write(out);
    return out.toByteArray();
  }

  private static void store(ZipOutputStream zip, String name, byte[] data) throws IOException {
    CRC32 crc = new CRC32();
    crc.update(data);
    ZipEntry entry = new ZipEntry(name);
    entry.setMethod(ZipEntry.STORED);
    entry.setSize(data.length);
    entry.setCrc(crc.getValue());
    zip.putNextEntry(entry);
    zip.write(data);
    zip.closeEntry();
  }
}
