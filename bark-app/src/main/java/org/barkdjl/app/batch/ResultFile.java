package org.barkdjl.app.batch;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.RandomAccessFile;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What earlier runs have written to a results file. In memory is only where each item's last line
 * begins.
 */
public final class ResultFile {
  /** The file's name in the output folder. */
  public static final String NAME = "results.jsonl";

  private static final int LIMIT_BYTES = 1 << 20;

  private final Path file;
  private final HashIndex offsets = new HashIndex();
  private long unreadable;
  private double audioSeconds;
  private double workSeconds;

  private ResultFile(Path file) {
    this.file = file;
  }

  /** Reads the results file of a folder; one that is not there holds nothing. */
  public static ResultFile read(Path folder) throws IOException {
    ResultFile results = new ResultFile(folder.resolve(NAME));
    if (Files.exists(results.file)) {
      try {
        results.scan();
      } catch (IOException e) {
        throw new IOException("Cannot read " + results.file + ": " + e.getMessage() + ".", e);
      }
    }
    return results;
  }

  /**
   * The last result of an item, or of one of its takes.
   *
   * @param take which; 0: the item itself
   */
  Optional<Result> last(String id, int take) throws IOException {
    OptionalLong offset = offsets.get(key(id, take));
    if (offset.isEmpty()) {
      return Optional.empty();
    }
    try (RandomAccessFile at = new RandomAccessFile(file.toFile(), "r")) {
      at.seek(offset.getAsLong());
      InputStream in = new BufferedInputStream(Channels.newInputStream(at.getChannel()), 1024);
      return line(in)
          .flatMap(Line::result)
          .filter(result -> result.key().id().equals(id) && result.takeNumber() == take);
    }
  }

  /** The last result of each item and take, in no order. */
  List<Result> all() throws IOException {
    Map<String, Result> last = new LinkedHashMap<>();
    if (Files.exists(file)) {
      try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
        for (Optional<Line> next = line(in); next.isPresent(); next = line(in)) {
          next.get()
              .result()
              .ifPresent(result -> last.put(key(result.key().id(), result.takeNumber()), result));
        }
      }
    }
    return List.copyOf(last.values());
  }

  private static String key(String id, int take) {
    return take == 0 ? id : id + "\0" + take;
  }

  /** How many lines hold no result; they are passed over. */
  public long unreadable() {
    return unreadable;
  }

  /** Time spent over the length of the audio, if anything has been made. */
  public Optional<Double> realTimeFactor() {
    return audioSeconds > 0 ? Optional.of(workSeconds / audioSeconds) : Optional.empty();
  }

  private void scan() throws IOException {
    try (InputStream in = new BufferedInputStream(Files.newInputStream(file), 1 << 16)) {
      long offset = 0;
      for (Optional<Line> next = line(in); next.isPresent(); next = line(in)) {
        Optional<Result> result = next.get().result();
        if (result.isPresent()) {
          offsets.put(key(result.get().key().id(), result.get().takeNumber()), offset);
          audioSeconds += result.get().audioSeconds();
          workSeconds += result.get().workSeconds();
        } else {
          unreadable++;
        }
        offset += next.get().length();
      }
    }
  }

  /**
   * A line of the file.
   *
   * @param text without its end
   * @param length in bytes, with its end
   */
  private record Line(String text, long length) {
    Optional<Result> result() {
      return length > LIMIT_BYTES ? Optional.empty() : Result.parse(text);
    }
  }

  private static Optional<Line> line(InputStream in) throws IOException {
    ByteArrayOutputStream kept = new ByteArrayOutputStream(512);
    long length = 0;
    int next = in.read();
    while (next >= 0 && next != '\n') {
      if (length < LIMIT_BYTES) {
        kept.write(next);
      }
      length++;
      next = in.read();
    }
    if (next < 0 && length == 0) {
      return Optional.empty();
    }
    return Optional.of(new Line(kept.toString(StandardCharsets.UTF_8), length + 1));
  }
}
