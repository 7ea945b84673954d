package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.app.cli.Command;
import org.barkdjl.app.cli.Context;
import org.barkdjl.app.cli.ExitCode;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.error.InputException;
import org.barkdjl.options.Option;

/** {@code bark page}: a page to listen to what a batch has made. */
public final class PageCommand implements Command {
  @Override
  public String name() {
    return "page";
  }

  @Override
  public String summary() {
    return "Write a page to listen to the results of a batch.";
  }

  @Override
  public String synopsis() {
    return "[OPTION]... DIR";
  }

  @Override
  public List<Option<?>> options() {
    return List.of();
  }

  @Override
  public String notes() {
    return "Writes index.html into the folder, beside the audio: open it with a browser. What you"
        + " choose there is saved as chosen.json, for 'bark batch --from'.";
  }

  @Override
  public boolean writesFiles() {
    return true;
  }

  @Override
  public ExitCode run(OptionValues values, Context context) throws IOException {
    if (values.words().size() != 1) {
      throw new UsageException("page takes one folder, to which a batch has written.");
    }
    Path folder = OptionValues.path(values.words().get(0), "the folder");
    if (!Files.isRegularFile(folder.resolve(ResultFile.NAME))) {
      throw new InputException(
          "There are no results of a batch in %s: it has no %s."
              .formatted(folder, ResultFile.NAME));
    }
    context.terminal().out().println(BatchPage.write(folder));
    return ExitCode.OK;
  }
}
