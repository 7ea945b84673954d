package org.barkdjl.server;

import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.FolderTree;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.Subtitles;

/**
 * A text that is spoken some time, in a folder: what was asked for is written when it is taken,
 * what came of it when it has ended.
 */
final class Job {
  private static final String REQUEST = "request.json";
  private static final String RESULT = "result.json";

  private final Path folder;
  private final Speech speech;
  private final String created;

  /** Empty until it has ended. */
  private volatile Optional<JsonObject> result;

  private Job(Path folder, Speech speech, String created, Optional<JsonObject> result) {
    this.folder = folder;
    this.speech = speech;
    this.created = created;
    this.result = result;
  }

  /**
   * Takes one, and writes it down.
   *
   * @param jobs the folder of all
   * @param body as the client sent it
   */
  static Job take(Path jobs, Speech speech, byte[] body) throws IOException {
    Job job =
        new Job(jobs.resolve(speech.id()), speech, Instant.now().toString(), Optional.empty());
    JsonObject request = new JsonObject();
    request.addProperty("created", job.created);
    request.addProperty("seed", speech.seed());
    request.addProperty("body", new String(body, StandardCharsets.UTF_8));
    Files.createDirectories(job.folder);
    write(job.folder.resolve(REQUEST), request);
    return job;
  }

  /**
   * Reads one that was taken before; empty: the folder holds none.
   *
   * @param defaults of the server
   * @param maxInput code points of a text
   */
  static Optional<Job> read(Path folder, Map<String, String> defaults, int maxInput) {
    try {
      JsonObject request = json(folder.resolve(REQUEST));
      byte[] body = request.get("body").getAsString().getBytes(StandardCharsets.UTF_8);
      SpeechCall call =
          SpeechCall.parse(body, defaults, maxInput).withSeed(request.get("seed").getAsLong());
      Path result = folder.resolve(RESULT);
      return Optional.of(
          new Job(
              folder,
              new Speech(folder.getFileName().toString(), call),
              request.get("created").getAsString(),
              Files.exists(result) ? Optional.of(json(result)) : Optional.empty()));
    } catch (IOException | JsonParseException | IllegalStateException | ApiException e) {
      return Optional.empty();
    }
  }

  String id() {
    return speech.id();
  }

  /** When it was taken, as it sorts. */
  String created() {
    return created;
  }

  Speech speech() {
    return speech;
  }

  boolean hasEnded() {
    return result.isPresent();
  }

  /** Where its audio lies once it is done. */
  Path audio() {
    return folder.resolve("audio" + speech.format().ending());
  }

  /** Where its subtitles lie once it is done. */
  Path subtitles(Subtitles format) {
    return folder.resolve(format == Subtitles.SRT ? "audio.srt" : "audio.vtt");
  }

  boolean isDone() {
    return result.map(json -> json.get("state").getAsString().equals("done")).orElse(false);
  }

  /** What it takes on disk. */
  long bytes() throws IOException {
    return new FolderTree(folder).bytes();
  }

  /** Writes down what came of it: after this it is not spoken again. */
  void end() throws IOException {
    if (speech.state() == Speech.State.DONE) {
      Narration narration = speech.narration().orElseThrow();
      for (Subtitles format : Subtitles.values()) {
        format.write(narration, subtitles(format));
      }
    }
    JsonObject json = speech.toJson(0);
    json.addProperty("created", created);
    write(folder.resolve(RESULT), json);
    result = Optional.of(json);
  }

  void remove() throws IOException {
    // First, or what is left after a failure would be spoken again.
    Files.deleteIfExists(folder.resolve(REQUEST));
    new FolderTree(folder).remove();
  }

  /**
   * What is known of it.
   *
   * @param place how many jobs wait before it, itself among them
   */
  JsonObject toJson(int place) {
    return result.orElseGet(
        () -> {
          JsonObject json = speech.toJson(speech.state() == Speech.State.QUEUED ? place : 0);
          json.addProperty("created", created);
          return json;
        });
  }

  private static JsonObject json(Path file) throws IOException {
    return JsonParser.parseString(Files.readString(file)).getAsJsonObject();
  }

  private static void write(Path file, JsonObject json) throws IOException {
    byte[] bytes = Answers.text(json).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, out -> out.write(bytes));
  }
}
