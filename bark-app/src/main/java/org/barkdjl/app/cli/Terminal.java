package org.barkdjl.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * The standard streams. Text is UTF-8 whatever the locale.
 *
 * @param in standard input
 * @param out standard output, for results
 * @param err standard error, for everything else
 * @param outIsTerminal whether {@code out} is a screen
 * @param errIsTerminal whether {@code err} is a screen that understands control sequences
 */
public record Terminal(
    InputStream in,
    PrintStream out,
    PrintStream err,
    boolean outIsTerminal,
    boolean errIsTerminal) {
  /**
   * The streams of this process. Java 17 cannot tell of one stream whether it is a terminal, so the
   * launcher says it in system properties.
   */
  public static Terminal system() {
    return new Terminal(
        System.in,
        utf8(FileDescriptor.out),
        utf8(FileDescriptor.err),
        Boolean.getBoolean("bark.stdout.tty"),
        Boolean.getBoolean("bark.stderr.tty"));
  }

  private static PrintStream utf8(FileDescriptor descriptor) {
    return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
  }
}
