package org.barkdjl.torchscript;

import java.util.ArrayList;
import java.util.List;
import org.barkdjl.checkpoint.TensorData;

/** An attribute of a TorchScript module: its type in the source, and how it is pickled. */
sealed interface Attribute {
  String name();

  String type();

  void write(ModulePickle pickle);

  record Int(String name, long value) implements Attribute {
    @Override
    public String type() {
      return "int";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).integer(value);
    }
  }

  record One(String name, TensorData tensor) implements Attribute {
    @Override
    public String type() {
      return "Tensor";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).tensor(tensor);
    }
  }

  /**
   * A tensor of which the module gets no rows: they stand in the archive under the attribute's name
   * for whoever maps them.
   */
  record Mapped(String name, TensorData tensor) implements Attribute {
    @Override
    public String type() {
      return "Tensor";
    }

    @Override
    public void write(ModulePickle pickle) {
      List<Long> none = new ArrayList<>(tensor.shape());
      none.set(0, 0L);
      pickle.key(name).tensor(new TensorData(tensor.type(), none, out -> {}));
    }
  }

  record Many(String name, List<TensorData> tensors) implements Attribute {
    @Override
    public String type() {
      return "List[Tensor]";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).list(type(), tensors);
    }
  }

  /** A null entry is None: an absent bias. */
  record ManyOptional(String name, List<TensorData> tensors) implements Attribute {
    @Override
    public String type() {
      return "List[Optional[Tensor]]";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).list(type(), tensors);
    }
  }

  /** {@code Optional[Tensor]}: null is None. */
  record Maybe(String name, TensorData tensor) implements Attribute {
    @Override
    public String type() {
      return "Optional[Tensor]";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).tensor(tensor);
    }
  }

  record PackedWeights(String name) implements Attribute {
    @Override
    public String type() {
      return "List[__torch__.torch.classes.quantized.LinearPackedParamsBase]";
    }

    @Override
    public void write(ModulePickle pickle) {
      pickle.key(name).list(type(), List.of());
    }
  }
}
