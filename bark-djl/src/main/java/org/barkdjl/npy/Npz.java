package org.barkdjl.npy;

import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.barkdjl.error.InputException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.LfsPointer;

/**
 * NumPy's {@code .npz}: a zip archive of {@code .npy} arrays. Members are named without {@code
 * .npy}; members of other kinds are ignored.
 */
public final class Npz {
  /** The most that the arrays of one file may inflate to; a recorded minute needs about 10 MB. */
  private static final long LIMIT_BYTES = 512L << 20;

  private static final int MAX_MEMBERS = 1_000;
  private static final String SUFFIX = ".npy";

  /** Fixed, so that equal arrays give equal files. The zip epoch itself would add a time zone. */
  private static final LocalDateTime TIMESTAMP = LocalDateTime.of(1980, 2, 1, 0, 0);

  private Npz() {}

  /**
   * Reads all arrays, in the file's order.
   *
   * @throws InputException if there is no such file, or it is not a whole, sane {@code .npz}
   */
  public static Map<String, NpyArray> read(Path file) throws IOException {
    return read(file, name -> true, LIMIT_BYTES);
  }

  /** Reads only the named arrays; those that the file lacks are absent from the result. */
  public static Map<String, NpyArray> read(Path file, Set<String> names) throws IOException {
    return read(file, names::contains, LIMIT_BYTES);
  }

  public static Map<String, NpyArray> read(Path file, Predicate<String> wanted, long limitBytes)
      throws IOException {
    if (!Files.isRegularFile(file)) {
      throw new InputException("Cannot read " + file + ": there is no such file.");
    }
    if (LfsPointer.is(file)) {
      throw new InputException(file + " " + LfsPointer.PROBLEM + ".");
    }
    try (ZipFile zip = new ZipFile(file.toFile())) {
      if (zip.size() > MAX_MEMBERS) {
        throw new InputException(
            file + ": " + zip.size() + " members are more than the " + MAX_MEMBERS + " allowed.");
      }
      return read(zip, file, wanted, limitBytes);
    } catch (ZipException | EOFException | IllegalArgumentException e) {
      // The last is what ZipFile throws for names or comments that are not UTF-8.
      throw new InputException(
          file + ": not a whole .npz file (" + e.getMessage() + "); get or make it again.", e);
    }
  }

  private static Map<String, NpyArray> read(
      ZipFile zip, Path file, Predicate<String> wanted, long limitBytes) throws IOException {
    Map<String, NpyArray> arrays = new LinkedHashMap<>();
    long left = limitBytes;
    for (ZipEntry entry : Collections.list(zip.entries())) {
      String name = entry.getName();
      if (!name.endsWith(SUFFIX)) {
        continue;
      }
      name = name.substring(0, name.length() - SUFFIX.length());
      if (!wanted.test(name)) {
        continue;
      }
      if (entry.getSize() < 0 || entry.getSize() > left) {
        throw new InputException(
            file + ": with member " + name + " it inflates beyond " + limitBytes + " bytes.");
      }
      left -= entry.getSize();
      if (arrays.put(name, readMember(zip, entry, file + ", member " + name)) != null) {
        throw new InputException(file + ": member " + name + " is there twice.");
      }
    }
    return arrays;
  }

  private static NpyArray readMember(ZipFile zip, ZipEntry entry, String where) throws IOException {
    // ZipFile does not compare checksums itself.
    try (CheckedInputStream in = new CheckedInputStream(zip.getInputStream(entry), new CRC32())) {
      NpyArray array = NpyArray.read(in, entry.getSize(), where);
      if (in.read() >= 0) {
        throw new InputException(where + ": more data than its .npy header says.");
      }
      if (in.getChecksum().getValue() != entry.getCrc()) {
        throw new InputException(
            where + ": damaged (its checksum does not match); get or make the file again.");
      }
      return array;
    }
  }

  /**
   * Writes arrays, deflated and ordered by name: equal arrays give equal bytes. The file is there
   * whole or not at all.
   */
  public static void write(Path file, Map<String, NpyArray> arrays) throws IOException {
    AtomicFile.write(file, out -> write(out, arrays));
  }

  private static void write(OutputStream out, Map<String, NpyArray> arrays) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(out)) {
      for (Map.Entry<String, NpyArray> array : new TreeMap<>(arrays).entrySet()) {
        ZipEntry entry = new ZipEntry(array.getKey() + SUFFIX);
        entry.setTimeLocal(TIMESTAMP);
        zip.putNextEntry(entry);
        array.getValue().write(zip);
        zip.closeEntry();
      }
    }
  }
}
