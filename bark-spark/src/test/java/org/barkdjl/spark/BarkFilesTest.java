package org.barkdjl.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import org.apache.spark.SparkException;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.StructType;
import org.barkdjl.audio.WavFile;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

@Tag("slow")
class BarkFilesTest {
  private static final StructType SCHEMA =
      new StructType().add("id", "string").add("text", "string");

  private static SparkSession spark;

  /** Two texts that are spoken, and one that cannot be. */
  private static Dataset<Row> spoken;

  @TempDir Path folder;

  @BeforeAll
  static void speak() {
    spark =
        SparkSession.builder()
            .master("local[2]")
            .config("spark.ui.enabled", false)
            .config("spark.sql.shuffle.partitions", 2)
            .getOrCreate();
    Dataset<Row> texts =
        spark.createDataFrame(
            List.of(
                RowFactory.create("a", "Hello."),
                RowFactory.create("b/c", "Yes."),
                RowFactory.create("d", " ")),
            SCHEMA);
    spoken = bark().transform(texts.repartition(2)).cache();
    spoken.count();
  }

  @AfterAll
  static void stop() {
    spark.stop();
  }

  @Test
  void filesAreWrittenOnceAndWhole() throws Exception {
    write(spoken);
    List<Path> files = files(folder.resolve("audio"));
    assertEquals(2, files.size());
    for (Path file : files) {
      assertTrue(WavFile.read(file).samples().length > 0);
      Files.setLastModifiedTime(file, FileTime.fromMillis(0));
    }
    Map<String, Row> results = results();
    assertEquals("audio/" + files.get(0).getFileName(), results.get("a").getAs("file"));
    assertEquals("failed", results.get("d").getAs("status"));

    Path damaged = Files.write(files.get(1), new byte[1]);
    write(spoken);

    assertEquals(files, files(folder.resolve("audio")));
    assertEquals(FileTime.fromMillis(0), Files.getLastModifiedTime(files.get(0)));
    assertTrue(WavFile.read(damaged).samples().length > 0);
    assertEquals(results, results());
    assertEquals(List.of("audio", "results"), names(folder));
  }

  @Test
  void twoThatWriteAtOnceDoNotDisturbEachOther() throws Exception {
    ExecutorService two = Executors.newFixedThreadPool(2);
    try {
      Future<?> one = two.submit(this::writeAll);
      Future<?> other = two.submit(this::writeAll);
      one.get();
      other.get();
    } finally {
      two.shutdown();
    }

    assertEquals(2, files(folder.resolve("audio")).size());
    assertEquals(3, results().size());
    assertEquals(List.of("audio", "results"), names(folder));
  }

  private Void writeAll() throws IOException {
    write(spoken);
    return null;
  }

  @Test
  void resultsStayWhereTheNextOnesFail() throws Exception {
    write(spoken);
    Map<String, Row> results = results();
    Dataset<Row> texts = spark.createDataFrame(List.of(RowFactory.create("e", " ")), SCHEMA);

    assertThrows(SparkException.class, () -> write(bark().setFailFast(true).transform(texts)));

    assertEquals(results, results());
    assertEquals(List.of("audio", "results"), names(folder));
  }

  @Test
  void onAFullDiskThereIsAnErrorAndRoomMendsIt() throws Exception {
    try (Disk disk = new Disk(folder, "size=1m")) {
      Path filler = disk.fillBut(4096);

      SparkException e = assertThrows(SparkException.class, () -> write(spoken));

      assertTrue(
          e.getMessage().contains(": the disk is full; make room, or choose another place."),
          e.getMessage());
      assertEquals(List.of("audio", "filler"), names(folder));
      assertEquals(List.of(), names(folder.resolve("audio")));

      Files.delete(filler);
      write(spoken);
      assertEquals(2, files(folder.resolve("audio")).size());
    }
  }

  @Test
  void aFolderThatCannotBeWrittenIsToldBeforeTheWork() throws Exception {
    Dataset<Row> unspoken =
        bark().transform(spark.createDataFrame(List.of(RowFactory.create("e", "No.")), SCHEMA));
    try (Disk disk = new Disk(folder, "ro")) {
      IOException e = assertThrows(IOException.class, () -> write(unspoken));
      assertEquals(
          "Cannot write to the folder " + disk.folder() + "/audio: it cannot be made there.",
          e.getMessage());
    }

    Files.writeString(folder.resolve("audio"), "a file");
    IOException e = assertThrows(IOException.class, () -> write(unspoken));
    assertTrue(
        e.getMessage().startsWith("Cannot write to the folder " + folder + "/audio: "),
        e.getMessage());
  }

  /** A small disk in the place of a folder; to make one takes rights that not everyone has. */
  private record Disk(Path folder, String options) implements AutoCloseable {
    Disk {
      boolean made = call("mount", "-t", "tmpfs", "-o", options, "tmpfs", folder.toString());
      Assumptions.assumeTrue(made, "file systems cannot be mounted here");
    }

    Path fillBut(int bytes) throws IOException {
      int free = (int) Files.getFileStore(folder).getUsableSpace();
      return Files.write(folder.resolve("filler"), new byte[free - bytes]);
    }

    @Override
    public void close() {
      call("umount", "--lazy", folder.toString());
    }

    private static boolean call(String... command) {
      try {
        return new ProcessBuilder(command).inheritIO().start().waitFor() == 0;
      } catch (IOException e) {
        return false; // there is no such program
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    }
  }

  private static BarkSpeech bark() {
    return new BarkSpeech().setIdCol("id").setDevice("cpu").setOption("maxSeconds", "0.2");
  }

  private void write(Dataset<Row> speech) throws IOException {
    BarkFiles.write(speech, "id", "speech", folder.toString());
  }

  private Map<String, Row> results() {
    assertTrue(Files.exists(folder.resolve("results/_SUCCESS")));
    Map<String, Row> results = new TreeMap<>();
    for (Row row : spark.read().json(folder.resolve("results").toString()).collectAsList()) {
      results.put(row.getAs("id"), row);
    }
    return results;
  }

  /** Without the hidden ones, Hadoop's checksums. */
  private static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.filter(file -> !file.getFileName().toString().startsWith(".")).sorted().toList();
    }
  }

  private static List<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }
}
