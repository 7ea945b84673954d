package org.barkdjl.spark;

import java.io.IOException;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.spark.sql.Row;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.error.InputException;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Seeds;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.AudioOptions;
import org.barkdjl.options.Setting;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.spelling.Lexicon;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/**
 * How rows are spoken, as the driver tells it to the executors: as {@code bark batch} speaks the
 * items of a manifest.
 *
 * @param model name of a model, or its folder
 * @param engine how to run it, by names of options
 * @param audio what kind of audio to make, by names of options
 * @param speech how to speak the rows that do not say it, by names of options
 * @param columns where rows say it, by names of options
 * @param text where the text stands
 * @param id where the id stands; below 0: the text is its own
 * @param seed from which rows' seeds are derived
 * @param retry how many other seeds to try; null: as is usual
 * @param lexicon the text of a lexicon; empty: there is none
 * @param failFast whether a row that cannot be spoken fails its task
 */
record SpeechSettings(
    String model,
    Map<String, String> engine,
    Map<String, String> audio,
    Map<String, String> speech,
    Map<String, Integer> columns,
    int text,
    int id,
    long seed,
    Integer retry,
    String lexicon,
    boolean failFast)
    implements Serializable {
  /** As in a manifest. */
  private static final int MAX_ID_LENGTH = 1000;

  /** The word for no voice: the model chooses one. */
  private static final String NO_VOICE = "none";

  /** What becomes audio, and how it is coded. */
  AudioFormat format() {
    return AudioOptionTable.OPTIONS.readFields(audio).format().orElse(AudioFormat.WAV);
  }

  /**
   * How audio is coded.
   *
   * @throws IOException if the format needs an ffmpeg that is not installed here
   */
  AudioEncoding encoding() throws IOException {
    AudioOptions options = AudioOptionTable.OPTIONS.readFields(audio);
    return options.encoding(
        format(), Path.of(System.getProperty("java.io.tmpdir")), System.getenv());
  }

  /** What messages call a row. */
  String name(Row row) {
    String own = cell(row, id < 0 ? text : id);
    return own.length() > 60 ? own.substring(0, 60) + "…" : own;
  }

  /** What a row says, all of it. */
  String textOf(Row row) {
    return cell(row, text);
  }

  private static String cell(Row row, int place) {
    Object value = row.get(place);
    return value == null ? "" : value.toString();
  }

  /** Understands rows, on an executor. */
  final class Reader {
    private final ModelPackage model;
    private final VoiceCatalogue catalogue;
    private final Lexicon words = Lexicon.of(lexicon, "The lexicon");
    private final Map<String, Voice> voices = new LinkedHashMap<>();

    Reader(ModelPackage model) throws IOException {
      this.model = model;
      catalogue =
          Files.isDirectory(model.voicesFolder())
              ? VoiceCatalogue.open(model.voicesFolder())
              : VoiceCatalogue.empty();
    }

    /**
     * What a row asks for.
     *
     * @throws InputException if it cannot be spoken
     */
    NarrationRequest request(Row row) throws IOException {
      String id = id(row);
      if (textOf(row).isBlank()) {
        throw new InputException("There is nothing to say: the text is empty.");
      }
      Map<String, Setting> settings = new TreeMap<>();
      speech.forEach((name, value) -> settings.put(name, Setting.field(name, value)));
      columns.forEach(
          (name, place) -> {
            String own = cell(row, place);
            if (!own.isBlank()) {
              settings.put(name, Setting.field(name, own));
            }
          });
      SpeechOptions said = SpeechOptionTable.OPTIONS.read(settings).withLexicon(words);
      Optional<String> named =
          said.voice()
              .or(() -> Optional.ofNullable(model.manifest().defaultVoice()))
              .filter(name -> !name.equals(NO_VOICE));
      Optional<Voice> voice = Optional.empty();
      if (named.isPresent()) {
        voice = Optional.of(voice(named.get()));
      }
      Map<String, Voice> speakers = new LinkedHashMap<>();
      for (Map.Entry<String, String> speaker : said.speakers().entrySet()) {
        speakers.put(speaker.getKey(), voice(speaker.getValue()));
      }
      SpeechPlan plan = said.plan(cell(row, text), named);
      NarrationRequest request =
          NarrationRequest.of(plan, said.seed().orElseGet(() -> Seeds.ofItem(seed, id)))
              .withVoice(voice)
              .withSpeakers(speakers)
              .withOptions(said.generation());
      return retry == null ? request : request.withRetries(retry);
    }

    private String id(Row row) {
      if (id < 0) {
        return cell(row, text);
      }
      String own = cell(row, id);
      if (own.isBlank()) {
        throw new InputException("The row has no id.");
      }
      if (own.length() > MAX_ID_LENGTH) {
        throw new InputException("The id is longer than " + MAX_ID_LENGTH + " characters.");
      }
      return own;
    }

    private Voice voice(String name) throws IOException {
      Voice found = voices.get(name);
      if (found == null) {
        found = catalogue.find(name);
        model.manifest().requireOwn(found);
        voices.put(name, found);
      }
      return found;
    }
  }
}
