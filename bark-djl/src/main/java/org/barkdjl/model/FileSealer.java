package org.barkdjl.model;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.barkdjl.device.Precision;
import org.barkdjl.io.Sha256;

/**
 * Brings finished archives to the disk and hashes them, on a thread of its own while the next one
 * is written.
 */
final class FileSealer implements Closeable {
  private final ExecutorService thread =
      Executors.newSingleThreadExecutor(
          work -> {
            Thread sealer = new Thread(work, "bark-seal");
            sealer.setDaemon(true);
            return sealer;
          });
  private final List<Future<ModelFile>> sealed = new ArrayList<>();

  void seal(Path file, Part part, Precision precision) {
    sealed.add(
        thread.submit(
            () -> {
              // Before the package gets its name, or a crash could leave it without its data.
              try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
                channel.force(true);
              }
              return new ModelFile(
                  file.getFileName().toString(),
                  part,
                  precision,
                  Files.size(file),
                  Sha256.of(file));
            }));
  }

  /** Waits for all, in the order in which they came. */
  List<ModelFile> files() throws IOException {
    List<ModelFile> files = new ArrayList<>();
    for (Future<ModelFile> file : sealed) {
      try {
        files.add(file.get());
      } catch (ExecutionException e) {
        if (e.getCause() instanceof IOException io) {
          throw io;
        }
        throw new IllegalStateException(e.getCause());
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("interrupted while files were hashed");
      }
    }
    return files;
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
