package org.barkdjl.weights;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.error.ModelException;

/**
 * Acts the few Python objects that {@code torch.save} refers to, and refuses all others. Tensors
 * become {@link TorchTensor}, storages {@link TorchStorage}, dicts {@link LinkedHashMap}; dtypes
 * and devices become their names.
 */
final class TorchSemantics implements PickleSemantics {
  /** Stands for values that are allowed but that nobody needs. */
  private static final Object OPAQUE = new Object();

  @Override
  public Object global(String module, String name) {
    Optional<TorchGlobal> global = TorchGlobal.of(module, name);
    if (global.isPresent()) {
      return global.get();
    }
    if (TorchGlobal.isDtype(module, name)) {
      return "torch." + name;
    }
    if (module.equals("torch")) {
      Optional<ElementType> stored = ElementType.ofTorchStorage(name);
      if (stored.isPresent()) {
        return stored.get();
      }
    }
    throw new ModelException(
        ("it refers to the Python object %s of module %s, which a checkpoint of tensors does not"
                + " need and which is refused (nothing was executed)")
            .formatted(Excerpt.of(name), Excerpt.of(module)));
  }

  @Override
  public Object call(Object callable, List<?> arguments) {
    if (!(callable instanceof TorchGlobal function)) {
      throw malformed("a call of what is no function");
    }
    return switch (function) {
      case REBUILD_TENSOR -> tensor(arguments);
      case REBUILD_PARAMETER -> argument(arguments, 0, TorchTensor.class, function);
      case SIZE -> argument(arguments, 0, List.class, function);
      case DEVICE -> argument(arguments, 0, String.class, function);
      case ORDERED_DICT -> orderedDict(arguments);
      case NUMPY_SCALAR, NUMPY_2_SCALAR -> numpyScalar(arguments);
      case NUMPY_DTYPE -> new NumpyType(argument(arguments, 0, String.class, function));
      case ENCODE -> encode(arguments);
    };
  }

  @Override
  public Object load(Object persistentId) {
    // ('storage', type, key, device, number of elements)
    if (!(persistentId instanceof List<?> id && id.size() == 5 && "storage".equals(id.get(0)))) {
      throw malformed("a reference to what is no storage");
    }
    if (id.get(1) instanceof ElementType type
        && id.get(2) instanceof String key
        && id.get(4) instanceof Long elements) {
      return new TorchStorage(type, key, elements);
    }
    throw malformed("a malformed reference to a storage");
  }

  @Override
  public Object build(Object target, Object state) {
    // An OrderedDict's attributes, such as a state dict's _metadata, say nothing about tensors.
    if (target instanceof LinkedHashMap) {
      return target;
    }
    // (version, byte order, ...)
    if (target instanceof NumpyType && state instanceof List<?> parts && parts.size() > 1) {
      if (">".equals(parts.get(1))) {
        throw malformed("a big-endian numpy value");
      }
      return target;
    }
    throw malformed("a state for what has none");
  }

  private static TorchTensor tensor(List<?> arguments) {
    TorchGlobal function = TorchGlobal.REBUILD_TENSOR;
    return new TorchTensor(
        argument(arguments, 0, TorchStorage.class, function),
        argument(arguments, 1, Long.class, function),
        dimensions(argument(arguments, 2, List.class, function)),
        dimensions(argument(arguments, 3, List.class, function)));
  }

  private static List<Long> dimensions(List<?> values) {
    if (values.size() > TensorInfo.MAX_DIMENSIONS) {
      throw malformed("a tensor of %d dimensions".formatted(values.size()));
    }
    List<Long> dimensions = new ArrayList<>(values.size());
    for (Object value : values) {
      if (!(value instanceof Long dimension)) {
        throw malformed("a tensor whose shape or strides are no integers");
      }
      dimensions.add(dimension);
    }
    return List.copyOf(dimensions);
  }

  private static Map<Object, Object> orderedDict(List<?> arguments) {
    if (!arguments.isEmpty()) {
      throw malformed("an OrderedDict that is not built item by item");
    }
    return new LinkedHashMap<>();
  }

  private static Object numpyScalar(List<?> arguments) {
    TorchGlobal function = TorchGlobal.NUMPY_SCALAR;
    NumpyType type = argument(arguments, 0, NumpyType.class, function);
    Object value = type.decode(argument(arguments, 1, PickleBytes.class, function));
    return value == null ? OPAQUE : value;
  }

  /** Pickles before protocol 3 write bytes so: text, one character a byte, and its encoding. */
  private static PickleBytes encode(List<?> arguments) {
    if (arguments.size() != 2 || !"latin1".equals(arguments.get(1))) {
      throw malformed("an encoding other than latin1");
    }
    return new PickleBytes(argument(arguments, 0, String.class, TorchGlobal.ENCODE));
  }

  private static <T> T argument(List<?> arguments, int index, Class<T> type, TorchGlobal function) {
    if (index >= arguments.size() || !type.isInstance(arguments.get(index))) {
      throw malformed("a call of %s with wrong arguments".formatted(function));
    }
    return type.cast(arguments.get(index));
  }

  private static ModelException malformed(String problem) {
    return new ModelException("its data.pkl is malformed: it has " + problem);
  }
}
