package org.barkdjl.weights;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barkdjl.error.ModelException;

/**
 * A safetensors file of any size. A tensor of a type that {@link ElementType} does not know is
 * refused when the file is opened.
 *
 * <p>Format: huggingface.co/docs/safetensors: eight bytes little-endian length, a JSON header of
 * that length, the tensors' bytes.
 */
final class SafetensorsCheckpoint extends StreamedCheckpoint {
  private final FileChannel channel;
  private final long dataBegin;
  private final SafetensorsHeader header;
  private final Map<String, TensorInfo> tensors = new LinkedHashMap<>();

  private SafetensorsCheckpoint(
      Path path, FileChannel channel, long dataBegin, SafetensorsHeader header) {
    super(path);
    this.channel = channel;
    this.dataBegin = dataBegin;
    this.header = header;
    header.tensors().forEach((name, tensor) -> tensors.put(name, tensor.info()));
  }

  static SafetensorsCheckpoint open(Path path) throws IOException {
    FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
    try {
      long dataBegin = Long.BYTES + headerBytes(channel);
      SafetensorsHeader header =
          SafetensorsHeaderReader.read(new ChannelStream(channel, Long.BYTES, dataBegin));
      header.checkCovers(channel.size() - dataBegin);
      return new SafetensorsCheckpoint(path, channel, dataBegin, header);
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  @Override
  public Map<String, TensorInfo> tensors() {
    return Collections.unmodifiableMap(tensors);
  }

  @Override
  public Map<String, Object> metadata() {
    return Collections.unmodifiableMap(header.metadata());
  }

  @Override
  InputStream stream(TensorInfo tensor) {
    SafetensorsHeader.Tensor range = header.tensors().get(tensor.name());
    return new ChannelStream(channel, dataBegin + range.begin(), dataBegin + range.end());
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private static long headerBytes(FileChannel channel) throws IOException {
    ByteBuffer length = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    channel.read(length, 0);
    long bytes = length.getLong(0);
    long most = Math.min(channel.size() - Long.BYTES, SafetensorsHeader.MAX_BYTES);
    if (bytes < 0 || bytes > most) {
      throw new ModelException(
          "as safetensors it says to have a header of %s bytes, but at most %d are possible"
              .formatted(Long.toUnsignedString(bytes), most));
    }
    return bytes;
  }
}
