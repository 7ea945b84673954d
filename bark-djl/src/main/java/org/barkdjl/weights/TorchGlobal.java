package org.barkdjl.weights;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

/**
 * The Python functions and classes that a checkpoint may call; {@link TorchSemantics} acts them.
 */
enum TorchGlobal {
  REBUILD_TENSOR("torch._utils", "_rebuild_tensor_v2"),
  REBUILD_PARAMETER("torch._utils", "_rebuild_parameter"),
  SIZE("torch", "Size"),
  DEVICE("torch", "device"),
  ORDERED_DICT("collections", "OrderedDict"),
  NUMPY_SCALAR("numpy.core.multiarray", "scalar"),
  /** The same since numpy 2. */
  NUMPY_2_SCALAR("numpy._core.multiarray", "scalar"),
  NUMPY_DTYPE("numpy", "dtype"),
  ENCODE("_codecs", "encode");

  private static final Set<String> DTYPES =
      Set.of(
          "float64",
          "float32",
          "float16",
          "bfloat16",
          "int64",
          "int32",
          "int16",
          "int8",
          "uint8",
          "bool");

  private final String module;
  private final String name;

  TorchGlobal(String module, String name) {
    this.module = module;
    this.name = name;
  }

  static Optional<TorchGlobal> of(String module, String name) {
    return Arrays.stream(values())
        .filter(global -> global.module.equals(module) && global.name.equals(name))
        .findFirst();
  }

  static boolean isDtype(String module, String name) {
    return module.equals("torch") && DTYPES.contains(name);
  }
}
