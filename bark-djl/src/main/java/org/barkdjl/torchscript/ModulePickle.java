package org.barkdjl.torchscript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;
import org.barkdjl.checkpoint.TensorData;

/** The {@code data.pkl} of a TorchScript archive: a pickle (protocol 2) of one module's state. */
final class ModulePickle {
  static final byte[] EMPTY_TUPLE = {(byte) 0x80, 2, ')', '.'};

  private final ByteArrayOutputStream out = new ByteArrayOutputStream();
  private final List<TensorData> tensors = new ArrayList<>();

  ModulePickle() {
    op(0x80).op(2); // PROTO 2
    ascii("c__torch__\nM\n"); // GLOBAL: the class
    ascii(")\u0081"); // EMPTY_TUPLE, NEWOBJ
    ascii("}("); // its state: EMPTY_DICT, MARK
  }

  /** The tensors in the order of their {@code data/N} entries. */
  List<TensorData> tensors() {
    return List.copyOf(tensors);
  }

  byte[] finish() {
    key("training").ascii("\u0089"); // NEWFALSE
    key("_is_full_backward_hook").ascii("N"); // NONE
    ascii("ub."); // SETITEMS, BUILD, STOP
    return out.toByteArray();
  }

  ModulePickle key(String name) {
    return string(name);
  }

  ModulePickle integer(long value) {
    if (value == (int) value) {
      return op('J').little(value, 4); // BININT
    }
    return op(0x8a).op(8).little(value, 8); // LONG1
  }

  /**
   * A list whose element type would be lost without a tag: TorchScript restores it from the tag.
   */
  ModulePickle list(String type, List<TensorData> items) {
    ascii("ctorch.jit._pickle\nrestore_type_tag\n");
    ascii("(]("); // MARK of the arguments, EMPTY_LIST, MARK of the items
    items.forEach(this::tensor);
    ascii("e"); // APPENDS
    string(type);
    return ascii("tR"); // TUPLE, REDUCE
  }

  /** A tensor, or None for null. */
  ModulePickle tensor(TensorData tensor) {
    if (tensor == null) {
      return ascii("N");
    }
    ascii("ctorch._utils\n_rebuild_tensor_v2\n(");
    ascii("(").string("storage").ascii("ctorch\n" + tensor.type().torchStorage() + "\n");
    string(Integer.toString(tensors.size())).string("cpu").integer(tensor.elements());
    ascii("tQ"); // TUPLE, BINPERSID
    integer(0); // offset
    tuple(tensor.shape()).tuple(strides(tensor.shape()));
    ascii("\u0089"); // NEWFALSE: requires no gradient
    ascii("ccollections\nOrderedDict\n)R"); // no hooks
    tensors.add(tensor);
    return ascii("tR");
  }

  private ModulePickle tuple(List<Long> values) {
    op('(');
    values.forEach(this::integer);
    return op('t');
  }

  private ModulePickle string(String value) {
    byte[] bytes = value.getBytes(UTF_8);
    op('X').little(bytes.length, 4); // BINUNICODE
    out.writeBytes(bytes);
    return this;
  }

  private ModulePickle ascii(String ops) {
    for (int i = 0; i < ops.length(); i++) {
      op(ops.charAt(i));
    }
    return this;
  }

  private ModulePickle op(int code) {
    out.write(code);
    return this;
  }

  private ModulePickle little(long value, int bytes) {
    for (int i = 0; i < bytes; i++) {
      op((int) (value >>> (8 * i)));
    }
    return this;
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
