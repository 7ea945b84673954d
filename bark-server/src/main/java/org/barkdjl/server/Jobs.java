package org.barkdjl.server;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.barkdjl.Priority;
import org.barkdjl.error.QueueFullException;
import org.barkdjl.io.AtomicFile;
import org.barkdjl.io.FolderTree;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Texts that are spoken while nobody waits, one after the other, and kept on disk: a server that
 * starts again goes on with those that had not ended. For any thread.
 */
final class Jobs implements Closeable {
  private static final Logger LOG = LoggerFactory.getLogger(Jobs.class);

  private static final Duration FULL_RETRY = Duration.ofSeconds(60);

  private final Path folder;
  private final FileChannel lock;
  private final boolean open;
  private final ServerOptions.Limits limits;
  private final Speeches speeches;
  private final Metrics metrics;
  private final Thread worker = new Thread(this::work, "bark-jobs");

  // What follows is guarded by this; in the order of their coming.
  private final Map<String, Job> jobs = new LinkedHashMap<>();
  private boolean closing;

  private Jobs(
      Path folder,
      FileChannel lock,
      ServerOptions.Limits limits,
      Speeches speeches,
      Metrics metrics)
      throws IOException {
    this.folder = folder;
    this.lock = lock;
    this.limits = limits;
    this.speeches = speeches;
    this.metrics = metrics;
    // Another server's jobs are not touched.
    open = limits.jobs() > 0 && lock.tryLock() != null;
    worker.setDaemon(true);
  }

  /**
   * Finds those of earlier servers.
   *
   * @param folder where they lie; made if it is missing
   * @param defaults options of speech for requests that lack them
   */
  static Jobs in(
      Path folder,
      ServerOptions.Limits limits,
      Map<String, String> defaults,
      Speeches speeches,
      Metrics metrics)
      throws IOException {
    Files.createDirectories(folder);
    FileChannel lock =
        FileChannel.open(
            folder.resolve(".lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    Jobs found = new Jobs(folder, lock, limits, speeches, metrics);
    if (found.open) {
      found.read(defaults);
    }
    return found;
  }

  private void read(Map<String, String> defaults) throws IOException {
    List<Job> read = new ArrayList<>();
    List<Path> folders;
    try (Stream<Path> list = Files.list(folder)) {
      folders = list.filter(Files::isDirectory).toList();
    }
    for (Path each : folders) {
      Optional<Job> job = Job.read(each, defaults, limits.input());
      if (job.isPresent()) {
        read.add(job.get());
      } else {
        LOG.warn("{} holds no job that can be read; it is removed.", each);
        new FolderTree(each).remove();
      }
    }
    read.sort(Comparator.comparing(Job::created));
    read.forEach(job -> jobs.put(job.id(), job));
  }

  /** Begins to speak; once the server is ready. */
  void start() {
    if (open) {
      worker.start();
    }
  }

  /**
   * Takes one more.
   *
   * @param body as the client sent it
   * @throws QueueFullException if as many are kept as may be, none of which has ended
   * @throws ApiException if this server takes none
   */
  synchronized JsonObject submit(SpeechCall call, byte[] body) throws IOException {
    speeches.requireReady();
    if (!open) {
      throw ApiException.invalid(404, "This server takes no jobs.", null, "no_jobs");
    }
    if (jobs.size() >= limits.jobs() && !removeOldest(Optional.empty())) {
      throw new QueueFullException(
          "There are " + jobs.size() + " jobs, none of which has ended.", FULL_RETRY);
    }
    Speech speech = new Speech(UUID.randomUUID().toString(), call);
    Job job = Job.take(folder, speech, body);
    jobs.put(job.id(), job);
    notifyAll();
    return job.toJson(place(job));
  }

  synchronized Optional<Job> find(String id) {
    return Optional.ofNullable(jobs.get(id));
  }

  synchronized JsonObject toJson(Job job) {
    return job.toJson(place(job));
  }

  /** All, in the order of their coming. */
  synchronized JsonObject toJson() {
    JsonArray list = new JsonArray();
    jobs.values().forEach(job -> list.add(toJson(job)));
    JsonObject json = new JsonObject();
    json.add("jobs", list);
    return json;
  }

  /** Cancels one that has not ended, and removes it. */
  synchronized void remove(Job job) throws IOException {
    job.speech().cancel(Speech.Reason.REQUEST);
    jobs.remove(job.id());
    job.remove();
  }

  /** Ends the one that is spoken; it begins anew when a server starts again. */
  @Override
  public void close() throws IOException {
    synchronized (this) {
      closing = true;
      jobs.values().forEach(job -> job.speech().cancel(Speech.Reason.SHUTDOWN));
      notifyAll();
    }
    try {
      worker.join();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    lock.close();
  }

  private void work() {
    try {
      for (Optional<Job> job = next(); job.isPresent(); job = next()) {
        speak(job.get());
      }
    } catch (InterruptedException e) {
      // Nobody does that.
      Thread.currentThread().interrupt();
    }
  }

  private synchronized Optional<Job> next() throws InterruptedException {
    while (!closing) {
      Optional<Job> next = jobs.values().stream().filter(job -> !job.hasEnded()).findFirst();
      if (next.isPresent()) {
        return next;
      }
      wait();
    }
    return Optional.empty();
  }

  private void speak(Job job) {
    Speech speech = job.speech();
    try {
      AtomicFile.writePatched(
          job.audio(),
          out -> speeches.speak(speech, Priority.BATCH, new Bounded(out, limits.jobBytes())));
    } catch (IOException | RuntimeException e) {
      if (speech.state() == Speech.State.FAILED) {
        LOG.warn("Job {} failed.", job.id(), e);
      }
    }
    synchronized (this) {
      metrics.ended(speech);
      if (closing && !speech.state().equals(Speech.State.DONE)) {
        return;
      }
      if (!jobs.containsKey(job.id())) {
        return;
      }
      try {
        job.end();
        while (bytes() > limits.jobBytes() && removeOldest(Optional.of(job))) {}
      } catch (IOException e) {
        LOG.warn("Job {} cannot be kept.", job.id(), e);
        jobs.remove(job.id());
      }
    }
  }

  private long bytes() throws IOException {
    long bytes = 0;
    for (Job job : jobs.values()) {
      bytes += job.bytes();
    }
    return bytes;
  }

  /**
   * Removes the oldest that has ended.
   *
   * @param kept one that stays
   * @return whether there was one
   */
  private boolean removeOldest(Optional<Job> kept) throws IOException {
    Optional<Job> oldest =
        jobs.values().stream()
            .filter(job -> job.hasEnded() && !job.equals(kept.orElse(null)))
            .findFirst();
    if (oldest.isPresent()) {
      remove(oldest.get());
    }
    return oldest.isPresent();
  }

  private int place(Job job) {
    return 1
        + (int)
            jobs.values().stream()
                .takeWhile(each -> !each.equals(job))
                .filter(each -> each.speech().state() == Speech.State.QUEUED && !each.hasEnded())
                .count();
  }

  /** Breaks off a file that would fill the disk. */
  private static final class Bounded extends FilterOutputStream {
    private long left;

    Bounded(OutputStream out, long most) {
      super(out);
      left = most;
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value});
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      left -= length;
      if (left < 0) {
        throw ApiException.invalid(
            413, "The audio is larger than all jobs together may be.", "input", "too_large");
      }
      out.write(bytes, offset, length);
    }
  }
}
