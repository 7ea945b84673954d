package org.barkdjl.server;

import static org.barkdjl.server.ServerOptions.DEFAULT;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.QueueLimit;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.Range;
import org.barkdjl.server.ServerOptions.Access;
import org.barkdjl.server.ServerOptions.Names;

/** The options of a server. */
public final class ServerOptionTable {
  private static final int MAX_PORT = 65_535;
  private static final int MOST_WAITING = 10_000;

  /** A day. */
  private static final int MOST_SECONDS = 86_400;

  /** A thick novel. */
  private static final int LONGEST_INPUT = 5_000_000;

  private static final int MEGABYTE = 1 << 20;

  public static final Option<String> API_KEY =
      Option.of(
              "api-key",
              "KEY",
              "Answer only those who show this key; BARK_API_KEY hides it from others on this"
                  + " machine, who see command lines.",
              ServerOptionTable::key)
          .otherwise("all are answered");

  public static final OptionTable<ServerOptions> OPTIONS =
      OptionTable.of(DEFAULT)
          .with(
              Option.text(
                      "host",
                      "ADDRESS",
                      "Listen on this address; 0.0.0.0 is all of this machine's.")
                  .byDefault(DEFAULT.host()),
              ServerOptions::withHost)
          .with(
              Option.whole(
                      "port",
                      "N",
                      Range.between(0, MAX_PORT),
                      "Listen on this port; 0 takes one that is free.")
                  .byDefault(DEFAULT.port()),
              ServerOptions::withPort)
          .with(
              API_KEY, (o, key) -> o.withAccess(new Access(Optional.of(key), o.access().origins())))
          .with(
              Option.of(
                      "cors",
                      "ORIGIN,...",
                      "Let pages of these origins ask, such as https://example.org, or * for all.",
                      ServerOptionTable::list)
                  .otherwise("none may"),
              (o, origins) -> o.withAccess(new Access(o.access().key(), origins)))
          .with(
              Option.whole(
                      "max-queue",
                      "N",
                      Range.between(1, MOST_WAITING),
                      "So many requests may wait beside those that are decoded together; more are"
                          + " told to come back later.")
                  .byDefault(DEFAULT.limits().queue().requests()),
              (o, n) ->
                  o.withLimits(o.limits().withQueue(new QueueLimit(n, o.limits().queue().audio()))))
          .with(
              Option.whole(
                      "max-queue-seconds",
                      "S",
                      Range.between(1, MOST_SECONDS),
                      "So much audio may be on its way, by an estimate from the texts; one request"
                          + " alone may have more.")
                  .byDefault(DEFAULT.limits().queue().audio().toSeconds()),
              (o, s) ->
                  o.withLimits(
                      o.limits()
                          .withQueue(
                              new QueueLimit(
                                  o.limits().queue().requests(), Duration.ofSeconds(s)))))
          .with(
              Option.whole(
                      "max-input",
                      "N",
                      Range.between(1, LONGEST_INPUT),
                      "Characters that a text may have.")
                  .byDefault(DEFAULT.limits().input()),
              (o, n) -> o.withLimits(o.limits().withInput(n)))
          .with(
              Option.whole(
                      "drain",
                      "S",
                      Range.between(0, 3600),
                      "When told to stop, let requests go on for so many seconds.")
                  .byDefault(DEFAULT.drain().toSeconds()),
              (o, s) -> o.withDrain(Duration.ofSeconds(s)))
          .with(
              Option.of(
                      "voice-names",
                      "NAME=VOICE,...",
                      "Take these names for voices of the model.",
                      ServerOptionTable::pairs)
                  .otherwise("OpenAI's names stand for the model's English voices, in turn"),
              (o, voices) -> o.withNames(new Names(voices, o.names().models())))
          .with(
              Option.of(
                      "model-names",
                      "NAME,...",
                      "Take these names for the model, beside its own.",
                      ServerOptionTable::list)
                  .byDefault(String.join(",", DEFAULT.names().models())),
              (o, models) -> o.withNames(new Names(o.names().voices(), models)))
          .with(
              Option.whole(
                      "max-jobs",
                      "N",
                      Range.between(0, MOST_WAITING),
                      "Keep so many jobs; the oldest that has ended makes room. 0 takes none.")
                  .byDefault(DEFAULT.limits().jobs()),
              (o, n) -> o.withLimits(o.limits().withJobs(n)))
          .with(
              Option.whole(
                      "max-jobs-mb",
                      "MB",
                      Range.between(1, MEGABYTE),
                      "The audio of jobs may take so much of the disk.")
                  .byDefault(DEFAULT.limits().jobBytes() / MEGABYTE),
              (o, n) -> o.withLimits(o.limits().withJobBytes((long) n * MEGABYTE)))
          .with(
              Option.flag("log-texts", "Let the log say what is spoken."),
              ServerOptions::withLogTexts);

  private ServerOptionTable() {}

  private static String key(String value) {
    // What is not printable ASCII does not come through HTTP as it is.
    if (!value.matches("[!-~]+")) {
      throw new IllegalArgumentException("it takes printable ASCII without spaces");
    }
    return value;
  }

  private static List<String> list(String value) {
    return Arrays.stream(value.split(",", -1))
        .map(String::strip)
        .filter(word -> !word.isEmpty())
        .toList();
  }

  private static Map<String, String> pairs(String value) {
    Map<String, String> pairs = new LinkedHashMap<>();
    for (String pair : list(value)) {
      int equals = pair.indexOf('=');
      if (equals < 1 || equals == pair.length() - 1) {
        throw new IllegalArgumentException("it takes NAME=VOICE,NAME=VOICE, not '" + value + "'");
      }
      pairs.put(pair.substring(0, equals).strip(), pair.substring(equals + 1).strip());
    }
    return pairs;
  }
}
