package org.barkdjl.app.serve;

import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.InstalledModel;
import org.barkdjl.app.cli.ModelVoices;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.app.cli.Versions;
import org.barkdjl.io.TemporaryFile;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.OptionTable;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.server.BarkServer;
import org.barkdjl.server.ServerOptionTable;
import org.barkdjl.server.ServerOptions;
import org.barkdjl.voice.Voice;

/** {@code bark serve}: the engine behind OpenAI's audio API. */
public final class Serve implements Command {
  private static final Option<Boolean> CHECK =
      Option.flag(
          "check", "Ask a server with these options whether it is ready: exit code 0 or 1.");

  private static final String VOICE = "voice";
  private static final int CHECK_MILLIS = 5_000;

  @Override
  public String name() {
    return "serve";
  }

  @Override
  public String summary() {
    return "Answer OpenAI's audio API over HTTP, with a page to speak from.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]...";
  }

  @Override
  public List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(ServerOptionTable.OPTIONS.options());
    options.add(CHECK);
    options.add(CommonOptions.MODEL);
    // What belongs to one text is for requests to say.
    SpeechOptionTable.OPTIONS.options().stream().filter(Option::hasKey).forEach(options::add);
    options.addAll(EngineOptionTable.OPTIONS.options());
    return options;
  }

  @Override
  public List<OptionTable<?>> tables() {
    return List.of(ServerOptionTable.OPTIONS, SpeechOptionTable.OPTIONS, EngineOptionTable.OPTIONS);
  }

  @Override
  public String notes() {
    return "Options of speech hold for requests that lack them. docs/SERVER.md tells what is"
        + " answered at which path.";
  }

  @Override
  public boolean takesDefaults() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    if (!values.words().isEmpty()) {
      throw new UsageException("serve takes no arguments.");
    }
    ServerOptions options = values.get(ServerOptionTable.OPTIONS);
    if (values.has(CHECK)) {
      return check(options, context.terminal().err());
    }
    SpeechOptions speech = values.get(SpeechOptionTable.OPTIONS);
    BarkOptions engine = values.get(EngineOptionTable.OPTIONS);
    Map<String, String> defaults =
        new HashMap<>(values.only(SpeechOptionTable.OPTIONS.names()).texts());
    defaults.remove(VOICE);
    PrintStream err = context.terminal().err();
    Path folder = context.home().prepare().folder().resolve("serve");
    Files.createDirectories(folder);
    TemporaryFile.removeLeftovers(folder);
    context.cancellation().beginService();
    try (BarkServer server = start(options, defaults, folder)) {
      err.printf("bark: listening on http://%s:%d/%n", host(options.host()), server.port());
      ModelPackage model =
          InstalledModel.open(context, values.getOrDefault(CommonOptions.MODEL), engine);
      Optional<String> name = ModelVoices.chosen(model, speech.voice());
      Optional<Voice> voice = Optional.empty();
      if (name.isPresent()) {
        voice = Optional.of(ModelVoices.toSpeakWith(model, context.voices(), name.get(), err));
      }
      try (Bark bark = Bark.open(model, engine)) {
        for (String missing : server.serve(model, bark, voice, context.environment())) {
          err.println("bark: warning: " + missing);
        }
        err.printf(
            "bark: ready: %s on %s in %s, %d pieces together%n",
            model.manifest().name(), bark.device(), bark.precision().id(), bark.rows());
        context.cancellation().await();
        err.println("bark: stopping");
        server.drain();
      }
    }
    return ExitCode.OK;
  }

  private static BarkServer start(ServerOptions options, Map<String, String> defaults, Path folder)
      throws IOException {
    try {
      return BarkServer.start(options, defaults, folder, Versions.read().software());
    } catch (IOException e) {
      throw e.getCause() instanceof BindException
          ? new IOException(e.getMessage() + " Options --host and --port say where it listens.", e)
          : e;
    }
  }

  private static ExitCode check(ServerOptions options, PrintStream err) throws IOException {
    String url = "http://%s:%d/readyz".formatted(host(reachable(options.host())), options.port());
    HttpURLConnection asked = (HttpURLConnection) URI.create(url).toURL().openConnection();
    asked.setConnectTimeout(CHECK_MILLIS);
    asked.setReadTimeout(CHECK_MILLIS);
    try {
      int status = asked.getResponseCode();
      if (status == HttpURLConnection.HTTP_OK) {
        return ExitCode.OK;
      }
      err.printf("bark: %s answers with status %d.%n", url, status);
    } catch (IOException e) {
      err.printf("bark: %s does not answer: %s.%n", url, e.getMessage());
    } finally {
      asked.disconnect();
    }
    return ExitCode.FAILURE;
  }

  /** Where a server is reached from its own machine that listens on all addresses. */
  private static String reachable(String host) {
    return switch (host) {
      case "0.0.0.0" -> "127.0.0.1";
      case "::", "[::]" -> "::1";
      default -> host;
    };
  }

  /** As an address stands in a URL. */
  private static String host(String address) {
    return address.contains(":") && !address.startsWith("[") ? "[" + address + "]" : address;
  }
}
