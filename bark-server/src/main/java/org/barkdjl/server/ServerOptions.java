package org.barkdjl.server;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.QueueLimit;

/**
 * How to serve.
 *
 * @param host the address to listen on, by name or number
 * @param port 0: any that is free
 * @param access who may ask
 * @param limits how much is taken
 * @param names other names that clients may use
 * @param drain how long requests may go on after the server was told to stop
 * @param logTexts whether the log may say what is spoken
 */
public record ServerOptions(
    String host,
    int port,
    Access access,
    Limits limits,
    Names names,
    Duration drain,
    boolean logTexts) {
  /**
   * Who may ask.
   *
   * @param key what clients must show; empty: nothing
   * @param origins those whose pages may ask, {@code *} for all
   */
  public record Access(Optional<String> key, List<String> origins) {
    public Access {
      origins = List.copyOf(origins);
    }
  }

  /**
   * How much is taken.
   *
   * @param queue requests that wait beside those that the engine decodes together, and the audio of
   *     all that is not spoken yet
   * @param input code points of a text
   * @param jobs how many are kept
   * @param jobBytes what the audio of all jobs may take on disk
   */
  public record Limits(QueueLimit queue, int input, int jobs, long jobBytes) {
    Limits withQueue(QueueLimit value) {
      return new Limits(value, input, jobs, jobBytes);
    }

    Limits withInput(int value) {
      return new Limits(queue, value, jobs, jobBytes);
    }

    Limits withJobs(int value) {
      return new Limits(queue, input, value, jobBytes);
    }

    Limits withJobBytes(long value) {
      return new Limits(queue, input, jobs, value);
    }
  }

  /**
   * Other names that clients may use.
   *
   * @param voices voices of the model by these names
   * @param models such names for the model
   */
  public record Names(Map<String, String> voices, List<String> models) {
    public Names {
      voices = Map.copyOf(voices);
      models = List.copyOf(models);
    }
  }

  public static final ServerOptions DEFAULT =
      new ServerOptions(
          "127.0.0.1",
          8880,
          new Access(Optional.empty(), List.of()),
          new Limits(new QueueLimit(64, Duration.ofHours(1)), 50_000, 100, 1L << 30),
          new Names(Map.of(), List.of("tts-1", "tts-1-hd", "gpt-4o-mini-tts")),
          Duration.ofSeconds(20),
          false);

  ServerOptions withHost(String value) {
    return new ServerOptions(value, port, access, limits, names, drain, logTexts);
  }

  ServerOptions withPort(int value) {
    return new ServerOptions(host, value, access, limits, names, drain, logTexts);
  }

  ServerOptions withAccess(Access value) {
    return new ServerOptions(host, port, value, limits, names, drain, logTexts);
  }

  ServerOptions withLimits(Limits value) {
    return new ServerOptions(host, port, access, value, names, drain, logTexts);
  }

  ServerOptions withNames(Names value) {
    return new ServerOptions(host, port, access, limits, value, drain, logTexts);
  }

  ServerOptions withDrain(Duration value) {
    return new ServerOptions(host, port, access, limits, names, value, logTexts);
  }

  ServerOptions withLogTexts(boolean value) {
    return new ServerOptions(host, port, access, limits, names, drain, value);
  }
}
