package org.barkdjl.torchscript;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.barkdjl.checkpoint.TensorData;

/**
 * The zip that libtorch loads (its caffe2/serialize): stored entries in one folder, tensors aligned
 * to 64 bytes.
 */
final class ArchiveOutput implements Closeable {
  static final String ROOT = "model/";

  /** The text of the class. */
  static final String CODE = ROOT + "code/__torch__.py";

  /** What the tensors' entries begin with. */
  static final String TENSORS = ROOT + "data/";

  /** What the entries of tensors begin with that libtorch does not read. */
  static final String MAPPED = ROOT + "mapped/";

  /** Where libtorch wants tensor data to begin in the file. */
  private static final int TENSOR_ALIGNMENT = 64;

  /** 1980-01-01, the earliest date that zip knows: the same model gives the same bytes. */
  private static final long EPOCH_MILLIS = 315_532_800_000L;

  private final ZipArchiveOutputStream zip;

  /** Makes the file; fails if it exists. */
  ArchiveOutput(Path file) throws IOException {
    zip =
        new ZipArchiveOutputStream(
            Files.newByteChannel(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE));
    zip.setMethod(ZipArchiveOutputStream.STORED);
    zip.setUseZip64(Zip64Mode.AsNeeded);
  }

  void text(String name, byte[] bytes) throws IOException {
    zip.putArchiveEntry(entry(name, bytes.length));
    zip.write(bytes);
    zip.closeArchiveEntry();
  }

  void tensor(String name, long bytes, TensorData.Writer writer) throws IOException {
    ZipArchiveEntry entry = entry(name, bytes);
    entry.setAlignment(TENSOR_ALIGNMENT);
    zip.putArchiveEntry(entry);
    writer.writeTo(new Unclosed(zip));
    zip.closeArchiveEntry();
  }

  @Override
  public void close() throws IOException {
    zip.close();
  }

  private static ZipArchiveEntry entry(String name, long bytes) {
    ZipArchiveEntry entry = new ZipArchiveEntry(name);
    entry.setSize(bytes);
    entry.setTime(EPOCH_MILLIS);
    return entry;
  }

  /** Keeps a tensor's writer from closing the whole archive. */
  private static final class Unclosed extends FilterOutputStream {
    Unclosed(OutputStream out) {
      super(out);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
    }

    @Override
    public void close() {}
  }
}
