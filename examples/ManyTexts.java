import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.barkdjl.Bark;
import org.barkdjl.BarkListener;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkOutcome;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.model.ModelStore;

/** Speaks several texts together, which takes less time than one after the other. */
class ManyTexts {
  public static void main(String[] args) throws IOException {
    List<String> texts = List.of("Good morning.", "Good evening.", " ");
    ModelStore store = new ModelStore(Path.of("cache"));
    try (Bark bark = Bark.open(store, ModelStore.EMBEDDED, BarkOptions.DEFAULT)) {
      List<BarkRequest> requests =
          texts.stream().map(text -> BarkRequest.of(text).withSeed(1)).toList();
      List<BarkOutcome> outcomes = bark.generate(requests, BarkListener.NONE);

      for (int i = 0; i < texts.size(); i++) {
        BarkOutcome outcome = outcomes.get(i);
        if (outcome.failure().isPresent()) {
          System.out.println("Text " + i + ": " + outcome.failure().get().getMessage());
          continue; // the others are not touched by it
        }
        BarkResult result = outcome.orThrow();
        AudioTags tags = new AudioTags(texts.get(i), "", ModelStore.EMBEDDED, 1, "ManyTexts");
        Path file = Path.of(i + ".wav");
        new WavWriter(result.sampleRateHz(), tags).write(result.samples(), file);
        System.out.println("Text " + i + ": " + file);
      }
    }
  }
}
