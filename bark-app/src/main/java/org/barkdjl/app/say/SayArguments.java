package org.barkdjl.app.say;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.barkdjl.BarkOptions;
import org.barkdjl.app.batch.Takes;
import org.barkdjl.app.cli.AudioFiles;
import org.barkdjl.app.cli.CommonOptions;
import org.barkdjl.app.cli.OptionValues;
import org.barkdjl.app.cli.Output;
import org.barkdjl.app.cli.Retries;
import org.barkdjl.app.cli.TextSource;
import org.barkdjl.app.cli.UsageException;
import org.barkdjl.audio.AudioEncoding;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.options.AudioOptionTable;
import org.barkdjl.options.AudioOptions;
import org.barkdjl.options.EngineOptionTable;
import org.barkdjl.options.Option;
import org.barkdjl.options.SpeechOptionTable;
import org.barkdjl.options.SpeechOptions;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.voice.Voice;

/**
 * A line of {@code bark say}, understood.
 *
 * @param text where the text comes from
 * @param output where the audio goes
 * @param model name or folder of the model
 * @param speech how to speak it
 * @param lexicon what to say instead of words and phrases, if given
 * @param engine how to run the model
 * @param retry new seeds for a piece that comes out wrong, if given
 * @param srt where to write SubRip subtitles
 * @param vtt where to write WebVTT subtitles
 * @param saveVoice where to keep the result as a voice
 * @param takes how many there are of the text
 * @param audio what kind of file to write
 * @param quiet no progress, no summary
 */
public record SayArguments(
    TextSource text,
    Output output,
    String model,
    SpeechOptions speech,
    Optional<Path> lexicon,
    BarkOptions engine,
    Optional<Integer> retry,
    Optional<Path> srt,
    Optional<Path> vtt,
    Optional<Path> saveVoice,
    Takes takes,
    AudioOptions audio,
    boolean quiet) {
  private static final Option<Output> OUTPUT =
      Option.of(
              "output",
              "FILE",
              "The file to write, or - for standard output; an older file is replaced. Its ending"
                  + " tells the format: .wav, .flac, .opus, .ogg, .mp3, .aac or .pcm.",
              Output::of)
          .letter("o")
          .byDefault(Output.DEFAULT)
          .forOneRun();

  private static final Option<Path> FILE =
      CommonOptions.file("file", "Speak the text of this UTF-8 file, or - for standard input.")
          .letter("f")
          .otherwise("the arguments");

  private static final Option<Integer> RETRY =
      Retries.option(
              "New seeds for a piece that is far too short or long for its text; the best is kept.")
          .otherwise(NarrationRequest.USUAL_RETRIES + "; 0 for a text of one piece");

  private static final Option<Path> SRT =
      CommonOptions.newFile("srt", "Write when each piece is heard, as SubRip.");
  private static final Option<Path> VTT =
      CommonOptions.newFile("vtt", "Write when each piece is heard, as WebVTT.");
  private static final Option<Path> SAVE_VOICE =
      CommonOptions.newFile("save-voice", "Keep the result as a voice (.npz).");

  public SayArguments {
    if (saveVoice.isPresent() && !saveVoice.get().toString().endsWith(Voice.SUFFIX)) {
      throw new UsageException(
          "Option --save-voice: the file's name must end in "
              + Voice.SUFFIX
              + ", not "
              + saveVoice.get()
              + ".");
    }
    boolean device = output.file().map(Output::isDevice).orElse(true);
    if (takes.several() && device) {
      throw new UsageException("Option --takes: takes become files; give a file's name with -o.");
    }
    if (takes.several()
        && !takes.keepBest()
        && Stream.of(srt, vtt, saveVoice).anyMatch(Optional::isPresent)) {
      throw new UsageException(
          "Options --srt, --vtt and --save-voice are for one take: give --keep best, or no --takes.");
    }
    Set<Path> taken = new HashSet<>();
    Stream.of(text.file(), lexicon, output.file(), srt, vtt, saveVoice)
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

  /** All options of {@code say}, in the order of the help. */
  static List<Option<?>> options() {
    List<Option<?>> options = new ArrayList<>(List.of(OUTPUT, FILE, CommonOptions.MODEL));
    options.addAll(SpeechOptionTable.OPTIONS.options());
    options.addAll(
        List.of(CommonOptions.LEXICON, RETRY, Takes.COUNT, Takes.KEEP, SRT, VTT, SAVE_VOICE));
    options.addAll(AudioOptionTable.OPTIONS.options());
    options.addAll(EngineOptionTable.OPTIONS.options());
    options.add(CommonOptions.QUIET);
    return options;
  }

  /**
   * Understands a line.
   *
   * @throws UsageException if a value is out of range or of the wrong kind
   */
  public static SayArguments of(OptionValues values) {
    return new SayArguments(
        new TextSource(values.words(), values.get(FILE)),
        values.getOrDefault(OUTPUT),
        values.getOrDefault(CommonOptions.MODEL),
        values.get(SpeechOptionTable.OPTIONS),
        values.get(CommonOptions.LEXICON),
        values.get(EngineOptionTable.OPTIONS),
        values.get(RETRY),
        values.get(SRT),
        values.get(VTT),
        values.get(SAVE_VOICE),
        Takes.of(values),
        values.get(AudioOptionTable.OPTIONS),
        values.has(CommonOptions.QUIET));
  }

  /** How many new seeds a piece of that text may take. */
  int retries(SpeechPlan division) {
    return retry.orElseGet(() -> Retries.usual(division));
  }

  /**
   * How the audio is written. Where it is kept meanwhile, there is room for it in the end, too.
   *
   * @throws UsageException if the output's format is not known, or cannot have the rate
   * @throws IOException if the format needs an ffmpeg that is not installed
   */
  AudioEncoding encoding(Map<String, String> environment) throws IOException {
    return AudioFiles.encoding(
        audio, AudioFiles.format(audio, output.file()), output.spoolFolder(), environment);
  }

  /** Names or files of all voices. */
  public List<String> voices() {
    return Stream.concat(speech.voice().stream(), speech.speakers().values().stream()).toList();
  }

  /** The file of a take; 0: the only one. */
  Path file(int take) {
    Path file = output.file().orElseThrow();
    String name = file.getFileName().toString();
    return take == 0
        ? file
        : file.resolveSibling(Takes.file(name, AudioFiles.format(audio, output.file()), take));
  }

  /** Where audio goes: a file, or one for each take that is kept. */
  List<Path> audioFiles() {
    return takes.several() && !takes.keepBest()
        ? IntStream.rangeClosed(1, takes.count()).mapToObj(this::file).toList()
        : output.file().stream().toList();
  }

  /** Files besides the audio. */
  List<Path> otherFiles() {
    return Stream.of(srt, vtt, saveVoice).flatMap(Optional::stream).toList();
  }
}
