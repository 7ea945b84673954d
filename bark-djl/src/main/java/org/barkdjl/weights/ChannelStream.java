package org.barkdjl.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.util.Objects;

/** A range of a file as a stream, read at its own position; closing it leaves the file open. */
final class ChannelStream extends InputStream {
  private final FileChannel channel;
  private long position;
  private final long end;

  ChannelStream(FileChannel channel, long begin, long end) {
    this.channel = channel;
    this.position = begin;
    this.end = end;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    Objects.checkFromIndexSize(offset, length, target.length);
    if (length == 0) {
      return 0;
    }
    int count = (int) Math.min(length, end - position);
    if (count == 0) {
      return -1;
    }
    int read = channel.read(ByteBuffer.wrap(target, offset, count), position);
    position += Math.max(read, 0);
    return read;
  }
}
