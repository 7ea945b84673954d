package org.barkdjl.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * What a hub's etag says of a file's content: the sha256 of large files (LFS), git's hash of small
 * ones; other etags say nothing.
 */
final class ContentHash {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");
  private static final int BLOCK_BYTES = 1 << 18;

  private ContentHash() {}

  /** Whether the file has the content that the etag names, as far as it names one. */
  static boolean matches(Path file, String etag) throws IOException {
    if (SHA256.matcher(etag).matches()) {
      return etag.equals(hash(file, digest("SHA-256")));
    }
    if (GIT.matcher(etag).matches()) {
      MessageDigest digest = digest("SHA-1");
      digest.update(("blob " + Files.size(file) + "\0").getBytes(US_ASCII));
      return etag.equals(hash(file, digest));
    }
    return true;
  }

  private static String hash(Path file, MessageDigest digest) throws IOException {
    byte[] block = new byte[BLOCK_BYTES];
    try (InputStream in = Files.newInputStream(file)) {
      for (int count = in.read(block); count >= 0; count = in.read(block)) {
        digest.update(block, 0, count);
      }
    }
    return HexFormat.of().formatHex(digest.digest());
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has " + algorithm, e);
    }
  }
}
