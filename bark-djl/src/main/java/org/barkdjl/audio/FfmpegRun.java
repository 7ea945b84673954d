package org.barkdjl.audio;

import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.TimeUnit;

/**
 * An ffmpeg at work: what is written to {@link #input} goes in, what it makes goes to a stream as
 * it comes. Its streams are emptied by threads of their own, or it would stand still when a pipe is
 * full. Closing ends it, however far it is.
 */
final class FfmpegRun implements Closeable {
  /** For an end that is near; one that does not come is enforced. */
  private static final int PATIENCE_SECONDS = 10;

  private static final int BLOCK_BYTES = 8192;

  private final Process process;
  private final Background<byte[]> pump;
  private final Background<String> complaint;

  /**
   * @param out takes what ffmpeg makes; another thread uses it until {@link #finish} returns or
   *     this is closed
   * @param headBytes how many of the first bytes to keep
   */
  FfmpegRun(Process process, OutputStream out, int headBytes) {
    this.process = process;
    pump = Background.start("bark-ffmpeg-out", () -> pump(out, headBytes));
    complaint =
        Background.start("bark-ffmpeg-err", () -> new LastLine(process.getErrorStream()).read());
  }

  /** Its standard input. Where that breaks, the exception says what ffmpeg said. */
  OutputStream input() {
    return new FilterOutputStream(process.getOutputStream()) {
      @Override
      public void write(byte[] bytes, int offset, int length) throws IOException {
        try {
          out.write(bytes, offset, length);
        } catch (IOException e) {
          throw failure(e);
        }
      }

      @Override
      public void flush() throws IOException {
        try {
          out.flush();
        } catch (IOException e) {
          throw failure(e);
        }
      }
    };
  }

  /**
   * Lets it come to its end.
   *
   * @return the first bytes of what it made
   * @throws IOException if the stream could not be written, or if ffmpeg failed, with what it said
   */
  byte[] finish() throws IOException {
    process.getOutputStream().close();
    byte[] head = pump.await();
    awaitEnd();
    if (process.exitValue() != 0 || head.length == 0) {
      throw new IOException(said());
    }
    return head;
  }

  @Override
  public void close() {
    Ffmpeg.kill(process);
    // Not for ever: the stream may be a pipe that nobody reads.
    pump.awaitEnd(PATIENCE_SECONDS);
  }

  private IOException failure(IOException broken) throws IOException {
    awaitEnd();
    // If it was ended because its output cannot be written, that is the reason.
    pump.await();
    return new IOException(said(), broken);
  }

  private void awaitEnd() throws IOException {
    try {
      if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
        Ffmpeg.kill(process);
        process.waitFor();
      }
    } catch (InterruptedException e) {
      throw Background.interrupted(e);
    }
  }

  private String said() throws IOException {
    String line = complaint.await();
    return "ffmpeg failed: "
        + (line.isEmpty() ? "it ended with status " + process.exitValue() + "." : line);
  }

  private byte[] pump(OutputStream out, int headBytes) throws IOException {
    try (InputStream made = process.getInputStream()) {
      byte[] head = made.readNBytes(headBytes);
      out.write(head);
      byte[] block = new byte[BLOCK_BYTES];
      for (int count = made.read(block); count >= 0; count = made.read(block)) {
        out.write(block, 0, count);
        out.flush();
      }
      out.flush();
      return head;
    } catch (IOException | RuntimeException e) {
      Ffmpeg.kill(process);
      throw e;
    }
  }
}
