package org.barkdjl.hub;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.regex.Pattern;
import org.barkdjl.io.Sha256;

/**
 * What a hub's etag says of a file's content: the sha256 of large files (LFS), git's hash of small
 * ones; other etags say nothing.
 */
final class ContentHash {
  private static final Pattern SHA256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT = Pattern.compile("[0-9a-f]{40}");

  private ContentHash() {}

  /** Whether the file has the content that the etag names, as far as it names one. */
  static boolean matches(Path file, String etag) throws IOException {
    if (SHA256.matcher(etag).matches()) {
      return etag.equals(Sha256.of(file));
    }
    if (GIT.matcher(etag).matches()) {
      MessageDigest digest = sha1();
      digest.update(("blob " + Files.size(file) + "\0").getBytes(US_ASCII));
      try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
        in.transferTo(OutputStream.nullOutputStream());
      }
      return etag.equals(HexFormat.of().formatHex(digest.digest()));
    }
    return true;
  }

  private static MessageDigest sha1() {
    try {
      return MessageDigest.getInstance("SHA-1");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java platform has SHA-1", e);
    }
  }
}
