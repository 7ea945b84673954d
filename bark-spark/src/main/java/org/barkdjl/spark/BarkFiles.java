package org.barkdjl.spark;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.Iterator;
import java.util.List;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.StreamSupport;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.SafeName;

/** Writes speech as sound files, wherever Spark can write. */
public final class BarkFiles {
  /** Of a hash, in a name: as many tell all files of one id from each other. */
  private static final int HASH_LENGTH = 16;

  private static final StructType RESULT =
      new StructType()
          .add("id", "string")
          .add("status", "string")
          .add("file", "string")
          .add("bytes", "long")
          .add("sha256", "string")
          .add("seed", "long")
          .add("duration_seconds", "double")
          .add("pieces", "int")
          .add("warnings", "array<string>")
          .add("error", "string");

  private BarkFiles() {}

  /**
   * Speaks, and writes what was spoken: {@code DIR/audio} holds a file a row, {@code DIR/results} a
   * line of JSON for each, as {@code results.jsonl} of {@code bark batch} has it. A file is there
   * whole or not at all, named by its id and its hash, so that a task that runs twice, be it at the
   * same time, disturbs nothing. {@code DIR/results} is complete where it has a file {@code
   * _SUCCESS}.
   *
   * @param spoken what {@link BarkSpeech} gives, not yet evaluated
   * @param idCol the column of ids
   * @param speechCol the column of speech
   * @param folder a path or URI of Hadoop's; made where it is missing
   * @throws IllegalArgumentException if there are no such columns
   */
  public static void write(Dataset<Row> spoken, String idCol, String speechCol, String folder) {
    List<String> columns = List.of(spoken.columns());
    for (String column : List.of(idCol, speechCol)) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "There is no column '%s'; there are %s.".formatted(column, String.join(", ", columns)));
      }
    }
    Path target = new Path(folder);
    String audio = new Path(target, "audio").toString();
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spoken.sparkSession().sparkContext().hadoopConfiguration());
    MapPartitionsFunction<Row, Row> write =
        rows -> {
          Path place = new Path(audio);
          FileSystem files = place.getFileSystem(hadoop.value());
          files.mkdirs(place);
          return mapped(rows, row -> written(row, files, place));
        };
    spoken
        .select(spoken.col(idCol).cast("string").as("id"), spoken.col(speechCol).as("speech"))
        .mapPartitions(write, Encoders.row(RESULT))
        .write()
        .mode(SaveMode.Overwrite)
        .json(new Path(target, "results").toString());
  }

  private static Iterator<Row> mapped(Iterator<Row> rows, Function<Row, Row> change) {
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false).map(change).iterator();
  }

  private static Row written(Row row, FileSystem files, Path folder) {
    String id = row.getString(0);
    Row speech = row.getStruct(1);
    byte[] audio = speech.getAs("audio");
    String name = null;
    if (audio != null) {
      name = name(id, speech);
      try {
        write(audio, files, new Path(folder, name));
      } catch (IOException e) {
        throw new UncheckedIOException(
            new IOException("Cannot write " + new Path(folder, name) + ": " + e.getMessage(), e));
      }
    }
    return RowFactory.create(
        id,
        audio == null ? "failed" : "ok",
        name == null ? null : folder.getName() + "/" + name,
        audio == null ? null : (long) audio.length,
        speech.getAs("sha256"),
        speech.getAs("seed"),
        speech.getAs("duration_seconds"),
        speech.getAs("pieces"),
        speech.getAs("warnings"),
        speech.getAs("error"));
  }

  private static String name(String id, Row speech) {
    String hash = speech.<String>getAs("sha256").substring(0, HASH_LENGTH);
    String ending = AudioFormat.of(speech.getAs("format")).ending();
    return SafeName.of(id == null ? "" : id) + "-" + hash + ending;
  }

  /** What is there already under that name has the same content. */
  private static void write(byte[] audio, FileSystem files, Path file) throws IOException {
    if (isThere(audio, files, file)) {
      return;
    }
    // Hidden from who lists the folder.
    Path temporary = new Path(file.getParent(), "." + UUID.randomUUID() + ".tmp");
    try (OutputStream out = files.create(temporary, false)) {
      out.write(audio);
    } catch (IOException | RuntimeException e) {
      files.delete(temporary, false);
      throw e;
    }
    if (!files.rename(temporary, file)) {
      files.delete(temporary, false);
      if (!isThere(audio, files, file)) {
        throw new IOException("it cannot be renamed into its place.");
      }
    }
  }

  private static boolean isThere(byte[] audio, FileSystem files, Path file) throws IOException {
    try {
      return files.getFileStatus(file).getLen() == audio.length;
    } catch (FileNotFoundException e) {
      return false;
    }
  }
}
