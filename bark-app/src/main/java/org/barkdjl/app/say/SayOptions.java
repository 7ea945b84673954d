package org.barkdjl.app.say;

import static org.barkdjl.app.cli.CommonOptions.MODEL;
import static org.barkdjl.app.cli.CommonOptions.flag;
import static org.barkdjl.app.cli.CommonOptions.value;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.commons.cli.Option;
import org.apache.commons.cli.Options;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.cli.AudioOptions;
import org.barkdjl.app.cli.EngineArguments;
import org.barkdjl.app.cli.Output;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.semantic.SemanticOptions;
import org.barkdjl.text.SpeechPlanOptions;
import org.barkdjl.voice.Language;

/** The options of {@code bark say}. Their defaults are the engine's. */
public final class SayOptions {
  public static final Option OUTPUT =
      value(
          "o",
          "output",
          "FILE",
          "The file to write, or - for standard output; an older file is replaced. Its ending tells"
              + " the format: .wav, .flac, .opus, .ogg or .mp3. Default: "
              + Output.DEFAULT
              + ".");
  public static final Option FILE =
      value("f", "file", "FILE", "Speak the text of this UTF-8 file. Default: the arguments.");
  public static final Option VOICE =
      value(
          "v",
          "voice",
          "NAME|FILE",
          "A voice of the model (see 'bark voices') or an .npz file. Default: the model chooses.");
  public static final Option SEED =
      value(
          "s",
          "seed",
          "N",
          "The same seed, text, voice and options give the same audio. Default: a random one.");
  public static final Option TEXT_TEMP =
      value(
          null,
          "text-temp",
          "T",
          "Variety of wording and rhythm; 0 takes the likeliest. Default: "
              + SemanticOptions.DEFAULT.sampling().temperature()
              + ".");
  public static final Option WAVEFORM_TEMP =
      value(
          null,
          "waveform-temp",
          "T",
          "Variety of timbre and sound; 0 takes the likeliest. Default: "
              + CoarseOptions.DEFAULT.sampling().temperature()
              + ".");
  public static final Option FINE_TEMP =
      value(
          null,
          "fine-temp",
          "T",
          "Variety of detail; 0 takes the likeliest. Default: "
              + FineOptions.DEFAULT.temperature()
              + ".");
  public static final Option TOP_K =
      value(
          null,
          "top-k",
          "K",
          "Draw text and waveform tokens from the K likeliest only; 0 is off. Default: "
              + SemanticOptions.DEFAULT.sampling().topK()
              + ".");
  public static final Option TOP_P =
      value(
          null,
          "top-p",
          "P",
          "Draw them from the likeliest that sum up to P only; 1 is off. Default: "
              + SemanticOptions.DEFAULT.sampling().topP()
              + ".");
  public static final Option MIN_EOS_P =
      value(
          null,
          "min-eos-p",
          "P",
          "End when the end is this probable; less (0.05) curbs invented tails. Default: "
              + SemanticOptions.DEFAULT.minEosP().orElseThrow()
              + ".");
  public static final Option COARSE_HISTORY =
      value(
          null,
          "coarse-history",
          "N",
          "How far the waveform stage looks back, 60 to 630 tokens. Less is speed at the price of"
              + " sound: it changes how it sounds; Suno's is 630. Default: "
              + CoarseOptions.DEFAULT.maxHistory()
              + ".");
  public static final Option COARSE_WINDOW =
      value(
          null,
          "coarse-window",
          "N",
          "Tokens that it makes before it looks at the text anew; with the history at most "
              + CoarseOptions.MAX_HISTORY_AND_WINDOW
              + ". More is speed at the price of sound, as above; Suno's is 60. Default: "
              + CoarseOptions.DEFAULT.windowLength()
              + ".");
  public static final Option MAX_SECONDS =
      value(
          null,
          "max-seconds",
          "S",
          "Make no more audio than this of a piece. Default: as much as the model can, about 15"
              + " s.");
  public static final Option LANGUAGE =
      value(
          "l",
          "language",
          "CODE",
          "The text's language, for dividing it: "
              + String.join(", ", languages())
              + ". Default: the voice's, or else en.");
  public static final Option MAX_SENTENCE_SECONDS =
      value(
          null,
          "max-sentence-seconds",
          "S",
          "Speak at most about so much at once; longer texts are divided. Default: "
              + SpeechPlanOptions.DEFAULT.longestPiece().toSeconds()
              + ".");
  public static final Option PAUSE =
      value(
          null,
          "pause",
          "S",
          "Silence between the pieces of a long text, such as 0.5s or 500ms. Default: "
              + SpeechPlanOptions.DEFAULT.pause().toMillis() / 1e3
              + "s.");
  public static final Option SPEAKERS =
      value(
          null,
          "speakers",
          "NAME=VOICE,...",
          "The text is a dialogue: lines 'NAME: text' are spoken by these voices. Default: it is"
              + " none.");
  public static final Option RETRY =
      value(
          null,
          "retry",
          "N",
          "New seeds for a piece that is far too short or long for its text; the best is kept."
              + " Default: "
              + NarrationRequest.USUAL_RETRIES
              + "; 0 for a text of one piece.");
  public static final Option SRT =
      value(null, "srt", "FILE", "Write when each piece is heard, as SubRip. Default: do not.");
  public static final Option VTT =
      value(null, "vtt", "FILE", "Write when each piece is heard, as WebVTT. Default: do not.");
  public static final Option DEVICE =
      value(
          "d",
          "device",
          "DEVICE",
          "auto, cpu, cuda or cuda:N; auto is CUDA where it can be used. Default: "
              + BarkOptions.DEFAULT.device().kind().name().toLowerCase(Locale.ROOT)
              + ".");
  public static final Option PRECISION =
      value(
          "p",
          "precision",
          "P",
          "auto, fp32, fp16 or int8; auto is int8 on CPU and fp16 on CUDA. Default: "
              + BarkOptions.DEFAULT.precision().id()
              + ".");
  public static final Option THREADS =
      value(
          "t",
          "threads",
          "N",
          "CPU threads; 0 takes all cores. Default: " + BarkOptions.DEFAULT.threads() + ".");
  public static final Option SAVE_VOICE =
      value(null, "save-voice", "FILE", "Keep the result as a voice (.npz). Default: do not.");
  public static final Option QUIET =
      flag("q", "quiet", "Show no progress and no summary; warnings remain.");

  private SayOptions() {}

  static List<String> languages() {
    return Arrays.stream(Language.values()).map(Language::code).sorted().toList();
  }

  static Options all() {
    Options options = new Options();
    Option[] inOrder = {
      OUTPUT,
      FILE,
      VOICE,
      MODEL,
      SEED,
      TEXT_TEMP,
      WAVEFORM_TEMP,
      FINE_TEMP,
      TOP_K,
      TOP_P,
      MIN_EOS_P,
      COARSE_HISTORY,
      COARSE_WINDOW,
      MAX_SECONDS,
      LANGUAGE,
      MAX_SENTENCE_SECONDS,
      PAUSE,
      SPEAKERS,
      RETRY,
      SRT,
      VTT,
      AudioOptions.FORMAT,
      AudioOptions.SAMPLE_RATE,
      AudioOptions.NORMALIZE,
      DEVICE,
      PRECISION,
      THREADS,
      EngineArguments.ROWS,
      EngineArguments.OFFLOAD,
      SAVE_VOICE,
      QUIET
    };
    for (Option option : inOrder) {
      options.addOption(option);
    }
    return options;
  }
}
