package org.barkdjl.app.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.PrintStream;

/** Standard output as a stream whose failures are seen; a PrintStream keeps them to itself. */
final class Pipe extends FilterOutputStream {
  private final PrintStream stream;

  Pipe(PrintStream stream) {
    super(stream);
    this.stream = stream;
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    stream.write(bytes, offset, length);
    check();
  }

  @Override
  public void flush() throws IOException {
    check();
  }

  private void check() throws IOException {
    if (stream.checkError()) { // flushes, too
      throw new IOException(
          "Cannot write the audio to standard output: it was closed, or its disk is full.");
    }
  }
}
