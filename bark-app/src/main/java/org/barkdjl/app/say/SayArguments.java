package org.barkdjl.app.say;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.commons.cli.Option;
import org.barkdjl.BarkOptions;
import org.barkdjl.GenerationOptions;
import org.barkdjl.app.cli.AudioArguments;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.TextSource;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.decode.Sampling;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.model.ModelStore;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * A line of {@code bark say}, understood.
 *
 * @param text where the text comes from
 * @param output where the audio goes
 * @param model name or folder of the model
 * @param voice name or file of the voice
 * @param seed the seed, if given
 * @param semantic options of the semantic stage
 * @param coarse options of the coarse stage
 * @param fine options of the fine stage
 * @param engine how to run the model
 * @param plan how to divide the text
 * @param retry new seeds for a piece that comes out wrong, if given
 * @param srt where to write SubRip subtitles
 * @param vtt where to write WebVTT subtitles
 * @param saveVoice where to keep the result as a voice
 * @param audio what kind of file to write
 * @param quiet no progress, no summary
 */
public record SayArguments(
    TextSource text,
    Output output,
    String model,
    Optional<String> voice,
    Optional<Long> seed,
    SemanticOptions semantic,
    CoarseOptions coarse,
    FineOptions fine,
    BarkOptions engine,
    SpeechPlanArguments plan,
    Optional<Integer> retry,
    Optional<Path> srt,
    Optional<Path> vtt,
    Optional<Path> saveVoice,
    AudioArguments audio,
    boolean quiet) {
  /** More would take longer than anyone waits. */
  public static final int MAX_RETRIES = 100;

  public SayArguments {
    if (saveVoice.isPresent() && !saveVoice.get().toString().endsWith(Voice.SUFFIX)) {
      throw new UsageException(
          "Option --save-voice: the file's name must end in "
              + Voice.SUFFIX
              + ", not "
              + saveVoice.get()
              + ".");
    }
    Set<Path> taken = new HashSet<>();
    Stream.of(text.file(), output.file(), srt, vtt, saveVoice)
        .flatMap(Optional::stream)
        .filter(file -> !Output.isDevice(file)) // /dev/null takes all
        .filter(file -> !taken.add(file.toAbsolutePath().normalize()))
        .findFirst()
        .ifPresent(
            file -> {
              throw new UsageException(
                  "The file " + file + " is named twice: give each input and output its own.");
            });
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static SayArguments of(OptionValues values) {
    return new SayArguments(
        new TextSource(List.copyOf(values.line().getArgList()), values.path(SayOptions.FILE)),
        Output.of(values.text(SayOptions.OUTPUT).orElse(Output.DEFAULT)),
        values.text(CommonOptions.MODEL).orElse(ModelStore.EMBEDDED),
        values.text(SayOptions.VOICE),
        values.checked(SayOptions.SEED, OptionValues::whole),
        semantic(values),
        coarse(values),
        fine(values),
        EngineArguments.of(values),
        SpeechPlanArguments.of(values),
        values.checked(SayOptions.RETRY, n -> OptionValues.count(n, MAX_RETRIES)),
        values.path(SayOptions.SRT),
        values.path(SayOptions.VTT),
        values.path(SayOptions.SAVE_VOICE),
        AudioArguments.of(values),
        values.line().hasOption(SayOptions.QUIET));
  }

  /** How to speak, whatever the text and the voice. */
  public GenerationOptions options() {
    return new GenerationOptions(semantic, coarse, fine);
  }

  /** New seeds for a piece. A text of one piece is taken as it comes, unless they are given. */
  public int retries(SpeechPlan division) {
    return retry.orElse(division.parts().size() == 1 ? 0 : NarrationRequest.USUAL_RETRIES);
  }

  /**
   * How the audio is written. Where it is kept meanwhile, there is room for it in the end, too.
   *
   * @throws UsageException if the output's format is not known, or cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  AudioEncoding encoding(Map<String, String> environment) throws IOException {
    return audio.encoding(audio.formatOf(output.file()), output.spoolFolder(), environment);
  }

  /** Files besides the audio. */
  List<Path> otherFiles() {
    return Stream.of(srt, vtt, saveVoice).flatMap(Optional::stream).toList();
  }

  private static SemanticOptions semantic(OptionValues values) {
    SemanticOptions options = SemanticOptions.DEFAULT;
    options = options.withSampling(sampling(values, SayOptions.TEXT_TEMP, options.sampling()));
    options =
        values.apply(
            SayOptions.MIN_EOS_P,
            options,
            (o, p) -> o.withMinEosP(OptionalDouble.of(OptionValues.real(p))));
    return values.apply(
        SayOptions.MAX_SECONDS, options, (o, s) -> o.withMaxDuration(Optional.of(seconds(s))));
  }

  private static CoarseOptions coarse(OptionValues values) {
    CoarseOptions options = CoarseOptions.DEFAULT;
    options = options.withSampling(sampling(values, SayOptions.WAVEFORM_TEMP, options.sampling()));
    // The history first: how long a window may be depends on it.
    options =
        values.apply(
            SayOptions.COARSE_HISTORY,
            options,
            (o, n) -> o.withMaxHistory(OptionValues.count(n, Integer.MAX_VALUE)));
    return values.apply(
        SayOptions.COARSE_WINDOW,
        options,
        (o, n) -> o.withWindowLength(OptionValues.count(n, Integer.MAX_VALUE)));
  }

  private static Sampling sampling(OptionValues values, Option temperature, Sampling base) {
    Sampling sampling =
        values.apply(temperature, base, (s, t) -> s.withTemperature(OptionValues.real(t)));
    sampling =
        values.apply(
            SayOptions.TOP_K,
            sampling,
            (s, k) -> s.withTopK(OptionValues.count(k, Integer.MAX_VALUE)));
    return values.apply(SayOptions.TOP_P, sampling, (s, p) -> s.withTopP(OptionValues.real(p)));
  }

  private static FineOptions fine(OptionValues values) {
    return values
        .checked(SayOptions.FINE_TEMP, t -> new FineOptions(OptionValues.real(t)))
        .orElse(FineOptions.DEFAULT);
  }

  private static Duration seconds(String value) {
    return Duration.ofNanos(Math.round(OptionValues.real(value) * 1e9));
  }
}
