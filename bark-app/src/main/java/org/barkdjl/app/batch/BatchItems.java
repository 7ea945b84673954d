package org.barkdjl.app.batch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.barkdjl.app.cli.Cancellation;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.DistinctFiles;
import org.barkdjl.app.cli.FailureText;
import org.barkdjl.app.cli.Retries;
import org.barkdjl.app.cli.Suggestion;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.error.InputException;
import org.barkdjl.io.TextHash;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Seeds;
import org.barkdjl.options.Setting;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.spelling.Lexicon;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * Understands the items of a manifest: each has options of its own, which stand above those of the
 * batch.
 */
final class BatchItems implements ItemParser {
  private static final int MAX_ID_LENGTH = 1000;
  private static final String SEED = SpeechOptionTable.SEED.name();
  private static final Set<String> OPTIONS = Set.copyOf(SpeechOptionTable.OPTIONS.names());
  private static final Set<String> FIELDS = new TreeSet<>(OPTIONS);

  static {
    FIELDS.addAll(List.of(ManifestLine.ID, ManifestLine.TEXT, ManifestLine.OUT));
  }

  private final BatchArguments arguments;
  private final BatchVoices voices;
  private final BatchAudio audio;
  private final List<String> model;
  private final Cancellation cancellation;
  private final Lexicon lexicon;

  /**
   * @param model what tells the model from others, for fingerprints
   */
  BatchItems(
      BatchArguments arguments,
      BatchVoices voices,
      BatchAudio audio,
      List<String> model,
      Cancellation cancellation) {
    this.arguments = arguments;
    this.voices = voices;
    this.audio = audio;
    this.model = List.copyOf(model);
    this.cancellation = cancellation;
    lexicon = CommonOptions.lexicon(arguments.lexicon());
  }

  @Override
  public Item parse(ManifestLine line) throws IOException {
    cancellation.throwIfRequested();
    try {
      if (line.problem().isPresent()) {
        throw new InputException("Cannot read the line: " + line.problem().get() + ".");
      }
      return job(line);
    } catch (InputException | UsageException e) {
      return new Item.Bad(line.index(), line.line(), line.id(), FailureText.of(e));
    }
  }

  private Item job(ManifestLine line) throws IOException {
    Map<String, String> fields = line.fields();
    fields.keySet().forEach(BatchItems::throwIfUnknown);
    String id = line.id();
    if (id.length() > MAX_ID_LENGTH) {
      throw new InputException("The id is longer than " + MAX_ID_LENGTH + " characters.");
    }
    String text = fields.get(ManifestLine.TEXT);
    if (text == null) {
      throw new InputException("There is nothing to say: the text is empty.");
    }
    Map<String, Setting> settings = new TreeMap<>(arguments.itemOptions());
    fields.forEach(
        (name, value) -> {
          if (OPTIONS.contains(name)) {
            settings.put(name, Setting.field(name, value));
          }
        });
    SpeechOptions said = SpeechOptionTable.OPTIONS.read(settings).withLexicon(lexicon);
    long seed = said.seed().orElseGet(() -> Seeds.ofItem(arguments.seed(), id));
    List<String> shape = new ArrayList<>(model);
    Optional<String> voice = voices.chosen(said.voice());
    SpeechJob speech = speech(said, voice, text, seed, shape);
    Map<String, String> written = new TreeMap<>();
    settings.forEach((name, setting) -> written.put(name, setting.value()));
    written.put(SEED, Long.toString(seed));
    written.put(ManifestLine.TEXT, text);
    written.forEach((name, value) -> shape.addAll(List.of(name, value)));
    OutputName output = output(line, voice, seed);
    shape.addAll(audio.shape(output.format()));
    if (arguments.saveVoices()) {
      shape.add(BatchOptions.SAVE_VOICES.name());
    }
    Item.Job job =
        new Item.Job(
            line.index(),
            line.line(),
            id,
            speech,
            seed,
            output.file(),
            output.format(),
            TextHash.of(shape),
            0);
    checkTarget(arguments.folder().resolve(job.file()));
    if (arguments.takes().several()) {
      for (Item.Job take : arguments.takes().of(job)) {
        checkTarget(arguments.folder().resolve(take.file()));
      }
    }
    return job;
  }

  /**
   * How to speak a text. New seeds for its pieces do not make it another one, or who allows more of
   * them for the rest would have all done again.
   *
   * @param shape gets what shapes the audio besides text and options
   */
  private SpeechJob speech(
      SpeechOptions said, Optional<String> name, String text, long seed, List<String> shape)
      throws IOException {
    Optional<Voice> usual = Optional.empty();
    if (name.isPresent()) {
      BatchVoices.Known voice = voices.find(name.get());
      usual = Optional.of(voice.voice());
      shape.add(voice.hash());
    }
    Map<String, Voice> speakers = new LinkedHashMap<>();
    for (Map.Entry<String, String> speaker : said.speakers().entrySet()) {
      BatchVoices.Known voice = voices.find(speaker.getValue());
      speakers.put(speaker.getKey(), voice.voice());
      shape.add(voice.hash());
    }
    SpeechPlan plan = said.plan(text, name);
    if (plan.parts().size() > 1) {
      plan.parts().forEach(part -> shape.add(part.toString()));
    } else if (plan.pieces().stream().anyMatch(piece -> !piece.text().equals(piece.written()))) {
      shape.add(plan.pieces().get(0).text());
    }
    int retries = arguments.retry().orElseGet(() -> Retries.usual(plan));
    return new SpeechJob(
        text, new NarrationRequest(plan, usual, speakers, seed, retries, said.generation()));
  }

  private OutputName output(ManifestLine line, Optional<String> voice, long seed) {
    String given = line.fields().get(ManifestLine.OUT);
    if (given != null) {
      return audio.given(given);
    }
    AudioFormat format = audio.usual();
    return new OutputName(
        arguments.name().file(line.id(), line.index(), voice.orElse(""), seed, format), format);
  }

  /**
   * An item writes neither over what the batch reads, nor through a link over whatever it may be,
   * such as another item.
   */
  private void checkTarget(Path target) throws IOException {
    if (!Files.exists(target, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isRegularFile(target, LinkOption.NOFOLLOW_LINKS)) {
      throw new InputException(
          "Cannot write %s: it is a folder, a link or a device; move it away, or give the item another 'out'."
              .formatted(target));
    }
    List<Path> read = new ArrayList<>(voices.files());
    arguments.manifest().ifPresent(read::add);
    arguments.lexicon().ifPresent(read::add);
    Optional<Path> same = DistinctFiles.same(target, read);
    if (same.isPresent()) {
      throw new InputException(
          "Cannot write %s: it is %s, which this batch reads; give the item another 'out'."
              .formatted(target, same.get()));
    }
  }

  private static void throwIfUnknown(String field) {
    if (!FIELDS.contains(field)) {
      Optional<String> meant = Suggestion.of(field, FIELDS, 2);
      throw new InputException(
          "There is no field '"
              + field
              + "'; "
              + meant
                  .map(name -> "did you mean '" + name + "'?")
                  .orElse("there are " + String.join(", ", FIELDS) + "."));
    }
  }
}
