package org.barkdjl.audio;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Brings audio to a loudness before another writer gets it. The gain is known at the end only, so
 * the samples wait in a file meanwhile. What has come to its end is written, also if the user has
 * cancelled: a source that was cut short is to be kept, and the rest does not take long.
 */
final class NormalizingWriter implements AudioWriter {
  /** No sample may come nearer to full scale than -1 dB. */
  private static final double HIGHEST_PEAK = Math.pow(10, -1 / 20.0);

  private final AudioWriter writer;
  private final int sampleRateHz;
  private final double targetLufs;
  private final Path folder;
  private final AudioListener listener;

  /**
   * @param folder for the file, which is as large as a WAV of 32 bits
   */
  NormalizingWriter(
      AudioWriter writer,
      int sampleRateHz,
      double targetLufs,
      Path folder,
      AudioListener listener) {
    this.writer = writer;
    this.sampleRateHz = sampleRateHz;
    this.targetLufs = targetLufs;
    this.folder = folder;
    this.listener = listener;
  }

  @Override
  public byte[] stream(OutputStream out, AudioSource source) throws IOException {
    LoudnessMeter meter = new LoudnessMeter(sampleRateHz);
    try (SampleSpool spool = SampleSpool.in(folder)) {
      source.writeTo(
          samples -> {
            // Now, while the source can still end in an orderly way.
            writer.require(spool.samples() + samples.length);
            meter.write(samples);
            spool.write(samples);
          });
      float gain = (float) gain(meter);
      return writer.stream(
          out,
          sink -> {
            sink.expect(spool.samples());
            spool.copyTo(
                block -> {
                  float[] louder = new float[block.length];
                  for (int i = 0; i < block.length; i++) {
                    louder[i] = gain * block[i];
                  }
                  sink.write(louder);
                });
          });
    }
  }

  /** Silence stays as it is. */
  private double gain(LoudnessMeter meter) {
    if (meter.isTooShort()) {
      listener.warning("The audio is too short to have a loudness (0.4 s); it is left as it is.");
      return 1;
    }
    if (meter.integrated().isEmpty()) {
      return 1;
    }
    double loudness = meter.integrated().getAsDouble();
    double wanted = Math.pow(10, (targetLufs - loudness) / 20);
    double most = HIGHEST_PEAK / meter.peak();
    if (wanted <= most) {
      return wanted;
    }
    listener.warning(
        String.format(
            Locale.ROOT,
            "The loudness is %.1f LUFS instead of %.1f, as peaks would come above -1 dBFS.",
            loudness + 20 * Math.log10(most),
            targetLufs));
    return most;
  }
}
