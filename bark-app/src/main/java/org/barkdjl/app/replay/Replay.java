package org.barkdjl.app.replay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.barkdjl.Bark;
import org.barkdjl.BarkResult;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.DistinctFiles;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.Progress;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.io.FolderTree;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.options.Option;

/** {@code bark replay}: does the engine compute what the original did? */
public final class Replay implements Command {
  private static final String MODEL = "replay";

  @Override
  public String name() {
    return "replay";
  }

  @Override
  public String summary() {
    return "Repeat a recorded generation, in fp32, and compare each stage.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]... --checkpoints DIR CASE.npz";
  }

  @Override
  public List<Option<?>> options() {
    return ReplayOptions.all();
  }

  @Override
  public String notes() {
    return "The exit code is 0 only if all stages agree: tokens exactly, audio within "
        + String.format(Locale.ROOT, "%.4f", Comparison.AUDIO_TOLERANCE)
        + ".";
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    ReplayOptions options = ReplayOptions.of(values);
    if (options.write().isPresent()) {
      Output.checkWritable(options.write().get());
      DistinctFiles.check(List.of(options.recording()), List.of(options.write().get()));
    }
    RecordedCase recording = RecordedCase.read(options.recording());
    if (!Files.isDirectory(options.checkpoints())) {
      throw new ModelException(
          "There is no folder of checkpoints at " + options.checkpoints() + ".");
    }
    context.cancellation().begin();
    context.home().prepareEngine(context.environment(), options.engine().device());
    BarkResult result;
    try {
      result = generate(options, recording, context);
    } catch (InputException e) {
      context.terminal().out().println("The replay could not be finished: " + FailureText.of(e));
      return ExitCode.FAILURE;
    }
    if (options.write().isPresent()) {
      ReplayFile.write(result, options.write().get());
    }
    List<Comparison> comparisons = Comparison.of(result, recording.tokens(), recording.samples());
    comparisons.forEach(comparison -> context.terminal().out().println(comparison.line()));
    return comparisons.stream().allMatch(Comparison::equal) ? ExitCode.OK : ExitCode.FAILURE;
  }

  private static BarkResult generate(ReplayOptions options, RecordedCase recording, Context context)
      throws IOException {
    Path temporary = Files.createTempDirectory("bark-replay-");
    try {
      ModelPackage model =
          ModelStore.assemble(
              options.checkpoints(), temporary.resolve(MODEL), MODEL, options.engine().precision());
      try (Progress progress = Progress.of(context, false);
          Bark bark = Bark.open(model, options.engine())) {
        return bark.generate(recording.request(), progress);
      }
    } finally {
      new FolderTree(temporary).remove();
    }
  }
}
