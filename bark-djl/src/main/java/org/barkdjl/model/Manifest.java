package org.barkdjl.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Precision;
import org.barkdjl.error.InputException;
import org.barkdjl.voice.Voice;

/**
 * What a model package holds: its {@code model.json}.
 *
 * @param format version of this layout
 * @param name the model's name
 * @param architecture {@code bark}
 * @param source where the weights came from
 * @param licence of the weights
 * @param codec what identifies the codec, so that a voice can say whose codes it holds: SHA-256 of
 *     its codebooks; null in a manifest of an earlier version
 * @param sampleRateHz samples a second
 * @param samplesPerFrame samples that the codec makes of a frame
 * @param semantic sizes of the semantic GPT
 * @param coarse sizes of the coarse GPT
 * @param fine sizes of the fine GPT
 * @param precisions those that it was installed in; a stage may be kept in another one, see {@link
 *     org.barkdjl.device.Devices#keptPrecision}
 * @param files the archives
 * @param voices the voices that came with the model; none if null
 * @param defaultVoice the name of the voice that suits it best; null: none
 */
public record Manifest(
    int format,
    String name,
    String architecture,
    String source,
    String licence,
    String codec,
    int sampleRateHz,
    int samplesPerFrame,
    GptConfig semantic,
    GptConfig coarse,
    GptConfig fine,
    Set<Precision> precisions,
    List<ModelFile> files,
    List<PackedVoice> voices,
    String defaultVoice) {
  /** The layout that this version writes and reads. */
  public static final int FORMAT = 1;

  /** The only architecture there is. */
  public static final String ARCHITECTURE = "bark";

  public Manifest {
    if (sampleRateHz < 1 || sampleRateHz > WavWriter.MAX_SAMPLE_RATE_HZ) {
      throw new IllegalArgumentException("sample rate " + sampleRateHz + " Hz");
    }
    for (Object value : new Object[] {name, architecture, source, licence}) {
      Objects.requireNonNull(value);
    }
    Objects.requireNonNull(semantic);
    Objects.requireNonNull(coarse);
    Objects.requireNonNull(fine);
    files = List.copyOf(files);
    // Manifests of earlier versions do not tell them; then each stage was kept as asked for.
    precisions =
        (precisions != null
                ? precisions.stream()
                : files.stream().filter(f -> f.part() == Part.SEMANTIC).map(ModelFile::precision))
            .collect(Collectors.toCollection(() -> EnumSet.noneOf(Precision.class)));
    voices = voices == null ? List.of() : List.copyOf(voices);
  }

  /** The same with other archives. */
  Manifest withFiles(List<ModelFile> value) {
    return new Manifest(
        format,
        name,
        architecture,
        source,
        licence,
        codec,
        sampleRateHz,
        samplesPerFrame,
        semantic,
        coarse,
        fine,
        precisions,
        value,
        voices,
        defaultVoice);
  }

  /**
   * Makes sure that a voice is not of another model, with which it would be noise. One that does
   * not say of which it is, such as Suno's, is taken.
   *
   * @throws InputException if it says that it is
   */
  public void requireOwn(Voice voice) {
    if (!isOwn(voice)) {
      throw new InputException(
          "The voice '%s' was made with another model than %s, whose codec gives its codes another meaning; take a voice of this model."
              .formatted(voice.name(), name));
    }
  }

  /** Whether a voice can be of this model, as far as both tell. */
  public boolean isOwn(Voice voice) {
    return codec == null || voice.codec().filter(other -> !other.equals(codec)).isEmpty();
  }

  /**
   * Whether a voice that does not say of which model it is cannot be of this one, since this
   * model's own do.
   */
  public boolean isDoubtful(Voice voice) {
    return voice.codec().isEmpty() && voices.stream().anyMatch(own -> own.codec() != null);
  }
}
