package org.barkdjl.weights;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Files that PyTorch itself wrote; expected values were computed with numpy. */
@Tag("slow")
class RecordedCheckpointTest {
  private static final Path SHARED = Path.of("..", "..", "shared");

  @Test
  void readsSunosLayout() throws IOException {
    try (Checkpoint checkpoint = open("golden/dev/weights/coarse.pt")) {
      String name = "transformer.wte.weight";
      assertEquals(
          new TensorInfo(name, ElementType.F32, List.of(12096L, 32L)),
          checkpoint.tensors().get(name));
      assertEquals(302.05343007511954, sum(checkpoint, name), 1e-9);
      assertNull(checkpoint.tensors().get("exp_avg"));
      assertEquals(Double.class, checkpoint.metadata().get("best_val_loss").getClass());
      Map<?, ?> arguments = (Map<?, ?>) checkpoint.metadata().get("model_args");
      assertEquals(2L, arguments.get("n_layer"));
      assertEquals(false, arguments.get("bias"));
    }
  }

  @Test
  void readsACodecsStateDict() throws IOException {
    try (Checkpoint checkpoint = open("golden/dev/weights/encodec_24khz_tiny.th")) {
      String name = "encoder.model.0.conv.conv.weight_v";
      assertEquals(List.of(4L, 1L, 7L), checkpoint.tensors().get(name).shape());
      assertEquals(-0.0844057067297399, sum(checkpoint, name), 1e-9);
    }
  }

  @Test
  void readsHalves() throws IOException {
    try (Checkpoint checkpoint = open("nano/fine_2.pt")) {
      assertEquals(5991.349404573441, sum(checkpoint, "transformer.wtes.0.weight"), 1e-9);
      Map<?, ?> arguments = (Map<?, ?>) checkpoint.metadata().get("model_args");
      assertEquals(8L, arguments.get("n_codes_total"));
    }
  }

  @Test
  void readsEveryTensorOfEveryFile() throws IOException {
    for (String file :
        List.of(
            "golden/dev/weights/text.pt",
            "golden/dev/weights/fine.pt",
            "nano/text_2.pt",
            "nano/coarse_2.pt",
            "nano/codec.pt")) {
      try (Checkpoint checkpoint = open(file)) {
        for (TensorInfo tensor : checkpoint.tensors().values()) {
          assertEquals(tensor.bytes(), Tensors.raw(checkpoint, tensor.name()).length);
          assertEquals(tensor.elements(), Tensors.floats(checkpoint, tensor.name()).length);
        }
      }
    }
  }

  private static Checkpoint open(String file) throws IOException {
    Path path = SHARED.resolve(file);
    assumeTrue(Files.exists(path), () -> path + " is not there");
    return Checkpoint.open(path);
  }

  private static double sum(Checkpoint checkpoint, String name) throws IOException {
    double sum = 0;
    for (float value : Tensors.floats(checkpoint, name)) {
      sum += value;
    }
    return sum;
  }
}
