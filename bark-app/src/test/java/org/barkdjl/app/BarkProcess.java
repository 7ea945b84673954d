package org.barkdjl.app;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** The packaged command as a process of its own, as the launcher starts it. */
final class BarkProcess {
  /** Shared by all tests: natives are unpacked and the model is assembled once. */
  static final Path HOME = Path.of("target/it-home").toAbsolutePath();

  private static final long MINUTES = 5;

  private final Process process;
  private final Drain out;
  private final Drain err;

  /**
   * What a finished process left behind.
   *
   * @param status its exit status
   * @param out the bytes on standard output
   * @param err the text on standard error
   */
  record Outcome(int status, byte[] out, String err) {
    String text() {
      return new String(out, StandardCharsets.UTF_8);
    }

    /** For messages of assertions. */
    @Override
    public String toString() {
      return "status " + status + "\n" + err;
    }
  }

  private BarkProcess(Process process, String awaited) {
    this.process = process;
    out = new Drain(process.getInputStream(), "");
    err = new Drain(process.getErrorStream(), awaited);
  }

  /** Runs it to its end. */
  static Outcome run(String... words) throws IOException, InterruptedException {
    return run(new byte[0], HOME, words);
  }

  static Outcome run(byte[] stdin, Path home, String... words)
      throws IOException, InterruptedException {
    return run(stdin, home, Map.of(), words);
  }

  /** Runs it with more in the environment. */
  static Outcome run(byte[] stdin, Path home, Map<String, String> environment, String... words)
      throws IOException, InterruptedException {
    BarkProcess bark = new BarkProcess(start(home, false, environment, words), "");
    try (OutputStream in = bark.process.getOutputStream()) {
      in.write(stdin);
    } catch (IOException e) {
      // A command that fails early does not read its input.
      if (bark.process.isAlive()) {
        throw e;
      }
    }
    return bark.outcome();
  }

  /** Starts it as on a terminal, and returns once {@code awaited} stands on standard error. */
  static BarkProcess untilItShows(String awaited, String... words)
      throws IOException, InterruptedException {
    BarkProcess bark = new BarkProcess(start(HOME, true, Map.of(), words), awaited);
    bark.process.getOutputStream().close();
    bark.err.awaitShown();
    return bark;
  }

  /** The same as the first of a process group, as a shell starts it. */
  static BarkProcess inAGroup(Map<String, String> environment, String awaited, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(HOME, true, words);
    builder.environment().putAll(environment);
    builder.command().add(0, "setsid");
    BarkProcess bark = new BarkProcess(builder.start(), awaited);
    bark.process.getOutputStream().close();
    bark.err.awaitShown();
    return bark;
  }

  /** Starts it with nobody listening, for tests that kill it. */
  static Process begin(String... words) throws IOException {
    return builder(HOME, false, words)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.DISCARD)
        .start();
  }

  /** Runs it where no file may grow beyond a size, as on a disk that is full. */
  static Outcome runWithFilesUpTo(int kilobytes, String... words)
      throws IOException, InterruptedException {
    ProcessBuilder builder = builder(HOME, false, words);
    List<String> line = new ArrayList<>(List.of("sh", "-c"));
    // POSIX counts in blocks of 512 bytes.
    line.addAll(List.of("ulimit -f " + 2 * kilobytes + "; exec \"$@\"", "sh"));
    line.addAll(builder.command());
    return new BarkProcess(builder.command(line).start(), "").outcome();
  }

  /** What stands on its standard error by now. */
  String shown() {
    return err.text();
  }

  /** Sends a signal by its name, and waits for the end. */
  Outcome signal(String name) throws IOException, InterruptedException {
    return signal(name, Long.toString(process.pid()));
  }

  /** Sends a signal to its group, as a terminal does, and waits for the end. */
  Outcome signalGroup(String name) throws IOException, InterruptedException {
    return signal(name, "-" + process.pid());
  }

  private Outcome signal(String name, String receiver) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-s", name, "--", receiver).start().waitFor();
    return outcome();
  }

  private Outcome outcome() throws InterruptedException {
    if (!process.waitFor(MINUTES, TimeUnit.MINUTES)) {
      process.destroyForcibly();
      throw new AssertionError("bark still runs after " + MINUTES + " minutes: " + err.text());
    }
    out.join();
    err.join();
    return new Outcome(process.exitValue(), out.bytes(), err.text());
  }

  private static Process start(
      Path home, boolean terminal, Map<String, String> environment, String... words)
      throws IOException {
    ProcessBuilder builder = builder(home, terminal, words);
    builder.environment().putAll(environment);
    return builder.start();
  }

  private static ProcessBuilder builder(Path home, boolean terminal, String... words) {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dbark.stderr.tty=" + terminal,
                "-Dlogback.configurationFile=" + Path.of("../conf/logback.xml").toAbsolutePath(),
                "-Dbark.conf=" + Path.of("../conf").toAbsolutePath().normalize(),
                "-cp",
                Path.of("target/bark-app.jar") + File.pathSeparator + "target/lib/*",
                Main.class.getName()));
    line.addAll(List.of(words));
    ProcessBuilder builder = new ProcessBuilder(line);
    // Nothing of whoever runs the tests.
    builder.environment().keySet().removeIf(name -> name.startsWith("BARK_"));
    builder.environment().put("BARK_HOME", home.toString());
    builder.environment().put("XDG_CONFIG_HOME", home.toString());
    builder.environment().put("XDG_DATA_HOME", home.toString());
    builder.environment().put("LC_ALL", "C.UTF-8");
    builder.environment().remove("JAVA_TOOL_OPTIONS");
    return builder;
  }

  /** Reads a stream in the background, or the process would stop when the pipe is full. */
  private static final class Drain extends Thread {
    private final InputStream in;
    private final String awaited;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private boolean ended;

    Drain(InputStream in, String awaited) {
      this.in = in;
      this.awaited = awaited;
      start();
    }

    @Override
    public void run() {
      byte[] block = new byte[8192];
      try {
        for (int count = in.read(block); count >= 0; count = in.read(block)) {
          synchronized (this) {
            bytes.write(block, 0, count);
            notifyAll();
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      } finally {
        synchronized (this) {
          ended = true;
          notifyAll();
        }
      }
    }

    synchronized void awaitShown() throws InterruptedException {
      while (!text().contains(awaited)) {
        if (ended) {
          throw new AssertionError("bark ended without '" + awaited + "': " + text());
        }
        wait();
      }
    }

    synchronized byte[] bytes() {
      return bytes.toByteArray();
    }

    synchronized String text() {
      return bytes.toString(StandardCharsets.UTF_8);
    }
  }
}
