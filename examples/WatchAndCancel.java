import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.Generation;
import org.barkdjl.Priority;
import org.barkdjl.Stage;
import org.barkdjl.StageTiming;
import org.barkdjl.error.CancelledException;
import org.barkdjl.model.ModelStore;

/** Shows how far a generation is, and cancels it as soon as its second stage begins. */
class WatchAndCancel {
  public static void main(String[] args) throws IOException {
    ModelStore store = new ModelStore(Path.of("cache"));
    try (Bark bark = Bark.open(store, ModelStore.EMBEDDED, BarkOptions.DEFAULT)) {
      Watcher watcher = new Watcher();
      Generation generation =
          bark.submit(BarkRequest.of("This is never heard."), watcher, Priority.INTERACTIVE);
      try {
        generation.join(); // generation.cancel() ends it, too, from any thread
        System.out.println("It was faster.");
      } catch (CancelledException e) {
        System.out.println("Cancelled.");
      }
    }
  }

  /** Called on the engine's thread, so it returns at once. */
  private static final class Watcher implements BarkListener {
    private boolean enough;

    @Override
    public void started(Stage stage, int expected) {
      enough = stage == Stage.COARSE;
    }

    @Override
    public void advanced(Stage stage, int done, int expected) {
      System.out.println(stage + ": " + done + " of about " + expected + " steps");
    }

    @Override
    public void finished(Stage stage, StageTiming timing) {
      System.out.println(stage + ": " + timing.wall());
    }

    @Override
    public boolean cancelled() {
      return enough;
    }
  }
}
