package org.barkdjl.hub;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;

/**
 * The download of one file into a {@code .part} beside its place, from where the last run stopped.
 * It is renamed once it has the hub's size and hash. Used by one thread, once.
 */
final class FileDownload {
  private static final int MAX_ETAG_IN_NAME = 64;

  private final HubHttp http;
  private final HubRetry retry;
  private final HubListener listener;
  private final TransferMeter meter;
  private final Path target;
  private HubFile file;
  private final Path part;

  /** Bytes of the part that the meter knows of. */
  private long metered;

  /** The most that the part ever had: beyond it an attempt has made progress. */
  private long reached;

  FileDownload(
      HubHttp http,
      HubRetry retry,
      HubListener listener,
      TransferMeter meter,
      HubFile file,
      Path target) {
    this.http = http;
    this.retry = retry;
    this.listener = listener;
    this.meter = meter;
    this.file = file;
    this.target = target;
    this.part = partOf(file);
  }

  /**
   * Downloads the file.
   *
   * @throws HubStatus.NoSuchFile if the repository lacks it
   * @throws ModelException if the hub refuses it, or after too many failures
   */
  Path run() throws IOException {
    Files.createDirectories(target.getParent());
    reached = Files.exists(part) ? Files.size(part) : 0;
    int failures = 0;
    while (true) {
      long before = reached;
      try {
        attempt();
        return target;
      } catch (PassingFailure e) {
        failures = reached > before ? 1 : failures + 1;
        Duration delay = e.retryAfter().orElse(retry.delay(failures));
        if (failures >= retry.attempts() || delay.compareTo(retry.longest()) > 0) {
          throw gaveUp(e, delay);
        }
        listener.retrying(file.path() + ": " + e.getMessage(), delay);
        retry.await(delay, listener::cancelled);
      }
    }
  }

  private ModelException gaveUp(PassingFailure e, Duration delay) {
    String wish = e.retryAfter().isPresent() ? "; it asks to wait " + delay.toSeconds() + " s" : "";
    return new ModelException(
        Problem.NO_HUB,
        "The download of %s failed: %s%s. What has arrived is kept: another try goes on from here."
            .formatted(file, e.getMessage(), wish),
        e);
  }

  private void attempt() throws IOException {
    if (!file.isKnown()) {
      Files.deleteIfExists(part); // nothing tells whether it is of the same content
    }
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (file.isKnown() && have > file.bytes()) {
      Files.delete(part);
      have = 0;
    }
    meter(have);
    if (!file.isKnown() || have < file.bytes()) {
      try (HubResponse response = http.get(file, have)) {
        receive(response, have);
      }
    }
    verify();
    Files.move(part, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private void receive(HubResponse response, long have) throws IOException {
    if (response.status() == HubResponse.RANGE_BEYOND_END
        || (response.status() == HubResponse.PARTIAL && !response.beginsAt(have))) {
      throw startOver("the server does not send the rest of the file");
    }
    // A server that ignores the range sends the whole file.
    long begin = response.status() == HubResponse.PARTIAL ? have : 0;
    if (!file.isKnown()) {
      learn(response);
    }
    if (response.bodyBytes().isPresent()
        && file.bytes() >= 0
        && begin + response.bodyBytes().getAsLong() != file.bytes()) {
      throw startOver(
          "the server announces %d bytes for a file of %d"
              .formatted(begin + response.bodyBytes().getAsLong(), file.bytes()));
    }
    try (FileChannel out =
        FileChannel.open(part, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      out.truncate(begin);
      out.position(begin);
      meter(begin);
      copy(response, out);
      out.force(false);
    }
  }

  private void copy(HubResponse response, FileChannel out) throws IOException {
    ChunkedBody body = response.body();
    for (List<ByteBuffer> buffers = body.next(retry.stalled(), listener::cancelled);
        buffers != null;
        buffers = body.next(retry.stalled(), listener::cancelled)) {
      for (ByteBuffer buffer : buffers) {
        int count = buffer.remaining();
        if (file.bytes() >= 0 && out.position() + count > file.bytes()) {
          throw startOver("the server sends more than the file's %d bytes".formatted(file.bytes()));
        }
        while (buffer.hasRemaining()) {
          out.write(buffer);
        }
        metered += count;
        meter.received(count);
      }
      reached = Math.max(reached, out.position());
    }
  }

  /** Size and hash of a file of which nothing was known before. */
  private void learn(HubResponse response) {
    boolean sizeIsNew = file.bytes() < 0;
    long bytes = response.size().orElse(-1);
    file = new HubFile(file.repository(), file.path(), bytes, response.etag(), file.cached());
    if (sizeIsNew && bytes >= 0) {
      meter.expect(bytes);
    }
  }

  private void verify() throws IOException {
    long have = Files.exists(part) ? Files.size(part) : 0;
    if (file.bytes() >= 0 && have < file.bytes()) {
      throw new PassingFailure("only %d of %d bytes arrived".formatted(have, file.bytes()));
    }
    if (!ContentHash.matches(part, file.etag())) {
      throw startOver("what arrived does not have the hash that the hub announces");
    }
  }

  private PassingFailure startOver(String why) throws IOException {
    Files.deleteIfExists(part);
    meter(0);
    return new PassingFailure(why);
  }

  private void meter(long present) {
    meter.present(present - metered);
    metered = present;
  }

  /** The etag is part of the name: the rest of another content never completes a part. */
  private Path partOf(HubFile file) {
    String etag = file.etag().replaceAll("[^0-9a-z]", "");
    String tag = etag.substring(0, Math.min(etag.length(), MAX_ETAG_IN_NAME));
    return target.resolveSibling(target.getFileName() + (tag.isEmpty() ? "" : "." + tag) + ".part");
  }
}
