package org.barkdjl.weights;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Assembles pickles opcode by opcode, as torch.save emits them. */
final class PickleBuilder {
  private final ByteArrayOutputStream out = new ByteArrayOutputStream();

  PickleBuilder() {
    op(PickleOp.PROTO, 2);
  }

  /** A pickle of a dict of tensors. */
  static byte[] stateDict(Map<String, TestTensor> tensors) {
    return new PickleBuilder().tensors(tensors).finish();
  }

  PickleBuilder op(int... bytes) {
    for (int value : bytes) {
      out.write(value);
    }
    return this;
  }

  PickleBuilder raw(byte[] bytes) {
    out.writeBytes(bytes);
    return this;
  }

  PickleBuilder text(String text) {
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    return op(PickleOp.BINUNICODE).little(4, utf8.length).raw(utf8);
  }

  PickleBuilder integer(long value) {
    return op(PickleOp.LONG1, 8).little(8, value);
  }

  PickleBuilder number(double value) {
    return op(PickleOp.BINFLOAT).little(8, Long.reverseBytes(Double.doubleToLongBits(value)));
  }

  PickleBuilder integers(Long... values) {
    return integers(List.of(values));
  }

  PickleBuilder integers(List<Long> values) {
    op(PickleOp.MARK);
    for (long value : values) {
      integer(value);
    }
    return op(PickleOp.TUPLE);
  }

  PickleBuilder global(String module, String name) {
    String text = module + "\n" + name + "\n";
    return op(PickleOp.GLOBAL).raw(text.getBytes(StandardCharsets.UTF_8));
  }

  PickleBuilder emptyOrderedDict() {
    return global("collections", "OrderedDict").op(PickleOp.EMPTY_TUPLE, PickleOp.REDUCE);
  }

  PickleBuilder tensor(TestTensor tensor) {
    global("torch._utils", "_rebuild_tensor_v2").op(PickleOp.MARK);
    op(PickleOp.MARK).text("storage").global("torch", tensor.type().torchStorage());
    text(tensor.key()).text("cpu").integer(tensor.storageElements());
    op(PickleOp.TUPLE, PickleOp.BINPERSID).integer(tensor.offset());
    integers(tensor.shape()).integers(tensor.strides()).op(PickleOp.NEWFALSE).emptyOrderedDict();
    return op(PickleOp.TUPLE, PickleOp.REDUCE);
  }

  PickleBuilder tensors(Map<String, TestTensor> tensors) {
    op(PickleOp.EMPTY_DICT, PickleOp.MARK);
    tensors.forEach((name, tensor) -> text(name).tensor(tensor));
    return op(PickleOp.SETITEMS);
  }

  /** A numpy scalar of a type code such as {@code f8}, from its little-endian bytes. */
  PickleBuilder numpyScalar(String module, String code, byte[] value) {
    global(module, "scalar").global("numpy", "dtype").text(code);
    op(PickleOp.NEWFALSE, PickleOp.NEWTRUE, PickleOp.TUPLE3, PickleOp.REDUCE);
    op(PickleOp.MARK).integer(3).text("<").op(PickleOp.NONE, PickleOp.TUPLE, PickleOp.BUILD);
    global("_codecs", "encode").text(new String(value, StandardCharsets.ISO_8859_1));
    text("latin1").op(PickleOp.TUPLE2, PickleOp.REDUCE);
    return op(PickleOp.TUPLE2, PickleOp.REDUCE);
  }

  byte[] finish() {
    op(PickleOp.STOP);
    return out.toByteArray();
  }

  private PickleBuilder little(int bytes, long value) {
    ByteBuffer buffer = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    out.write(buffer.putLong(value).array(), 0, bytes);
    return this;
  }
}
