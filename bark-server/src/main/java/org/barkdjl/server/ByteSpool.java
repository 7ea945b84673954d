package org.barkdjl.server;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import org.barkdjl.io.TemporaryFile;

/**
 * Bytes on their way from who makes them to who sends them: the one never waits for the other. A
 * little is kept in memory, and what a slow reader leaves, in a temporary file.
 */
final class ByteSpool extends OutputStream {
  private static final int MOST_IN_MEMORY = 1 << 20;

  private final Path folder;
  private final Runnable changed;
  private final Deque<byte[]> inMemory = new ArrayDeque<>();
  private int bytesInMemory;
  private TemporaryFile file;
  private long fileWritten;
  private long fileRead;
  private boolean untouched = true;
  private boolean closed;

  /**
   * @param folder where the temporary file lies, if there must be one
   * @param changed told, on the writer's thread, that there is more
   */
  ByteSpool(Path folder, Runnable changed) {
    this.folder = folder;
    this.changed = changed;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value});
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    synchronized (this) {
      if (closed) {
        throw new IOException("Nobody reads any more.");
      }
      if (fileWritten == fileRead && bytesInMemory + length <= MOST_IN_MEMORY) {
        inMemory.add(Arrays.copyOfRange(bytes, offset, offset + length));
        bytesInMemory += length;
      } else {
        append(ByteBuffer.wrap(bytes, offset, length));
      }
    }
    changed.run();
  }

  /** Puts bytes over the first ones, which nobody must have read. */
  synchronized void patch(byte[] head) {
    if (untouched && !inMemory.isEmpty() && inMemory.element().length >= head.length) {
      System.arraycopy(head, 0, inMemory.element(), 0, head.length);
    }
  }

  /** How many bytes are to be read. */
  synchronized long available() {
    return bytesInMemory + fileWritten - fileRead;
  }

  /** The next bytes; none if there are none yet. */
  synchronized byte[] read(int most) throws IOException {
    untouched = false;
    if (!inMemory.isEmpty()) {
      byte[] block = inMemory.remove();
      if (block.length > most) {
        inMemory.addFirst(Arrays.copyOfRange(block, most, block.length));
        block = Arrays.copyOf(block, most);
      }
      bytesInMemory -= block.length;
      return block;
    }
    ByteBuffer block = ByteBuffer.allocate((int) Math.min(most, fileWritten - fileRead));
    while (block.hasRemaining() && file.channel().read(block, fileRead + block.position()) >= 0) {}
    fileRead += block.position();
    if (fileRead == fileWritten && fileRead > 0) {
      fileRead = 0;
      fileWritten = 0;
      file.channel().truncate(0);
    }
    return Arrays.copyOf(block.array(), block.position());
  }

  /** Nobody reads any more. */
  @Override
  public synchronized void close() {
    closed = true;
    inMemory.clear();
    bytesInMemory = 0;
    if (file != null) {
      try {
        file.close();
      } catch (IOException e) {
        // It was a temporary file, and is gone.
      }
      file = null;
      fileRead = 0;
      fileWritten = 0;
    }
  }

  private void append(ByteBuffer bytes) throws IOException {
    if (file == null) {
      file = TemporaryFile.in(folder);
    }
    while (bytes.hasRemaining()) {
      fileWritten += file.channel().write(bytes, fileWritten);
    }
  }
}
