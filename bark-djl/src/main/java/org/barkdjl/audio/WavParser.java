package org.barkdjl.audio;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import org.barkdjl.error.InputException;

/** Takes the bytes of a WAV file apart. Chunks of unknown kinds are stepped over. */
final class WavParser {
  private static final SampleCoding READ = SampleCoding.PCM16;

  private final ByteBuffer file;
  private final String where;
  private final Map<String, String> info = new LinkedHashMap<>();
  private int sampleRateHz;
  private float[] samples;

  WavParser(byte[] file, String where) {
    this.file = ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN);
    this.where = where;
  }

  WavFile parse() {
    if (file.remaining() < 12 || !id(file).equals("RIFF")) {
      throw bad("not a WAV file");
    }
    ByteBuffer riff = body("RIFF", file);
    if (file.hasRemaining()) {
      throw bad(file.remaining() + " bytes follow the end that its RIFF chunk gives");
    }
    if (riff.remaining() < 4 || !id(riff).equals("WAVE")) {
      throw bad("not a WAV file");
    }
    while (riff.hasRemaining()) {
      chunk(riff);
    }
    if (samples == null) {
      throw bad("it has no data chunk");
    }
    return new WavFile(sampleRateHz, samples, info);
  }

  private void chunk(ByteBuffer riff) {
    String id = id(riff);
    ByteBuffer body = body(id, riff);
    switch (id) {
      case "fmt " -> format(body);
      case "data" -> data(body);
      case "LIST" -> list(body);
      default -> {
        // Others may add what they like.
      }
    }
  }

  private void format(ByteBuffer body) {
    if (sampleRateHz != 0) {
      throw bad("it has two fmt chunks");
    }
    if (body.remaining() < WavHeader.FORMAT_BYTES) {
      throw bad("its fmt chunk is too short");
    }
    int coding = body.getShort() & 0xFFFF;
    int channels = body.getShort() & 0xFFFF;
    sampleRateHz = body.getInt();
    int bytesPerSecond = body.getInt();
    int bytesPerFrame = body.getShort() & 0xFFFF;
    int bits = body.getShort() & 0xFFFF;
    if (coding != READ.formatTag() || channels != WavHeader.CHANNELS || bits != 8 * READ.bytes()) {
      throw bad(
          "it is coded as %d with %d channels of %d bits; only PCM (1), mono, 16 bits is read"
              .formatted(coding, channels, bits));
    }
    if (sampleRateHz <= 0
        || bytesPerFrame != READ.bytes()
        || bytesPerSecond != (long) sampleRateHz * bytesPerFrame) {
      throw bad("the numbers of its fmt chunk contradict each other");
    }
  }

  private void data(ByteBuffer body) {
    if (sampleRateHz == 0) {
      throw bad("its data chunk comes before its fmt chunk");
    }
    if (samples != null) {
      throw bad("it has two data chunks");
    }
    if (body.remaining() % READ.bytes() != 0) {
      throw bad("its data ends within a sample");
    }
    samples = new float[body.remaining() / READ.bytes()];
    for (int i = 0; i < samples.length; i++) {
      samples[i] = Math.max(-1f, body.getShort() / (float) SampleCoding.FULL_SCALE_16);
    }
  }

  private void list(ByteBuffer body) {
    if (body.remaining() < 4 || !id(body).equals("INFO")) {
      return;
    }
    while (body.hasRemaining()) {
      String id = id(body);
      String value = StandardCharsets.UTF_8.decode(body(id, body)).toString();
      int end = value.indexOf('\0');
      info.put(id, end < 0 ? value : value.substring(0, end));
    }
  }

  private String id(ByteBuffer from) {
    if (from.remaining() < 4) {
      throw bad("it is cut off in the head of a chunk");
    }
    byte[] id = new byte[4];
    from.get(id);
    return new String(id, StandardCharsets.ISO_8859_1);
  }

  /** The content of the chunk whose size is next; moves behind it and its padding. */
  private ByteBuffer body(String id, ByteBuffer from) {
    if (from.remaining() < 4) {
      throw bad("it is cut off in the head of a chunk");
    }
    long size = Integer.toUnsignedLong(from.getInt());
    if (size > from.remaining()) {
      throw bad(
          "its chunk '%s' claims %d bytes where %d are left"
              .formatted(id.replaceAll("[^ -~]", "?"), size, from.remaining()));
    }
    ByteBuffer body = from.slice(from.position(), (int) size).order(ByteOrder.LITTLE_ENDIAN);
    // The last chunk's padding is often missing.
    from.position((int) Math.min(from.limit(), from.position() + size + size % 2));
    return body;
  }

  private InputException bad(String what) {
    return new InputException(where + ": " + what + ".");
  }
}
