package org.barkdjl;

import ai.djl.Device;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.codec.CodecStage;
import org.barkdjl.device.Attention;
import org.barkdjl.device.Devices;
import org.barkdjl.device.Precision;
import org.barkdjl.fine.FineStage;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.text.PromptTokenizer;
import org.barkdjl.torch.CLibrary;

/** The tokenizer and the four stages. */
record Stages(
    PromptTokenizer tokenizer,
    StageModel<SemanticStage> semantic,
    StageModel<CoarseStage> coarse,
    StageModel<FineStage> fine,
    StageModel<CodecStage> codec)
    implements AutoCloseable {

  /**
   * Loads them, some beside others.
   *
   * @param precision that of the causal stages
   * @param chunk causal tokens a call; 0: chosen for the device
   * @param offload load each stage only while it works
   */
  static Stages load(
      ModelPackage model, Device device, Precision precision, int chunk, boolean offload)
      throws IOException {
    Precision finePrecision = Devices.finePrecision(precision, device);
    // Told now if one is missing, though it may be loaded much later.
    Path semantic = model.archive(Part.SEMANTIC, precision);
    Path coarse = model.archive(Part.COARSE, precision);
    Path fine = model.archive(Part.FINE, finePrecision);
    Path codec = model.archive(Part.CODEC, Precision.FP32);
    Attention attention = Devices.attention(device);
    try (Loading loading = new Loading(offload)) {
      CompletableFuture<PromptTokenizer> tokenizer = loading.begin(PromptTokenizer::open);
      CompletableFuture<StageModel<SemanticStage>> semanticModel =
          loading.stage(
              () -> SemanticStage.load(semantic, device, attention, chunk), SemanticStage::close);
      CompletableFuture<StageModel<CoarseStage>> coarseModel =
          loading.stage(
              () -> CoarseStage.load(coarse, device, attention, chunk), CoarseStage::close);
      CompletableFuture<StageModel<FineStage>> fineModel =
          loading.stage(() -> FineStage.load(fine, device), FineStage::close);
      CompletableFuture<StageModel<CodecStage>> codecModel =
          loading.stage(() -> CodecStage.load(codec, device), CodecStage::close);
      loading.end();
      return new Stages(
          tokenizer.join(),
          semanticModel.join(),
          coarseModel.join(),
          fineModel.join(),
          codecModel.join());
    }
  }

  @Override
  public void close() {
    codec.close();
    fine.close();
    coarse.close();
    semantic.close();
    tokenizer.close();
  }

  /**
   * Loads two at a time: on two cores they take little more than half as long, and what each takes
   * besides its weights while it is prepared is not taken five times at once.
   */
  private static final class Loading implements AutoCloseable {
    private static final int THREADS = 2;

    private final boolean offload;
    private final ExecutorService threads = Executors.newFixedThreadPool(THREADS, Loading::daemon);
    private final List<CompletableFuture<? extends AutoCloseable>> begun = new ArrayList<>();

    Loading(boolean offload) {
      this.offload = offload;
    }

    <T> CompletableFuture<StageModel<T>> stage(StageModel.Loader<T> loader, Consumer<T> closer) {
      return begin(() -> StageModel.of(offload, loader, closer));
    }

    <T extends AutoCloseable> CompletableFuture<T> begin(StageModel.Loader<T> loader) {
      CompletableFuture<T> future =
          CompletableFuture.supplyAsync(
              () -> {
                try {
                  T loaded = loader.load();
                  CLibrary.trimHeap();
                  return loaded;
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              },
              threads);
      begun.add(future);
      return future;
    }

    /** Waits for all; if one failed, closes the others and throws why. */
    void end() throws IOException {
      try {
        CompletableFuture.allOf(begun.toArray(CompletableFuture[]::new)).join();
      } catch (CompletionException e) {
        for (CompletableFuture<? extends AutoCloseable> one : begun) {
          if (!one.isCompletedExceptionally()) {
            closeAfter(one.join(), e.getCause());
          }
        }
        if (e.getCause() instanceof UncheckedIOException io) {
          throw io.getCause();
        }
        if (e.getCause() instanceof Error error) {
          throw error;
        }
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }

    private static void closeAfter(AutoCloseable loaded, Throwable cause) {
      try {
        loaded.close();
      } catch (Exception e) {
        cause.addSuppressed(e);
      }
    }

    private static Thread daemon(Runnable work) {
      Thread thread = new Thread(work, "bark-load");
      thread.setDaemon(true);
      return thread;
    }

    @Override
    public void close() {
      threads.shutdown();
    }
  }
}
