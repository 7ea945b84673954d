package org.barkdjl.hub;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.barkdjl.error.ModelException;
import org.barkdjl.error.Problem;

/** Finds and fetches files of repositories, from the local cache or else the network. */
public final class HubClient {
  private final HubConfig config;
  private final HubRetry retry;
  private final HubListener listener;
  private final HubCache cache;
  private final HubHttp http;

  public HubClient(HubConfig config, HubRetry retry, HubListener listener) {
    this.config = config;
    this.retry = retry;
    this.listener = listener;
    this.cache = new HubCache(config.cache());
    this.http = new HubHttp(config, retry.stalled());
  }

  /** The hub's host, for messages. */
  public String host() {
    return config.endpoint().getHost();
  }

  /**
   * Looks a file up.
   *
   * @return its size and hash, and its repository at a commit, so that files looked up there belong
   *     together; empty if the repository lacks it
   * @throws ModelException if there is no such repository, the hub refuses or cannot be reached, or
   *     it may not be asked
   */
  public Optional<HubFile> find(HubRepository repository, String path) throws IOException {
    Optional<HubRepository> pinned = cache.pinned(repository);
    if (pinned.isPresent()) {
      Optional<HubFile> cached = cache.find(pinned.get(), path);
      if (cached.isPresent() || config.offline()) {
        return cached;
      }
    }
    if (config.offline()) {
      throw new ModelException(
          Problem.NO_HUB,
          "HF_HUB_OFFLINE is set, and the cache %s does not hold %s; unset it."
              .formatted(config.cache(), repository));
    }
    return describe(HubFile.unknown(pinned.orElse(repository), path));
  }

  /** A small file whose size and hash are learned as it is fetched: spares a request. */
  public HubFile small(HubRepository repository, String path) throws IOException {
    Optional<HubRepository> pinned = cache.pinned(repository);
    return pinned.isEmpty()
        ? HubFile.unknown(repository, path)
        : cache.find(pinned.get(), path).orElse(HubFile.unknown(pinned.get(), path));
  }

  /**
   * Fetches files, several at once. What arrived before a failure is kept, and the next run goes on
   * from there.
   *
   * @return where each file lies: at its target, or in the cache
   * @throws ModelException if one cannot be had
   */
  public List<Path> fetch(List<HubDownload> files) throws IOException {
    TransferMeter meter = new TransferMeter(listener, System::nanoTime);
    List<ParallelTasks.Task<Path>> tasks = new ArrayList<>();
    for (HubDownload download : files) {
      if (download.file().cached().isEmpty() && download.file().isKnown()) {
        meter.expect(download.file().bytes());
      }
      tasks.add(cancelled -> fetch(download, meter, cancelled));
    }
    return ParallelTasks.run(tasks);
  }

  private Path fetch(HubDownload download, TransferMeter meter, ParallelTasks.Stop stop)
      throws IOException {
    HubFile file = download.file();
    if (file.cached().isPresent()) {
      listener.cached(file, file.cached().get());
      return file.cached().get();
    }
    if (isThere(download)) {
      meter.present(file.bytes());
      return download.target();
    }
    if (config.offline()) {
      if (download.optional()) {
        return download.target();
      }
      throw new ModelException(
          "HF_HUB_OFFLINE is set, and the cache %s does not hold %s."
              .formatted(config.cache(), file));
    }
    try {
      return new FileDownload(http, retry, stop.wrap(listener), meter, file, download.target())
          .run();
    } catch (HubStatus.NoSuchFile e) {
      if (download.optional()) {
        return download.target();
      }
      throw new ModelException(e.getMessage(), e);
    }
  }

  /** Whether an earlier run fetched the file. */
  private static boolean isThere(HubDownload download) throws IOException {
    HubFile file = download.file();
    return file.isKnown()
        && Files.isRegularFile(download.target())
        && Files.size(download.target()) == file.bytes()
        && ContentHash.matches(download.target(), file.etag());
  }

  private Optional<HubFile> describe(HubFile file) throws IOException {
    int failures = 0;
    while (true) {
      try (HubResponse response = http.head(file)) {
        OptionalLong bytes = response.size();
        HubRepository repository =
            response.commit().map(file.repository()::at).orElse(file.repository());
        return Optional.of(
            new HubFile(
                repository, file.path(), bytes.orElse(-1), response.etag(), Optional.empty()));
      } catch (HubStatus.NoSuchFile e) {
        return Optional.empty();
      } catch (PassingFailure e) {
        failures++;
        Duration delay = e.retryAfter().orElse(retry.delay(failures));
        if (failures >= retry.attempts() || delay.compareTo(retry.longest()) > 0) {
          throw new ModelException(
              Problem.NO_HUB,
              "%s: %s. Check the network, HTTPS_PROXY and %s."
                  .formatted(file, e.getMessage(), config.setting()),
              e);
        }
        listener.retrying(e.getMessage(), delay);
        retry.await(delay, listener::cancelled);
      }
    }
  }
}
