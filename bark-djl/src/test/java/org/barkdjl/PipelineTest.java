package org.barkdjl;

import static org.barkdjl.Nano.limited;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.barkdjl.device.Precision;
import org.barkdjl.error.BarkException;
import org.barkdjl.model.ModelPackage;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * The fine stage and the codec with several requests at once, as on CUDA; on the embedded model.
 */
class PipelineTest {
  @Test
  @Tag("slow")
  void whatIsWorkedOnTogetherComesOutAsItDoesAlone() throws IOException {
    List<BarkRequest> requests =
        List.of(limited("One.", 0.3, 1), limited("Two, two.", 0.9, 2), limited("Three.", 0.5, 3));
    List<BarkResult> alone = requests.stream().map(r -> run(List.of(r), 1).get(0)).toList();
    List<BarkResult> together = run(requests, 8);

    for (int i = 0; i < requests.size(); i++) {
      assertArrayEquals(alone.get(i).tokens().fine(), together.get(i).tokens().fine());
      assertArrayEquals(alone.get(i).samples(), together.get(i).samples(), 1e-4f);
    }
  }

  @Test
  void oneThatFailsTakesNobodyAlong() throws IOException {
    BarkRequest ends =
        limited("Its numbers end.", 0.3, 4)
            .withRandomness(
                Randomness.recorded(
                    Map.of(Stage.SEMANTIC, numbers(1000), Stage.COARSE, numbers(3000))));
    List<BarkOutcome> outcomes = outcomes(List.of(limited("One.", 0.3, 1), ends), 8);

    assertTrue(outcomes.get(0).result().isPresent());
    BarkException e = outcomes.get(1).failure().orElseThrow();
    assertTrue(e.getMessage().contains("numbers ended"), e.getMessage());
  }

  private static List<BarkResult> run(List<BarkRequest> requests, int together) {
    return outcomes(requests, together).stream().map(BarkOutcome::orThrow).toList();
  }

  private static List<BarkOutcome> outcomes(List<BarkRequest> requests, int together) {
    List<Generation> generations = new ArrayList<>();
    try {
      ModelPackage model = Nano.model(Precision.FP32);
      Stages stages = Stages.load(model, Device.cpu(), Precision.FP32, 0, false);
      try (Pipeline pipeline = new Pipeline(stages, 1, together, false, model.manifest())) {
        for (BarkRequest request : requests) {
          Generation generation =
              new Generation(request, BarkListener.NONE, Priority.BATCH, () -> {});
          generations.add(generation);
          pipeline.add(new PipelineItem(generation));
        }
        while (!pipeline.isEmpty()) {
          pipeline.turn();
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return generations.stream().map(BarkOutcome::of).toList();
  }

  private static double[] numbers(int count) {
    return new Random(5).doubles(count).toArray();
  }
}
