package org.barkdjl.spark;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.apache.spark.launcher.JavaModuleOptions;

/**
 * A standalone cluster on loopback: a master and workers of one core each, processes of their own,
 * from the jars that Maven has resolved, as a folder of Spark's would hold them.
 */
final class Cluster implements AutoCloseable {
  /** More than any of it takes, on a machine that is busy with other work. */
  static final long MINUTES = 20;

  private static final String JAVA =
      Path.of(System.getProperty("java.home"), "bin", "java").toString();
  private static final Path LIB = Path.of("target/lib").toAbsolutePath();

  private final Path folder;
  private final Path home = Path.of("target/spark").toAbsolutePath();
  private final String url;
  private final Process master;
  private final List<Process> workers = new ArrayList<>();

  /** A program that was submitted. */
  record Submitted(Process process, Path log) {
    /** What it has said. */
    String text() throws IOException {
      return Files.readString(log);
    }

    /** Waits for its end. */
    int status() throws InterruptedException {
      assertTrue(process.waitFor(MINUTES, TimeUnit.MINUTES), "it does not end");
      return process.exitValue();
    }
  }

  /** A master. */
  Cluster(Path folder) throws IOException, InterruptedException {
    this.folder = folder;
    Path jars = Files.createDirectories(home.resolve("jars"));
    for (Path jar : sparkJars()) {
      if (Files.notExists(jars.resolve(jar.getFileName()))) {
        Files.createSymbolicLink(jars.resolve(jar.getFileName()), jar);
      }
    }
    int port;
    try (ServerSocket socket = new ServerSocket(0, 0, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    url = "spark://127.0.0.1:" + port;
    Path log = folder.resolve("master.log");
    master =
        start(
            log,
            "org.apache.spark.deploy.master.Master",
            "--host",
            "127.0.0.1",
            "--port",
            Integer.toString(port),
            "--webui-port",
            "0");
    await(log, text -> text.contains("I have been elected leader"));
  }

  /** What Spark's own distribution would hold of the class path. */
  private static List<Path> sparkJars() throws IOException {
    List<String> ours;
    try (Stream<Path> files = Files.list(LIB)) {
      ours = files.map(file -> file.getFileName().toString()).collect(Collectors.toList());
    }
    return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(Path::of)
        .filter(file -> file.toString().endsWith(".jar"))
        .filter(file -> !ours.contains(file.getFileName().toString()))
        .filter(file -> !file.getFileName().toString().matches("(bark|junit|surefire).*"))
        .toList();
  }

  /**
   * One more worker.
   *
   * @param host a name of this machine: Spark gives no machine a task twice at the same time
   * @param gpu the address of a GPU that it shall have
   */
  void addWorker(String host, String gpu) throws IOException, InterruptedException {
    String name = "worker-" + workers.size();
    Path script = folder.resolve(name + ".sh");
    Files.writeString(
        script, "#!/bin/sh\necho '{\"name\": \"gpu\", \"addresses\": [\"" + gpu + "\"]}'\n");
    assertTrue(script.toFile().setExecutable(true));
    Path properties =
        Files.writeString(
            folder.resolve(name + ".properties"),
            "spark.worker.resource.gpu.amount 1\nspark.worker.resource.gpu.discoveryScript "
                + script
                + "\n");
    Path log = folder.resolve(name + ".log");
    workers.add(
        start(
            log,
            "org.apache.spark.deploy.worker.Worker",
            "--host",
            host,
            "--webui-port",
            "0",
            "--cores",
            "1",
            "--memory",
            "2g",
            "--work-dir",
            folder.resolve(name).toString(),
            "--properties-file",
            properties.toString(),
            url));
    await(log, text -> text.contains("Successfully registered with master"));
  }

  /** Ends a worker and its executors at once. */
  void kill(int worker) {
    List<ProcessHandle> executors = workers.get(worker).descendants().toList();
    workers.get(worker).destroyForcibly();
    executors.forEach(ProcessHandle::destroyForcibly);
  }

  /** Submits the example, with our jars beside it. */
  Submitted submit(Path barkHome, List<String> conf, String... arguments) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                "--master",
                url,
                "--class",
                "SpeakTexts",
                "--jars",
                barkJars().map(Path::toString).collect(Collectors.joining(","))));
    for (String each :
        List.of(
            "spark.executor.memory=1g",
            "spark.executorEnv.BARK_HOME=" + barkHome,
            "spark.executorEnv.OMP_WAIT_POLICY=PASSIVE",
            "spark.executorEnv.GOMP_SPINCOUNT=2000",
            "spark.driver.bindAddress=127.0.0.1",
            "spark.driver.host=127.0.0.1",
            "spark.ui.enabled=false")) {
      line.addAll(List.of("--conf", each));
    }
    conf.forEach(each -> line.addAll(List.of("--conf", each)));
    line.add(example().toString());
    line.addAll(List.of(arguments));
    Path log = Files.createTempFile(folder, "submit", ".log");
    Process process =
        start(log, "org.apache.spark.deploy.SparkSubmit", line.toArray(String[]::new));
    return new Submitted(process, log);
  }

  private static Stream<Path> barkJars() throws IOException {
    Path own;
    try (Stream<Path> built = Files.list(LIB.getParent())) {
      own =
          built
              .filter(file -> file.getFileName().toString().matches("bark-spark-[0-9.]+\\.jar"))
              .findFirst()
              .orElseThrow();
    }
    try (Stream<Path> files = Files.list(LIB)) {
      return Stream.concat(Stream.of(own), files.toList().stream());
    }
  }

  private Path example() throws IOException {
    Path jar = folder.resolve("example.jar");
    if (Files.notExists(jar)) {
      Path classes = Files.createDirectories(folder.resolve("example"));
      String path =
          Stream.concat(sparkJars().stream(), barkJars())
              .map(Path::toString)
              .collect(Collectors.joining(File.pathSeparator));
      int status =
          ToolProvider.getSystemJavaCompiler()
              .run(
                  null,
                  null,
                  null,
                  "-proc:none",
                  "-cp",
                  path,
                  "-d",
                  classes.toString(),
                  "../examples/spark/SpeakTexts.java");
      assertTrue(status == 0, "the example does not compile");
      try (JarOutputStream out = new JarOutputStream(Files.newOutputStream(jar));
          Stream<Path> files = Files.list(classes)) {
        for (Path file : files.toList()) {
          out.putNextEntry(new JarEntry(file.getFileName().toString()));
          Files.copy(file, out);
        }
      }
    }
    return jar;
  }

  private Process start(Path log, String main, String... arguments) throws IOException {
    List<String> line = new ArrayList<>(List.of(JAVA));
    line.addAll(List.of(JavaModuleOptions.defaultModuleOptionArray()));
    line.addAll(List.of("-Xmx512m", "-cp", home.resolve("jars") + "/*", main));
    line.addAll(List.of(arguments));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile());
    builder.environment().put("SPARK_HOME", home.toString());
    builder.environment().put("SPARK_SCALA_VERSION", "2.13");
    builder.environment().put("SPARK_LOCAL_IP", "127.0.0.1");
    return builder.start();
  }

  /** Waits until a log says something. */
  static void await(Path log, Predicate<String> isSaid) throws IOException, InterruptedException {
    for (long end = System.nanoTime() + TimeUnit.MINUTES.toNanos(MINUTES);
        !isSaid.test(Files.readString(log)); ) {
      assertTrue(System.nanoTime() < end, () -> "not said in " + log);
      Thread.sleep(100);
    }
  }

  @Override
  public void close() {
    for (int worker = 0; worker < workers.size(); worker++) {
      kill(worker);
    }
    master.destroyForcibly();
  }
}
