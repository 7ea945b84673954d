package org.barkdjl.model;

import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.checkpoint.GptConfig;
import org.barkdjl.device.Precision;

/**
 * What a model package holds: its {@code model.json}.
 *
 * @param format version of this layout
 * @param name the model's name
 * @param architecture {@code bark}
 * @param source where the weights came from
 * @param licence of the weights
 * @param sampleRateHz samples a second
 * @param samplesPerFrame samples that the codec makes of a frame
 * @param semantic sizes of the semantic GPT
 * @param coarse sizes of the coarse GPT
 * @param fine sizes of the fine GPT
 * @param files the archives
 * @param voices the voices that came with the model; none if null
 */
public record Manifest(
    int format,
    String name,
    String architecture,
    String source,
    String licence,
    int sampleRateHz,
    int samplesPerFrame,
    GptConfig semantic,
    GptConfig coarse,
    GptConfig fine,
    List<ModelFile> files,
    List<PackedVoice> voices) {
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
    voices = voices == null ? List.of() : List.copyOf(voices);
  }

  /** Those that the causal stages are there in, in the order of the enum. */
  public Set<Precision> precisions() {
    return files.stream()
        .filter(file -> file.part() == Part.SEMANTIC)
        .map(ModelFile::precision)
        .collect(Collectors.toCollection(() -> EnumSet.noneOf(Precision.class)));
  }

  /** The same with other archives. */
  Manifest withFiles(List<ModelFile> value) {
    return new Manifest(
        format,
        name,
        architecture,
        source,
        licence,
        sampleRateHz,
        samplesPerFrame,
        semantic,
        coarse,
        fine,
        value,
        voices);
  }
}
