package org.barkdjl.options;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.UnaryOperator;
import org.barkdjl.GenerationOptions;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.decode.Sampling;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.spelling.Lexicon;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.text.SpeechPlanOptions;
import org.barkdjl.voice.Language;
import org.barkdjl.voice.VoiceCatalogue;

/**
 * How to speak a text, as somebody wrote it: voices by their names, as no model is loaded yet.
 *
 * @param voice name of the voice, or its file; empty: the model chooses
 * @param seed the seed, if it is given
 * @param generation how the stages draw
 * @param division how a long text is divided; its language and speakers stand below
 * @param language the text's, if it is given
 * @param speakers names of voices, or their files, by the names of a dialogue's speakers; empty:
 *     the text is no dialogue
 */
public record SpeechOptions(
    Optional<String> voice,
    OptionalLong seed,
    GenerationOptions generation,
    SpeechPlanOptions division,
    Optional<Language> language,
    Map<String, String> speakers) {
  public static final SpeechOptions DEFAULT =
      new SpeechOptions(
          Optional.empty(),
          OptionalLong.empty(),
          GenerationOptions.DEFAULT,
          SpeechPlanOptions.DEFAULT,
          Optional.empty(),
          Map.of());

  public SpeechOptions {
    speakers = Collections.unmodifiableMap(new LinkedHashMap<>(speakers));
  }

  /**
   * Divides a text.
   *
   * @param spokenBy the voice's name, which may tell the language
   * @throws org.barkdjl.error.InputException if there is nothing to speak in it, a pause cannot be
   *     understood, or a speaker has no voice
   */
  public SpeechPlan plan(String text, Optional<String> spokenBy) {
    SpeechPlanOptions options = division;
    Optional<Language> spoken = language.or(() -> spokenBy.flatMap(VoiceCatalogue::language));
    if (spoken.isPresent()) {
      options = options.withLanguage(Locale.forLanguageTag(spoken.get().code()));
    }
    if (!speakers.isEmpty()) {
      options = options.withSpeakers(speakers.keySet());
    }
    return SpeechPlan.of(text, options);
  }

  public SpeechOptions withVoice(String value) {
    return new SpeechOptions(Optional.of(value), seed, generation, division, language, speakers);
  }

  public SpeechOptions withSeed(long value) {
    return new SpeechOptions(
        voice, OptionalLong.of(value), generation, division, language, speakers);
  }

  public SpeechOptions withGeneration(GenerationOptions value) {
    return new SpeechOptions(voice, seed, value, division, language, speakers);
  }

  public SpeechOptions withDivision(SpeechPlanOptions value) {
    return new SpeechOptions(voice, seed, generation, value, language, speakers);
  }

  /** With what to say instead of words and phrases. */
  public SpeechOptions withLexicon(Lexicon value) {
    return withDivision(division.withSpelling(division.spelling().withLexicon(value)));
  }

  public SpeechOptions withLanguage(Language value) {
    return new SpeechOptions(voice, seed, generation, division, Optional.of(value), speakers);
  }

  public SpeechOptions withSpeakers(Map<String, String> value) {
    return new SpeechOptions(voice, seed, generation, division, language, value);
  }

  SpeechOptions withSemantic(UnaryOperator<SemanticOptions> change) {
    return withGeneration(generation.withSemantic(change.apply(generation.semantic())));
  }

  SpeechOptions withCoarse(UnaryOperator<CoarseOptions> change) {
    return withGeneration(generation.withCoarse(change.apply(generation.coarse())));
  }

  SpeechOptions withTextSampling(UnaryOperator<Sampling> change) {
    return withSemantic(stage -> stage.withSampling(change.apply(stage.sampling())));
  }

  SpeechOptions withWaveformSampling(UnaryOperator<Sampling> change) {
    return withCoarse(stage -> stage.withSampling(change.apply(stage.sampling())));
  }

  SpeechOptions withSampling(UnaryOperator<Sampling> change) {
    return withTextSampling(change).withWaveformSampling(change);
  }
}
