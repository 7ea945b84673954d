package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.BarkTokens;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.error.BarkException;
import org.barkdjl.error.DeviceException;
import org.barkdjl.error.InputException;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.takes.Measure;
import org.barkdjl.takes.SpeechMeasures;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.text.SpeechPlanOptions;

/** Runs batches with a synthesizer that needs no model: it "speaks" its text and seed as bytes. */
final class Batches {
  private final Path folder;
  private final Path manifest;
  final List<Result> results = new ArrayList<>();
  final List<Long> seeds = new ArrayList<>();
  int width = 1;
  Takes takes = Takes.ONE;

  Batches(Path folder) {
    this.folder = folder;
    manifest = folder.resolve("manifest.txt");
  }

  Totals run(BatchRun.Policy policy, String... texts) throws IOException {
    Files.write(manifest, List.of(texts));
    ManifestSource source = new ManifestSource(manifest, "test", ManifestFormat.TEXT);
    Plan plan = plan(source);
    BatchRun run =
        new BatchRun(folder, plan, ResultFile.read(folder), policy, synthesizer(), listener());
    run.run(source, Batches::parse, Shard.WHOLE::holds);
    return run.totals();
  }

  Plan plan(ManifestSource source) throws IOException {
    return new Planner(folder, ResultFile.read(folder), false, takes)
        .plan(source, Batches::parse, Shard.WHOLE::holds, (item, finished) -> {});
  }

  /** "bad" cannot be made at all, "name=x" gives itself a file, all else is its own id. */
  static Item parse(ManifestLine line) {
    String text = line.fields().get("text");
    if (text.equals("bad")) {
      return new Item.Bad(line.index(), line.line(), line.id(), "It is bad.");
    }
    return new Item.Job(
        line.index(),
        line.line(),
        text.replaceAll(" .*", ""),
        new SpeechJob(
            text,
            NarrationRequest.of(SpeechPlan.of(text, SpeechPlanOptions.DEFAULT), 1).withRetries(0)),
        1,
        NameTemplate.DEFAULT.file(
            text.replaceAll(".*name=", "").replaceAll(" .*", ""), 1, "", 1, AudioFormat.WAV),
        AudioFormat.WAV,
        "hash of " + text,
        0);
  }

  /** A result of that length. */
  static Result result(String id, double seconds) {
    return new Result(
        new Result.Key(id, 1, 1, null, null),
        Result.Status.OK,
        id,
        new Result.Tries(1L, 1),
        new Result.Sound(1L, "", seconds, null, null, null, null, null),
        null,
        "");
  }

  private Synthesizer synthesizer() {
    List<Attempt> begun = new ArrayList<>();
    return new Synthesizer() {
      @Override
      public boolean hasRoom() {
        return begun.size() < width;
      }

      @Override
      public void begin(Attempt attempt) {
        begun.add(attempt);
      }

      @Override
      public boolean isIdle() {
        return begun.isEmpty();
      }

      @Override
      public void work(Settling settling) throws IOException {
        // What was begun first ends first, and leaves room at once.
        for (Attempt attempt : begun.subList(0, (begun.size() + 1) / 2)) {
          seeds.add(attempt.seed());
          settling.settle(attempt, speak(attempt));
        }
        begun.subList(0, (begun.size() + 1) / 2).clear();
      }

      private Outcome speak(Attempt attempt) {
        String text = attempt.speech().text();
        if (text.contains("breaks")) {
          BarkException reason = new DeviceException("It broke.");
          return new Outcome.Failed("It broke.", Optional.of(reason));
        }
        if (text.contains("fails") || (text.contains("once") && attempt.number() == 1)) {
          return new Outcome.Failed("It failed.", Optional.empty());
        }
        return new Outcome.Spoken(
            out -> {
              if (text.contains("too long")) {
                throw new InputException("It is too long.");
              }
              out.write((text + attempt.seed()).getBytes(StandardCharsets.UTF_8));
              return new byte[0];
            },
            new Narration(
                List.of(),
                Duration.ofSeconds(2),
                Map.of(Stage.CODEC, new StageTiming(150, Duration.ofSeconds(1))),
                attempt.seed(),
                new BarkTokens(
                    new int[0], new int[0], new int[2][0], new int[8][0], Optional.empty()),
                List.of(),
                Optional.empty()),
            List::of,
            Optional.empty(),
            takes.several() ? Optional.of(measures(attempt)) : Optional.empty());
      }
    };
  }

  /** The last digit of the seed is how many points it has. */
  private static SpeechMeasures measures(Attempt attempt) {
    return new SpeechMeasures(Map.of(Measure.LENGTH, (attempt.seed() % 10) / 2.0));
  }

  private BatchListener listener() {
    return new BatchListener() {
      @Override
      public void started(Totals totals) {}

      @Override
      public void finished(Result result, Totals totals) {
        results.add(result);
      }
    };
  }
}
