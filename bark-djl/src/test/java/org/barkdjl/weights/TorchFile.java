package org.barkdjl.weights;

import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes checkpoints as torch.save does, for tests of other packages. */
public final class TorchFile {
  /** Floats of a shape. */
  public record Tensor(List<Long> shape, float[] values) {}

  private TorchFile() {}

  /** A state dict, as the Hub's {@code .bin} and Meta's {@code .th}. */
  public static void writeStateDict(Path file, Map<String, Tensor> tensors) throws IOException {
    write(file, new PickleBuilder().tensors(described(tensors)), tensors);
  }

  /** A dict of {@code model_args} and {@code model}, as Suno's {@code .pt}. */
  public static void writeSuno(Path file, Map<String, Integer> modelArgs, Map<String, Tensor> model)
      throws IOException {
    PickleBuilder pickle = new PickleBuilder().op(PickleOp.EMPTY_DICT, PickleOp.MARK);
    pickle.text("model_args").op(PickleOp.EMPTY_DICT, PickleOp.MARK);
    modelArgs.forEach((name, value) -> pickle.text(name).integer(value));
    pickle.op(PickleOp.SETITEMS).text("model").tensors(described(model)).op(PickleOp.SETITEMS);
    write(file, pickle, model);
  }

  private static Map<String, TestTensor> described(Map<String, Tensor> tensors) {
    Map<String, TestTensor> described = new LinkedHashMap<>();
    tensors.forEach(
        (name, tensor) ->
            described.put(
                name,
                new TestTensor(
                    ElementType.F32,
                    Integer.toString(described.size()),
                    tensor.values().length,
                    0,
                    tensor.shape(),
                    strides(tensor.shape()))));
    return described;
  }

  private static void write(Path file, PickleBuilder pickle, Map<String, Tensor> tensors)
      throws IOException {
    TorchZip zip = new TorchZip(pickle.finish());
    int key = 0;
    for (Tensor tensor : tensors.values()) {
      zip.storage(Integer.toString(key++), TorchZip.floats(tensor.values()));
    }
    zip.write(file);
  }

  private static List<Long> strides(List<Long> shape) {
    Long[] strides = new Long[shape.size()];
    long stride = 1;
    for (int i = strides.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape.get(i);
    }
    return List.of(strides);
  }
}
