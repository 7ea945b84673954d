package org.barkdjl.hub;

import java.io.Closeable;
import java.net.http.HttpHeaders;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What a hub answered.
 *
 * @param status 200, 206 or 416; of a request for metadata possibly a redirect
 * @param told what the hub itself said of the file, before any redirect to where it lies
 * @param headers of the server that sends the body
 */
record HubResponse(int status, Map<String, String> told, HttpHeaders headers, ChunkedBody body)
    implements Closeable {
  static final int OK = 200;
  static final int PARTIAL = 206;
  static final int RANGE_BEYOND_END = 416;

  @Override
  public void close() {
    body.close();
  }

  /** The commit that the revision stands for. */
  Optional<String> commit() {
    return Optional.ofNullable(told.get("x-repo-commit")).filter(HubRepository::isCommit);
  }

  /** The hub's name of the content, without quotes; empty if it gives none. */
  String etag() {
    return told.getOrDefault("x-linked-etag", told.getOrDefault("etag", ""))
        .replaceFirst("^W/", "")
        .replace("\"", "")
        .toLowerCase(Locale.ROOT);
  }

  /** The size of the whole file; empty if the hub does not say. */
  OptionalLong size() {
    OptionalLong linked = number(Optional.ofNullable(told.get("x-linked-size")));
    return linked.isPresent() || status != OK ? linked : bodyBytes();
  }

  /** Bytes of this body; empty if the server does not say. */
  OptionalLong bodyBytes() {
    return number(headers.firstValue("content-length"));
  }

  /** Whether the body begins at that byte of the file. */
  boolean beginsAt(long position) {
    return headers
        .firstValue("content-range")
        .map(range -> range.startsWith("bytes " + position + "-"))
        .orElse(false);
  }

  private static OptionalLong number(Optional<String> header) {
    return header
        .filter(value -> value.matches("[0-9]{1,18}"))
        .map(value -> OptionalLong.of(Long.parseLong(value)))
        .orElse(OptionalLong.empty());
  }
}
