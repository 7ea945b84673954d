package org.barkdjl.app.models;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.ReinstallCommand;
import org.barkdjl.app.cli.Table;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.device.Precision;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.ByteCount;
import org.barkdjl.model.Damage;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.Manifest;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.StoredModel;
import org.barkdjl.options.Option;

/** {@code bark models}: installing models and looking after them. */
public final class Models implements Command {
  private static final String VERBS = "list, pull, import, verify, remove or path";

  /** The others do with a folder that cannot be written. */
  private static final Set<String> WRITING = Set.of("pull", "import", "remove");

  @Override
  public String name() {
    return "models";
  }

  @Override
  public String summary() {
    return "Install models, list, verify and remove them.";
  }

  @Override
  public String synopsis() {
    return "VERB [OPTION]... [ARGUMENT]...";
  }

  @Override
  public List<Option<?>> options() {
    return ModelsOptions.all();
  }

  @Override
  public String notes() {
    return """
    Verbs: list, pull MODEL, import PATH..., verify [NAME], remove NAME, path [NAME].
    pull downloads small (suno/bark-small), large (suno/bark) or OWNER/REPOSITORY[@REVISION] from the Hugging Face hub. It goes on where an earlier run stopped.
    import installs from folders and files that are there already; name it with --name.
    verify reads every file and says which are not as installed; path tells where a model lies, or all do.""";
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    List<String> words = values.words();
    if (words.isEmpty()) {
      throw new UsageException("models takes a verb: " + VERBS + ".");
    }
    String verb = words.get(0);
    List<String> arguments = words.subList(1, words.size());
    context.cancellation().begin();
    ModelStore store = context.home().store();
    if (WRITING.contains(verb)) {
      context.home().prepare();
    }
    switch (verb) {
      case "list" -> {
        most(0, verb, arguments);
        context.terminal().out().print(list(store));
      }
      case "pull" ->
          new ModelInstallation(values, context, store).pull(only(verb, "a model", arguments));
      case "import" -> new ModelInstallation(values, context, store).importFiles(arguments);
      case "verify" -> {
        most(1, verb, arguments);
        verify(store, arguments.isEmpty() ? store.names() : arguments, context);
      }
      case "remove" -> {
        String name = only(verb, "a model's name", arguments);
        store.remove(name, InstallListener.NONE);
        context.terminal().err().println("Removed " + name + ".");
      }
      case "path" -> {
        most(1, verb, arguments);
        context
            .terminal()
            .out()
            .println(arguments.isEmpty() ? store.modelsFolder() : store.folder(arguments.get(0)));
      }
      default ->
          throw new UsageException("models has no verb '" + verb + "'; it has " + VERBS + ".");
    }
    return ExitCode.OK;
  }

  private static String list(ModelStore store) throws IOException {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("NAME", "SIZE", "PRECISION", "VOICES", "SOURCE"));
    for (StoredModel model : store.list()) {
      rows.add(
          List.of(
              model.name(),
              ByteCount.of(model.bytes()),
              model.manifest().map(Models::precisions).orElse("-"),
              model.manifest().map(m -> Integer.toString(m.voices().size())).orElse("-"),
              problem(model)
                  .orElse(model.manifest().map(Manifest::source).orElse("embedded in bark"))));
    }
    return Table.of(rows);
  }

  private static Optional<String> problem(StoredModel model) {
    String mending =
        model
            .manifest()
            .map(manifest -> " Install it again: " + ReinstallCommand.of(manifest, model.folder()))
            .orElse("");
    return model.problem().map(problem -> problem + mending);
  }

  private static String precisions(Manifest manifest) {
    return manifest.precisions().stream().map(Precision::id).collect(Collectors.joining(","));
  }

  private static void verify(ModelStore store, List<String> names, Context context)
      throws IOException {
    List<String> mending = new ArrayList<>();
    for (String name : names) {
      List<Damage> damages = store.verify(name);
      if (damages.isEmpty()) {
        context.terminal().out().println(name + ": every file is as installed");
      } else {
        damages.forEach(
            damage ->
                context
                    .terminal()
                    .out()
                    .println("%s: %s: %s".formatted(name, damage.file(), damage.problem())));
        mending.add(mending(store, name));
      }
    }
    if (!mending.isEmpty()) {
      throw new ModelException(
          "Files are damaged; install again what they belong to: " + String.join("; ", mending));
    }
  }

  private static String mending(ModelStore store, String name) throws IOException {
    for (StoredModel model : store.list()) {
      if (model.name().equals(name) && model.manifest().isPresent()) {
        return ReinstallCommand.of(model.manifest().get(), model.folder());
      }
    }
    return ReinstallCommand.EMBEDDED;
  }

  private static String only(String verb, String what, List<String> arguments) {
    if (arguments.size() != 1) {
      throw new UsageException("models %s takes %s.".formatted(verb, what));
    }
    return arguments.get(0);
  }

  private static void most(int count, String verb, List<String> arguments) {
    if (arguments.size() > count) {
      throw new UsageException(
          "models %s takes %s.".formatted(verb, count == 0 ? "no arguments" : "one name at most"));
    }
  }
}
