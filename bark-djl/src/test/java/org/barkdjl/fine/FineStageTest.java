package org.barkdjl.fine;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import ai.djl.Device;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.barkdjl.Nano;
import org.barkdjl.decode.Uniforms;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Part;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded model's fine stage; ReplayIT compares with recorded codes. */
class FineStageTest {
  /** Of one and of two windows, with and without a voice, greedy and drawn, at unlike codebooks. */
  @Test
  @Tag("slow")
  void sequencesTogetherGetTheCodesThatTheyGetAlone() throws IOException {
    try (FineStage stage =
        FineStage.load(
            Nano.model(Precision.FP32).archive(Part.FINE, Precision.FP32), Device.cpu())) {
      List<FineSequence> alone = sequences();
      for (FineSequence one : alone) {
        while (one.done() < one.expected()) {
          stage.advance(one);
        }
      }
      List<FineSequence> together = sequences();
      stage.advance(together.get(3));
      List<FineSequence> left = new ArrayList<>(together);
      while (!left.isEmpty()) {
        stage.advance(left);
        left.removeIf(one -> one.done() == one.expected());
      }
      for (int i = 0; i < alone.size(); i++) {
        assertArrayEquals(alone.get(i).codes(), together.get(i).codes(), "sequence " + i);
      }
    }
  }

  private static List<FineSequence> sequences() throws IOException {
    Optional<Voice> voice = Optional.of(Nano.voice("flite_slt"));
    return List.of(
        sequence(1, 40, Optional.empty(), 0.5),
        sequence(2, 1100, Optional.empty(), 0.7),
        sequence(3, 60, voice, 0),
        sequence(4, 30, voice, 0.5));
  }

  private static FineSequence sequence(
      int seed, int frames, Optional<Voice> voice, double temperature) {
    Random random = new Random(seed);
    int[][] coarse = new int[2][frames];
    for (int[] codes : coarse) {
      Arrays.setAll(codes, f -> random.nextInt(1024));
    }
    return new FineSequence(coarse, voice, new FineOptions(temperature), Uniforms.seeded(seed, 2));
  }
}
