package org.barkdjl.options;

import static org.barkdjl.options.SpeechOptions.DEFAULT;

import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.error.InputException;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.Voice;
import org.barkdjl.voice.VoiceCatalogue;

/**
 * The options of a text: all that an item of a batch, or a request, may set for itself. They are
 * applied in this order.
 */
public final class SpeechOptionTable {
  private static final Pattern LENGTH = Pattern.compile("(.*?)(ms|s|)");

  /** Words with slashes between them, none of which is a way up. */
  private static final Pattern VOICE_NAME = Pattern.compile("[\\w-][\\w. -]*(?:/[\\w-][\\w. -]*)*");

  public static final Option<Long> SEED =
      Option.of(
              "seed",
              "N",
              "The same seed, text, voice and options give the same audio.",
              Numbers::seed)
          .letter("s")
          .otherwise("a random one")
          .forOneRun();

  public static final OptionTable<SpeechOptions> OPTIONS =
      OptionTable.of(DEFAULT)
          .with(
              Option.text(
                      "voice",
                      "NAME|FILE",
                      "A voice of the model, an .npz file, or none: the model chooses.")
                  .letter("v")
                  .otherwise("the model's default voice, else none"),
              SpeechOptions::withVoice)
          .with(SEED, SpeechOptions::withSeed)
          .with(
              Option.real(
                      "text-temp",
                      "T",
                      Range.from(0),
                      "Variety of wording and rhythm; 0 takes the likeliest.")
                  .byDefault(DEFAULT.generation().semantic().sampling().temperature()),
              (o, t) -> o.withTextSampling(s -> s.withTemperature(t)))
          .with(
              Option.real(
                      "waveform-temp",
                      "T",
                      Range.from(0),
                      "Variety of timbre and sound; 0 takes the likeliest.")
                  .byDefault(DEFAULT.generation().coarse().sampling().temperature()),
              (o, t) -> o.withWaveformSampling(s -> s.withTemperature(t)))
          .with(
              Option.real(
                      "fine-temp", "T", Range.from(0), "Variety of detail; 0 takes the likeliest.")
                  .byDefault(DEFAULT.generation().fine().temperature()),
              (o, t) -> o.withGeneration(o.generation().withFine(new FineOptions(t))))
          .with(
              Option.whole(
                      "top-k",
                      "K",
                      Range.from(0),
                      "Draw text and waveform tokens from the K likeliest only; 0 is off.")
                  .byDefault(DEFAULT.generation().semantic().sampling().topK()),
              (o, k) -> o.withSampling(s -> s.withTopK(k)))
          .with(
              Option.real(
                      "top-p",
                      "P",
                      new Range(0, 1, true),
                      "Draw them from the likeliest that sum up to P only; 1 is off.")
                  .byDefault(DEFAULT.generation().semantic().sampling().topP()),
              (o, p) -> o.withSampling(s -> s.withTopP(p)))
          .with(
              Option.real(
                      "min-eos-p",
                      "P",
                      Range.between(0, 1),
                      "End when the end is this probable; less (0.05) curbs invented tails.")
                  .byDefault(DEFAULT.generation().semantic().minEosP().orElseThrow()),
              (o, p) -> o.withSemantic(stage -> stage.withMinEosP(OptionalDouble.of(p))))
          // Before the window: how long one may be depends on it.
          .with(
              Option.whole(
                      "coarse-history",
                      "N",
                      Range.between(CoarseOptions.MIN_HISTORY, CoarseOptions.MAX_HISTORY),
                      "How many tokens the waveform stage looks back. Less is speed at the price of"
                          + " sound: it changes how it sounds; Suno's is 630.")
                  .byDefault(DEFAULT.generation().coarse().maxHistory()),
              (o, n) -> o.withCoarse(stage -> stage.withMaxHistory(n)))
          .with(
              Option.whole(
                      "coarse-window",
                      "N",
                      Range.between(
                          1, CoarseOptions.MAX_HISTORY_AND_WINDOW - CoarseOptions.MIN_HISTORY),
                      "Tokens that it makes before it looks at the text anew; with the history at"
                          + " most "
                          + CoarseOptions.MAX_HISTORY_AND_WINDOW
                          + ". More is speed at the price of sound, as above; Suno's is 60.")
                  .byDefault(DEFAULT.generation().coarse().windowLength()),
              (o, n) -> o.withCoarse(stage -> stage.withWindowLength(n)))
          .with(
              Option.real(
                      "max-seconds",
                      "S",
                      Range.above(0),
                      "Make no more audio than this of a piece.")
                  .otherwise("as much as the model can, about 15 s"),
              (o, s) -> o.withSemantic(stage -> stage.withMaxDuration(Optional.of(seconds(s)))))
          .with(
              Option.of(
                      "language",
                      "CODE",
                      "The text's language, for dividing it: " + languages() + ".",
                      SpeechOptionTable::language)
                  .letter("l")
                  .otherwise("the voice's, or else en"),
              SpeechOptions::withLanguage)
          .with(
              Option.flag(
                  "spell-out",
                  "Say numbers, dates, times, amounts, units and usual abbreviations in words of the"
                      + " language."),
              (o, spell) ->
                  o.withDivision(
                      o.division().withSpelling(o.division().spelling().withInWords(spell))))
          .with(
              Option.real(
                      "max-sentence-seconds",
                      "S",
                      Range.from(1),
                      "Speak at most about so much at once; longer texts are divided.")
                  .byDefault(DEFAULT.division().longestPiece().toSeconds()),
              (o, s) -> o.withDivision(o.division().withLongestPiece(seconds(s))))
          .with(
              Option.of(
                      "pause",
                      "S",
                      "Silence between the pieces of a long text, such as 0.5s or 500ms.",
                      SpeechOptionTable::length)
                  .range("0s to 60s")
                  .byDefault(DEFAULT.division().pause().toMillis() / 1e3 + "s"),
              (o, p) -> o.withDivision(o.division().withPause(p)))
          .with(
              Option.of(
                      "speakers",
                      "NAME=VOICE,...",
                      "The text is a dialogue: lines 'NAME: text' are spoken by these voices.",
                      SpeechOptionTable::speakers)
                  .otherwise("it is none")
                  .forOneRun(),
              SpeechOptions::withSpeakers);

  private SpeechOptionTable() {}

  /**
   * What a stranger's request says, who must not name files.
   *
   * @param fields values by the options' long names
   * @throws InputException if a field is not known, out of range or of the wrong kind, or a voice
   *     is anything but a name; a name that no voice has is refused when the voice is looked up, by
   *     {@link VoiceCatalogue#named}
   */
  public static SpeechOptions ofStranger(Map<String, String> fields) {
    SpeechOptions options = OPTIONS.readFields(fields);
    Stream.concat(options.voice().stream(), options.speakers().values().stream())
        .filter(voice -> !VOICE_NAME.matcher(voice).matches() || isFileName(voice))
        .findFirst()
        .ifPresent(
            voice -> {
              throw new InputException(
                  "A voice is given by its name, as the list of voices has it; files are not"
                      + " taken.");
            });
    return options;
  }

  private static boolean isFileName(String voice) {
    return voice.toLowerCase(Locale.ROOT).endsWith(Voice.SUFFIX);
  }

  private static String languages() {
    return Arrays.stream(Language.values())
        .map(Language::code)
        .sorted()
        .collect(Collectors.joining(", "));
  }

  private static Language language(String code) {
    return Language.ofCode(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it takes one of " + languages() + ", not '" + code + "'"));
  }

  private static Duration length(String value) {
    Matcher length = LENGTH.matcher(value);
    if (!length.matches()) {
      throw new IllegalArgumentException("it takes a length such as 0.25s, not '" + value + "'");
    }
    double number = Numbers.real(length.group(1));
    return seconds(length.group(2).equals("ms") ? number / 1e3 : number);
  }

  private static Duration seconds(double seconds) {
    return Duration.ofNanos(Math.round(seconds * 1e9));
  }

  private static Map<String, String> speakers(String value) {
    Map<String, String> voices = new LinkedHashMap<>();
    for (String pair : value.split(",", -1)) {
      int equals = pair.indexOf('=');
      String name = pair.substring(0, Math.max(0, equals)).strip();
      String voice = pair.substring(equals + 1).strip();
      if (name.isEmpty() || voice.isEmpty()) {
        throw new IllegalArgumentException("it takes NAME=VOICE,NAME=VOICE, not '" + value + "'");
      }
      if (voices.put(name, voice) != null) {
        throw new IllegalArgumentException("it names '" + name + "' twice");
      }
    }
    return voices;
  }
}
