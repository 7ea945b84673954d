import java.io.IOException;
import java.nio.file.Path;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkResult;
import org.barkdjl.audio.AudioTags;
import org.barkdjl.audio.WavWriter;
import org.barkdjl.model.ModelStore;

/** Speaks one sentence, and keeps its voice for more. */
class OneSentence {
  public static void main(String[] args) throws IOException {
    ModelStore store = new ModelStore(Path.of("cache"));
    try (Bark bark = Bark.open(store, ModelStore.EMBEDDED, BarkOptions.DEFAULT)) {
      BarkRequest request = BarkRequest.of("Hello from Java.").withSeed(1);
      BarkResult result = bark.generate(request);

      AudioTags tags = new AudioTags(request.text(), "", ModelStore.EMBEDDED, 1, "OneSentence");
      new WavWriter(result.sampleRateHz(), tags).write(result.samples(), Path.of("hello.wav"));
      result.toVoice("mine").save(Path.of("mine.npz"));
    }
  }
}
