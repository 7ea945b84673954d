package org.barkdjl.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.barkdjl.codec.CodecStage;
import org.barkdjl.token.TokenSpace;

/** Measures the codec's decoder. */
final class CodecBench {
  /** How much an archive is larger than the tensors in it, at most. */
  private static final double PACKAGING = 1.02;

  private final BenchRun run;
  private final BenchSetting setting;
  private final Duration audio;

  CodecBench(BenchRun run, BenchSetting setting, Duration audio) {
    this.run = run;
    this.setting = setting;
    this.audio = audio;
  }

  void measure(Path archive) throws IOException {
    double seconds = audio.toMillis() / 1e3;
    int frames = Math.max(1, (int) Math.round(seconds * TokenSpace.FRAME_HZ));
    int[][] codes = new int[TokenSpace.CODEBOOKS][frames];
    double limit =
        isEncodec(archive)
            ? run.limits().secondsToCompute(frames * EncodecSizes.flopsPerFrame())
            : Double.NaN;
    try (CodecStage codec =
        Loaded.measured(
            run, BenchPart.CODEC, setting, () -> CodecStage.load(archive, run.device()))) {
      String name = "decode " + seconds + " s";
      run.measure(
          new Work(BenchPart.CODEC.id(), name, frames, "frames", limit),
          setting,
          () -> codec.decode(codes));
    }
  }

  /** A package does not tell the sizes of its codec; that of EnCodec is known by its bytes. */
  private static boolean isEncodec(Path archive) throws IOException {
    double larger = (double) Files.size(archive) / EncodecSizes.bytes();
    return larger >= 1 && larger < PACKAGING;
  }
}
