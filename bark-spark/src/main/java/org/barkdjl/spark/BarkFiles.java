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
import org.apache.hadoop.fs.FSError;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Path;
import org.apache.spark.api.java.function.MapPartitionsFunction;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.types.StructType;
import org.apache.spark.util.SerializableConfiguration;
import org.barkdjl.audio.AudioFormat;
import org.barkdjl.io.SafeName;

/** Writes speech as sound files, wherever Spark can write. */
public final class BarkFiles {
  /** Of a hash, in a name: as many tell all files of one id from each other. */
  private static final int HASH_LENGTH = 16;

  /** Spark's names for the files of a table. */
  private static final String PARTS = "part-*";

  private static final String FULL = "the disk is full; make room, or choose another place.";

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
   * same time, disturbs nothing, and what is there already is not written again. Results of an
   * earlier call stay until all of this one's are there. {@code DIR/results} is complete where it
   * has a file {@code _SUCCESS}.
   *
   * @param spoken what {@link BarkSpeech} gives, not yet evaluated
   * @param idCol the column of ids
   * @param speechCol the column of speech
   * @param folder a path or URI of Hadoop's; made where it is missing
   * @throws IllegalArgumentException if there are no such columns
   * @throws IOException if the folder cannot be written; what a task cannot write fails the job
   */
  public static void write(Dataset<Row> spoken, String idCol, String speechCol, String folder)
      throws IOException {
    List<String> columns = List.of(spoken.columns());
    for (String column : List.of(idCol, speechCol)) {
      if (!columns.contains(column)) {
        throw new IllegalArgumentException(
            "There is no column '%s'; there are %s.".formatted(column, String.join(", ", columns)));
      }
    }
    Path target = new Path(folder);
    Path audio = new Path(target, "audio");
    // Hidden from who lists the folder.
    Path staging = new Path(target, ".bark-" + UUID.randomUUID());
    Path results = new Path(staging, "results");
    SerializableConfiguration hadoop =
        new SerializableConfiguration(spoken.sparkSession().sparkContext().hadoopConfiguration());
    FileSystem files = target.getFileSystem(hadoop.value());
    make(audio, files);
    make(staging, files);
    try {
      spoken
          .select(spoken.col(idCol).cast("string").as("id"), spoken.col(speechCol).as("speech"))
          .mapPartitions(writing(hadoop, audio, staging), Encoders.row(RESULT))
          .write()
          .json(results.toString());
      replace(new Path(target, "results"), results, files);
    } finally {
      files.delete(staging, true);
    }
  }

  private static void make(Path folder, FileSystem files) throws IOException {
    String reason = "it cannot be made there.";
    try {
      if (files.mkdirs(folder)) {
        return;
      }
    } catch (IOException e) {
      reason = e.getMessage();
    }
    throw new IOException("Cannot write to the folder " + folder + ": " + reason);
  }

  /** New files first: who is killed here leaves lines twice, and loses none. */
  private static void replace(Path results, Path written, FileSystem files) throws IOException {
    make(results, files);
    FileStatus[] old = files.globStatus(new Path(results, PARTS));
    for (FileStatus part : files.globStatus(new Path(written, PARTS))) {
      Path place = new Path(results, part.getPath().getName());
      if (!files.rename(part.getPath(), place)) {
        throw new IOException("Cannot write " + place + ": it cannot be renamed into its place.");
      }
    }
    for (FileStatus part : old) {
      files.delete(part.getPath(), false);
    }
    files.create(new Path(results, "_SUCCESS"), true).close();
  }

  /** What a task does. */
  private static MapPartitionsFunction<Row, Row> writing(
      SerializableConfiguration hadoop, Path audio, Path staging) {
    String place = audio.toString();
    String temporary = staging.toString();
    return rows -> {
      FileSystem files = new Path(place).getFileSystem(hadoop.value());
      return mapped(rows, row -> written(row, files, new Path(place), new Path(temporary)));
    };
  }

  private static Iterator<Row> mapped(Iterator<Row> rows, Function<Row, Row> change) {
    Iterable<Row> all = () -> rows;
    return StreamSupport.stream(all.spliterator(), false).map(change).iterator();
  }

  private static Row written(Row row, FileSystem files, Path folder, Path staging) {
    String id = row.getString(0);
    Row speech = row.getStruct(1);
    byte[] audio = speech.getAs("audio");
    String name = null;
    if (audio != null) {
      name = name(id, speech);
      write(audio, files, new Path(folder, name), staging);
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
  private static void write(byte[] audio, FileSystem files, Path file, Path staging) {
    try {
      if (isThere(audio, files, file)) {
        return;
      }
      Path temporary = new Path(staging, UUID.randomUUID().toString());
      try (OutputStream out = files.create(temporary, false)) {
        out.write(audio);
      }
      // Where there is a file now, it is another task's, or a damaged one.
      if (!files.rename(temporary, file)
          && !isThere(audio, files, file)
          && !(files.delete(file, false) && files.rename(temporary, file))) {
        throw new IOException("it cannot be renamed into its place.");
      }
    } catch (IOException | FSError e) {
      String reason = isFull(files, staging, audio.length) ? FULL : e.getMessage();
      throw new UncheckedIOException(new IOException("Cannot write " + file + ": " + reason, e));
    }
  }

  /** The system's own words are in the user's language, so it is asked. */
  private static boolean isFull(FileSystem files, Path folder, long bytes) {
    try {
      return files.getStatus(folder).getRemaining() < bytes;
    } catch (IOException e) {
      return false;
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
