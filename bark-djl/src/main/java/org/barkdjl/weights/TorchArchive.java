package org.barkdjl.weights;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;
import org.barkdjl.error.ModelException;

/**
 * The zip archive of {@code torch.save}: {@code ROOT/data.pkl} and the storages {@code
 * ROOT/data/KEY}, little-endian, normally not compressed.
 */
final class TorchArchive implements Closeable {
  /** A checkpoint of a thousand tensors has less than 1 MB. */
  private static final int MAX_PICKLE_BYTES = 16 << 20;

  /** Deflate cannot compress better. */
  private static final long MAX_DEFLATE_RATIO = 1032;

  private final ZipFile zip;
  private final long fileBytes;
  private final String root;

  private TorchArchive(ZipFile zip, long fileBytes) {
    this.zip = zip;
    this.fileBytes = fileBytes;
    this.root = root(zip);
  }

  static TorchArchive open(Path path) throws IOException {
    ZipFile zip = openZip(path);
    try {
      TorchArchive archive = new TorchArchive(zip, path.toFile().length());
      archive.requireLittleEndian();
      return archive;
    } catch (IOException | RuntimeException e) {
      zip.close();
      throw e;
    }
  }

  /** Reads the pickle. */
  byte[] pickle() throws IOException {
    try (InputStream in = zip.getInputStream(entry("data.pkl"))) {
      byte[] pickle = in.readNBytes(MAX_PICKLE_BYTES + 1);
      if (pickle.length > MAX_PICKLE_BYTES) {
        throw new ModelException(
            "its data.pkl is larger than %d bytes, too large for a checkpoint"
                .formatted(MAX_PICKLE_BYTES));
      }
      return pickle;
    } catch (ZipException | EOFException e) {
      throw new ModelException("its data.pkl is damaged: " + e.getMessage(), e);
    }
  }

  /** Checks that a storage is there and as large as the pickle says. */
  void check(TorchStorage storage) {
    ZipEntry entry = storageEntry(storage.key());
    int elementBytes = storage.type().bytes();
    if (entry.getSize() % elementBytes != 0
        || entry.getSize() / elementBytes != storage.elements()) {
      throw new ModelException(
          "entry %s holds %d bytes, but data.pkl says %d elements of %d bytes"
              .formatted(
                  Excerpt.of(entry.getName()), entry.getSize(), storage.elements(), elementBytes));
    }
  }

  /** Opens a storage from some byte on. */
  InputStream storage(String key, long offsetBytes) throws IOException {
    InputStream in = zip.getInputStream(storageEntry(key));
    try {
      in.skipNBytes(offsetBytes);
      return in;
    } catch (IOException e) {
      in.close();
      throw e;
    }
  }

  /** Whether a storage takes as many bytes in the file as it has. */
  boolean isStoredPlainly(String key) {
    return storageEntry(key).getMethod() == ZipEntry.STORED;
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static ZipFile openZip(Path path) throws IOException {
    try {
      return new ZipFile(path.toFile());
    } catch (ZipException | IllegalArgumentException e) {
      throw corrupt(e);
    }
  }

  private static String root(ZipFile zip) {
    List<String> roots =
        names(zip).stream()
            .filter(name -> name.matches("[^/]*/data\\.pkl"))
            .map(name -> name.substring(0, name.indexOf('/') + 1))
            .toList();
    if (roots.size() != 1) {
      throw new ModelException(
          "it is a zip archive with %d entries */data.pkl instead of one, so not by torch.save"
              .formatted(roots.size()));
    }
    return roots.get(0);
  }

  private static List<String> names(ZipFile zip) {
    try {
      return zip.stream().map(ZipEntry::getName).toList();
    } catch (IllegalArgumentException e) { // what ZipFile throws for text that is not UTF-8
      throw corrupt(e);
    }
  }

  private Optional<ZipEntry> find(String name) {
    try {
      return Optional.ofNullable(zip.getEntry(root + name));
    } catch (IllegalArgumentException e) { // as above, from an entry's comment
      throw corrupt(e);
    }
  }

  private static ModelException corrupt(Exception cause) {
    return new ModelException(
        "its zip archive is truncated or corrupt (%s); fetch the file again"
            .formatted(cause.getMessage()),
        cause);
  }

  private void requireLittleEndian() throws IOException {
    Optional<ZipEntry> byteOrder = find("byteorder");
    if (byteOrder.isEmpty()) {
      return;
    }
    try (InputStream in = zip.getInputStream(byteOrder.get())) {
      String order = new String(in.readNBytes(16), StandardCharsets.US_ASCII).strip();
      if (!order.equals("little")) {
        throw new ModelException(
            "its byte order is %s; only little can be read".formatted(Excerpt.of(order)));
      }
    } catch (ZipException | EOFException e) {
      throw new ModelException("its entry byteorder is damaged: " + e.getMessage(), e);
    }
  }

  private ZipEntry storageEntry(String key) {
    return entry("data/" + key);
  }

  private ZipEntry entry(String name) {
    ZipEntry entry =
        find(name)
            .orElseThrow(
                () ->
                    new ModelException(
                        "its entry %s is missing".formatted(Excerpt.of(root + name))));
    long compressed = entry.getCompressedSize();
    boolean plain = entry.getMethod() == ZipEntry.STORED;
    long most = plain ? compressed : (compressed + 1) * MAX_DEFLATE_RATIO;
    if (compressed > fileBytes || entry.getSize() > most || (plain && entry.getSize() != most)) {
      throw new ModelException(
          "its entry %s lies about its size (%d bytes, in a file of %d)"
              .formatted(Excerpt.of(root + name), entry.getSize(), fileBytes));
    }
    return entry;
  }
}
