package org.barkdjl.checkpoint;

import java.util.Map;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.error.ModelException;

/**
 * What the codec's tensors do not tell.
 *
 * @param sampleRateHz samples a second
 */
public record CodecConfig(int sampleRateHz) {
  /** The codec that Bark was made with. */
  static final CodecConfig ENCODEC_24KHZ = new CodecConfig(24_000);

  /** What the decoder's program takes for granted, by the names of the Hub's EncodecConfig. */
  private static final Map<String, Object> GIVEN =
      Map.of(
          "audio_channels",
          1.0,
          "normalize",
          false,
          "norm_type",
          "weight_norm",
          "use_causal_conv",
          true,
          "pad_mode",
          "reflect",
          "trim_right_ratio",
          1.0,
          "num_residual_layers",
          1.0,
          "use_conv_shortcut",
          true);

  /** Reads an EncodecConfig; what it does not say has EnCodec's default. */
  public static CodecConfig of(Map<?, ?> config, String where) {
    GIVEN.forEach(
        (key, expected) -> {
          Object actual = config.get(key);
          if (actual != null && !actual.equals(expected)) {
            throw new ModelException(
                "%s describes a codec with %s = %s; only %s is supported."
                    .formatted(where, key, actual, expected));
          }
        });
    if (!(config.get("sampling_rate") instanceof Number rate)) {
      return ENCODEC_24KHZ;
    }
    if (rate.doubleValue() < 1 || rate.doubleValue() > WavWriter.MAX_SAMPLE_RATE_HZ) {
      throw new ModelException(
          "%s describes a codec with sampling_rate = %s; 1 to %d are possible."
              .formatted(where, rate, WavWriter.MAX_SAMPLE_RATE_HZ));
    }
    return new CodecConfig(rate.intValue());
  }
}
