package org.barkdjl.app.cli;

import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.InputStream;
import java.io.PrintStream;

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
        new TextStream(new FileOutputStream(FileDescriptor.out)),
        new TextStream(new FileOutputStream(FileDescriptor.err)),
        Boolean.getBoolean("bark.stdout.tty"),
        Boolean.getBoolean("bark.stderr.tty"));
  }
}
