package org.barkdjl.spark;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.spark.SparkEnv;
import org.apache.spark.TaskContext;
import org.apache.spark.resource.ResourceInformation;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.error.DeviceException;
import org.barkdjl.home.BarkHome;
import org.barkdjl.model.InstallListener;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.options.EngineOptionTable;

/**
 * An engine of this process, shared by all tasks that want the same model run in the same way. It
 * stays loaded for the tasks to come, until another one is wanted on its device.
 */
final class SharedEngine {
  private static final String GPU = "gpu";

  private static final Map<Key, SharedEngine> OPEN = new HashMap<>();

  static {
    // The JVM must not end while a thread is in native code.
    Runtime.getRuntime().addShutdownHook(new Thread(SharedEngine::endAll, "bark-shutdown"));
  }

  private final Key key;
  private final ModelPackage model;
  private final Bark bark;
  private int users;

  /** What engines differ in. */
  private record Key(String model, BarkOptions options) {}

  private SharedEngine(Key key, ModelPackage model, Bark bark) {
    this.key = key;
    this.model = model;
    this.bark = bark;
  }

  /**
   * The engine for a task, which gives it back at its end.
   *
   * @param model name of a model, or its folder, on this machine
   * @param settings how to run it: values of {@link EngineOptionTable} by their names
   * @param task the task; null on the driver
   * @throws DeviceException if the device cannot be used, the task's GPU above all
   * @throws org.barkdjl.error.ModelException if there is no such model here, or it is damaged
   */
  static SharedEngine take(String model, Map<String, String> settings, TaskContext task)
      throws IOException {
    ResourceInformation gpu = task == null ? null : task.resourcesJMap().get(GPU);
    String asked = settings.get(EngineOptionTable.DEVICE.name());
    boolean any = asked == null || asked.equals("auto") || asked.equals("cuda");
    if (gpu == null || !any) {
      return take(new Key(model, options(settings)));
    }
    String device = "cuda:" + gpu.addresses()[0];
    try {
      return take(new Key(model, options(settings).withDevice(DeviceSpec.parse(device))));
    } catch (IllegalArgumentException | DeviceException e) {
      throw new DeviceException(
          "The GPU that Spark gives this task is %s: %s".formatted(device, e.getMessage()), e);
    }
  }

  private static BarkOptions options(Map<String, String> settings) {
    BarkOptions options = EngineOptionTable.OPTIONS.readFields(settings);
    SparkEnv spark = SparkEnv.get();
    // Else each of a machine's executors would take all of its cores.
    return options.threads() == 0 && spark != null
        ? options.withThreads(spark.conf().getInt("spark.executor.cores", 0))
        : options;
  }

  private static SharedEngine take(Key key) throws IOException {
    synchronized (OPEN) {
      SharedEngine engine = OPEN.get(key);
      if (engine == null) {
        makeRoom(key.options().device());
        engine = open(key);
        OPEN.put(key, engine);
      }
      engine.users++;
      return engine;
    }
  }

  private static SharedEngine open(Key key) throws IOException {
    BarkOptions options = key.options();
    Map<String, String> environment = System.getenv();
    BarkHome home =
        BarkHome.of(environment, System.getProperty("user.home"))
            .prepareEngine(environment, options.device());
    ModelPackage model =
        home.store().open(key.model(), options.device(), options.precision(), InstallListener.NONE);
    return new SharedEngine(key, model, Bark.open(model, options));
  }

  /** Closes what nobody uses on a device. */
  private static void makeRoom(DeviceSpec device) {
    for (SharedEngine engine : List.copyOf(OPEN.values())) {
      if (engine.users == 0 && engine.key.options().device().equals(device)) {
        OPEN.remove(engine.key);
        engine.bark.close();
      }
    }
  }

  ModelPackage model() {
    return model;
  }

  Bark bark() {
    return bark;
  }

  /** It has failed: tasks to come get another one. */
  void discard() {
    synchronized (OPEN) {
      OPEN.remove(key, this);
    }
  }

  /** Once a task. */
  void giveBack() {
    boolean last;
    synchronized (OPEN) {
      users--;
      last = users == 0 && OPEN.get(key) != this;
    }
    if (last) {
      bark.close();
    }
  }

  private static void endAll() {
    List<SharedEngine> engines;
    synchronized (OPEN) {
      engines = new ArrayList<>(OPEN.values());
    }
    engines.forEach(engine -> engine.bark.cancelAll());
    engines.forEach(engine -> engine.bark.close());
  }
}
