package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes nothing but the samples, with 16 bits, little endian. */
final class PcmWriter implements AudioWriter {
  @Override
  public byte[] stream(OutputStream out, AudioSource source) throws IOException {
    source.writeTo(
        samples -> {
          ByteBuffer bytes =
              ByteBuffer.allocate(samples.length * SampleCoding.PCM16.bytes())
                  .order(ByteOrder.LITTLE_ENDIAN);
          for (float sample : samples) {
            SampleCoding.PCM16.put(sample, bytes);
          }
          out.write(bytes.array());
          out.flush();
        });
    return new byte[0];
  }
}
