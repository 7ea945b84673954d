package org.barkdjl.bench;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.barkdjl.error.CancelledException;

/**
 * Has many clients ask at once: how long each waits, and how much all of them get. Before that, the
 * same texts are spoken one after the other, so that there is something to compare with. Each
 * client comes at a time of its own and then asks for its texts one after the other; when it comes
 * is drawn, the same for each run.
 */
public final class LoadBench {
  /**
   * Of several lengths; the last ones have several sentences, and so are heard before their end.
   */
  private static final List<String> TEXTS =
      List.of(
          "Good morning.",
          "The train to the coast leaves in five minutes.",
          "Thank you, that is very kind of you.",
          "It was a bright cold day in April, and the clocks were striking.",
          "No.",
          "Please leave a message after the tone. We will call you back.",
          "The quick brown fox jumps over the lazy dog. The dog sleeps on. Nobody wonders.");

  private static final double CHARACTERS_PER_SECOND = 14;
  private static final Duration SHORTEST = Duration.ofMillis(500);

  private final LoadTarget target;
  private final LoadOptions options;
  private final Consumer<LoadRow> listener;
  private final BooleanSupplier cancelled;

  /** How long one text took. */
  private record Wait(double first, double whole, double audio) {}

  /**
   * @param listener told each row once it is measured
   * @param cancelled whether to give up
   */
  public LoadBench(
      LoadTarget target,
      LoadOptions options,
      Consumer<LoadRow> listener,
      BooleanSupplier cancelled) {
    this.target = target;
    this.options = options;
    this.listener = listener;
    this.cancelled = cancelled;
  }

  /**
   * Measures, after one text that is not measured.
   *
   * @throws IOException if a server refuses a text, or cannot be reached
   * @throws org.barkdjl.error.BarkException if an engine fails, or it was cancelled
   */
  public LoadReport run() throws IOException {
    speak(0);
    List<LoadRow> rows = new ArrayList<>();
    LoadRow inTurn = measure(0, Duration.ZERO);
    add(rows, inTurn);
    double each = inTurn.wallSeconds() / inTurn.requests();
    for (int clients : options.clients()) {
      add(rows, measure(clients, Duration.ofMillis(Math.round(1e3 * each))));
    }
    return new LoadReport(target.name(), rows);
  }

  private void add(List<LoadRow> rows, LoadRow row) {
    rows.add(row);
    listener.accept(row);
  }

  /**
   * @param clients 0: one that asks for what the most clients ask for
   * @param arrival they come within this
   */
  private LoadRow measure(int clients, Duration arrival) throws IOException {
    int threads = Math.max(1, clients);
    int texts =
        clients == 0 ? Collections.max(options.clients()) * options.requests() : options.requests();
    Random random = new Random(clients);
    double processor = target.processorSeconds();
    long start = System.nanoTime();
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    List<Wait> waits = new ArrayList<>();
    try {
      List<Future<List<Wait>>> all = new ArrayList<>();
      for (int client = 0; client < threads; client++) {
        int first = client * texts;
        // One of them comes at once.
        long after = client == 0 ? 0 : Math.round(random.nextDouble() * arrival.toMillis());
        all.add(pool.submit(() -> ask(first, texts, after)));
      }
      for (Future<List<Wait>> each : all) {
        waits.addAll(each.get());
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("The benchmark was interrupted.");
    } catch (ExecutionException e) {
      throw asThrown(e.getCause());
    } finally {
      pool.shutdownNow();
    }
    double wall = (System.nanoTime() - start) / 1e9;
    double[] first = waits.stream().mapToDouble(Wait::first).sorted().toArray();
    double[] whole = waits.stream().mapToDouble(Wait::whole).sorted().toArray();
    return new LoadRow(
        clients,
        waits.size(),
        quantile(first, 0.5),
        quantile(first, 0.95),
        quantile(whole, 0.5),
        waits.stream().mapToDouble(Wait::audio).sum(),
        wall,
        target.processorSeconds() - processor);
  }

  private List<Wait> ask(int first, int texts, long afterMillis)
      throws IOException, InterruptedException {
    Thread.sleep(afterMillis);
    List<Wait> waits = new ArrayList<>();
    for (int i = 0; i < texts; i++) {
      waits.add(speak(first + i));
    }
    return waits;
  }

  private Wait speak(int index) throws IOException {
    String text = TEXTS.get(index % TEXTS.size());
    long[] heard = new long[1];
    long start = System.nanoTime();
    Duration audio =
        target.speak(
            text, index, longest(text), () -> heard[0] = System.nanoTime() - start, cancelled);
    return new Wait(heard[0] / 1e9, (System.nanoTime() - start) / 1e9, audio.toMillis() / 1e3);
  }

  /** What its sentences usually take, so that weights that never end speak as long as others. */
  private Duration longest(String text) {
    int most = Arrays.stream(text.split("(?<=\\.) ", -1)).mapToInt(String::length).max().orElse(0);
    Duration usual = Duration.ofMillis(Math.round(1e3 * most / CHARACTERS_PER_SECOND));
    Duration bound = usual.compareTo(options.longest()) < 0 ? usual : options.longest();
    return bound.compareTo(SHORTEST) < 0 ? SHORTEST : bound;
  }

  /** The least value that so many of them do not exceed. */
  private static double quantile(double[] sorted, double share) {
    return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
  }

  private static IOException asThrown(Throwable cause) {
    if (cause instanceof RuntimeException unchecked) {
      throw unchecked;
    }
    if (cause instanceof Error error) {
      throw error;
    }
    return cause instanceof IOException told ? told : new IOException(cause);
  }
}
