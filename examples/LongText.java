import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.model.ModelStore;
import org.barkdjl.narration.Narration;
import org.barkdjl.narration.NarrationListener;
import org.barkdjl.narration.NarrationRequest;
import org.barkdjl.narration.Narrator;
import org.barkdjl.text.SpeechPlan;
import org.barkdjl.text.SpeechPlanOptions;

/**
 * Speaks the text of a file, of any length, as a WAV on standard output: each piece is heard while
 * the next ones are made.
 */
class LongText {
  public static void main(String[] args) throws IOException {
    String text = Files.readString(Path.of(args[0]));
    ModelStore store = new ModelStore(Path.of("cache"));
    try (Bark bark = Bark.open(store, ModelStore.EMBEDDED, BarkOptions.DEFAULT)) {
      SpeechPlan plan = SpeechPlan.of(text, SpeechPlanOptions.DEFAULT);
      NarrationRequest request = NarrationRequest.of(plan, 1);
      AudioTags tags = new AudioTags(text, "", ModelStore.EMBEDDED, 1, "LongText");
      WavWriter wav = new WavWriter(bark.manifest().sampleRateHz(), tags);

      Narration narration =
          new Narrator(bark)
              .narrate(request, content -> content.writeTo(System.out), wav, NarrationListener.NONE);
      System.err.println(narration.pieces().size() + " pieces, " + narration.duration());
    }
  }
}
