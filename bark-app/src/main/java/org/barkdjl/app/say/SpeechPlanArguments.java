package org.barkdjl.app.say;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.text.SpeechPlanOptions;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.VoiceCatalogue;

/**
 * How a line wants a text to be divided.
 *
 * @param language the text's, if given
 * @param longestPiece how long a piece may take to speak
 * @param pause silence between pieces
 * @param speakers names or files of voices by the names of a dialogue's speakers; empty: none
 */
public record SpeechPlanArguments(
    Optional<Language> language,
    Duration longestPiece,
    Duration pause,
    Map<String, String> speakers) {
  private static final Pattern LENGTH = Pattern.compile("(.*?)(ms|s|)");

  /**
   * Reads them from a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  static SpeechPlanArguments of(OptionValues values) {
    SpeechPlanOptions defaults = SpeechPlanOptions.DEFAULT;
    return new SpeechPlanArguments(
        values.checked(SayOptions.LANGUAGE, SpeechPlanArguments::language),
        values
            .apply(
                SayOptions.MAX_SENTENCE_SECONDS,
                defaults,
                (o, s) -> o.withLongestPiece(nanos(OptionValues.real(s) * 1e9)))
            .longestPiece(),
        values.apply(SayOptions.PAUSE, defaults, (o, p) -> o.withPause(length(p))).pause(),
        values.checked(SayOptions.SPEAKERS, SpeechPlanArguments::speakers).orElse(Map.of()));
  }

  /**
   * Divides a text.
   *
   * @param voice the voice's name, which may tell the language
   * @throws org.barkdjl.error.InputException if there is nothing to speak in it, a pause cannot be
   *     understood, or a speaker has no voice
   */
  public SpeechPlan plan(String text, Optional<String> voice) {
    SpeechPlanOptions options =
        SpeechPlanOptions.DEFAULT.withLongestPiece(longestPiece).withPause(pause);
    Optional<Language> spoken = language.or(() -> voice.flatMap(VoiceCatalogue::language));
    if (spoken.isPresent()) {
      options = options.withLanguage(Locale.forLanguageTag(spoken.get().code()));
    }
    if (!speakers.isEmpty()) {
      options = options.withSpeakers(speakers.keySet());
    }
    return SpeechPlan.of(text, options);
  }

  private static Language language(String code) {
    return Language.ofCode(code)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "it takes one of "
                        + String.join(", ", SayOptions.languages())
                        + ", not '"
                        + code
                        + "'"));
  }

  private static Duration length(String value) {
    Matcher length = LENGTH.matcher(value);
    if (!length.matches()) {
      throw new IllegalArgumentException("it takes a length such as 0.25s, not '" + value + "'");
    }
    return nanos(OptionValues.real(length.group(1)) * (length.group(2).equals("ms") ? 1e6 : 1e9));
  }

  private static Duration nanos(double nanos) {
    return Duration.ofNanos(Math.round(nanos));
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
