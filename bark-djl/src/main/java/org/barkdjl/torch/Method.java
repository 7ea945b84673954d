package org.barkdjl.torch;

import ai.djl.Device;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.util.List;

/**
 * A call of a named method of a TorchScript program, as the input list that DJL's PyTorch engine
 * understands: an array whose name names the method, then the arguments. DJL attaches the results
 * to the manager of the first array, so the marker belongs to the call.
 */
public final class Method {
  private static final String MARKER = "module_method:";

  /** Arrays of one name with this ending go as one list. */
  private static final String LIST = "[]";

  private final NDManager manager;
  private final NDManager host;
  private final NDList arguments = new NDList();

  /**
   * @param name the method
   * @param manager the manager of this call; results and arguments end with it
   */
  public Method(String name, NDManager manager) {
    this.manager = manager;
    this.host = manager.newSubManager(Device.cpu());
    NDArray marker = manager.create(0);
    marker.setName(MARKER + name);
    arguments.add(marker);
  }

  /** Where arguments on the device are created. */
  public NDManager manager() {
    return manager;
  }

  /** Adds an argument. */
  public Method with(NDArray argument) {
    arguments.add(argument);
    return this;
  }

  /** Adds a list of arrays, one argument, which then carry its name. */
  public Method withList(String name, List<NDArray> arrays) {
    arrays.forEach(array -> array.setName(name + LIST));
    arguments.addAll(arrays);
    return this;
  }

  /** Adds whole numbers that the program reads as scalars: they stay in host memory. */
  public Method withIntegers(long... values) {
    return with(host.create(values));
  }

  /** Adds a table of such numbers. */
  public Method withIntegers(Shape shape, long... values) {
    return with(host.create(values, shape));
  }

  /** Adds numbers that the program reads as scalars: they stay in host memory. */
  public Method withNumbers(double... values) {
    return with(host.create(values));
  }

  /** Adds a table of such numbers. */
  public Method withNumbers(Shape shape, double... values) {
    return with(host.create(values, shape));
  }

  /** Adds a truth value that the program reads as a scalar. */
  public Method withFlag(boolean value) {
    return with(host.create(value));
  }

  public NDList toList() {
    return arguments;
  }
}
