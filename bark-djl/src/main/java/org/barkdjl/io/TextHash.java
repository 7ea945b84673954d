package org.barkdjl.io;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.HexFormat;

/** SHA-256 of lists of texts, of which each stands for itself. */
public final class TextHash {
  private TextHash() {}

  /** In hexadecimal. */
  public static String of(Iterable<String> texts) {
    return HexFormat.of().formatHex(digest(texts));
  }

  /** The first 64 bits. */
  public static long first64(Iterable<String> texts) {
    return ByteBuffer.wrap(digest(texts)).getLong();
  }

  private static byte[] digest(Iterable<String> texts) {
    MessageDigest digest = Sha256.digest();
    for (String text : texts) {
      byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
      // With its length, so that "ab", "c" and "a", "bc" differ.
      digest.update(ByteBuffer.allocate(Integer.BYTES).putInt(0, bytes.length));
      digest.update(bytes);
    }
    return digest.digest();
  }
}
