package org.barkdjl.bench;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.barkdjl.Bark;
import org.barkdjl.BarkOptions;
import org.barkdjl.BarkRequest;
import org.barkdjl.device.DeviceSpec;
import org.barkdjl.device.Precision;
import org.barkdjl.io.FolderLock;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticOptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models of made-up weights, here of a size that no Bark has, but with all of its vocabulary. */
@Tag("slow")
class RandomModelsTest {
  private static final RandomSize TINY = new RandomSize("tiny", 2, 2, 16);

  @TempDir Path folder;

  @Test
  void theyAreMadeOnceAndSpeak() throws IOException {
    RandomModels models = new RandomModels(folder.resolve("bench"));
    List<Precision> both = List.of(Precision.FP32, Precision.INT8);
    List<ModelPackage> first = models.open(TINY, both);
    List<ModelPackage> second = models.open(TINY, both);
    assertEquals(first.get(0).manifest(), second.get(0).manifest());
    assertEquals(first.get(1).manifest(), second.get(1).manifest());
    assertEquals(24_000, first.get(0).manifest().sampleRateHz());
    assertEquals(320, first.get(0).manifest().samplesPerFrame());
    assertEquals(
        List.of(".lock", "random-tiny-fp32", "random-tiny-int8"),
        children(folder.resolve("bench")),
        "the checkpoint is removed");

    BarkOptions options =
        BarkOptions.DEFAULT.withDevice(DeviceSpec.CPU).withPrecision(Precision.FP32);
    SemanticOptions shortly =
        SemanticOptions.DEFAULT
            .withAllowEnd(false)
            .withMaxDuration(Optional.of(Duration.ofMillis(100)));
    try (Bark bark = Bark.open(first.get(0), options)) {
      float[] samples =
          bark.generate(BarkRequest.of("one").withSeed(1).withSemantic(shortly)).samples();
      for (float sample : samples) {
        assertTrue(Float.isFinite(sample));
      }
    }
  }

  @Test
  void aModelOfOtherProgramsIsMadeAgainByOneAtATime() throws Exception {
    RandomModels models = new RandomModels(folder);
    ModelPackage made = models.open(TINY, List.of(Precision.FP32)).get(0);
    Path archive = made.archive(Part.FINE, Precision.FP32);
    String text = Files.readString(archive, ISO_8859_1);
    Files.writeString(archive, text.replace("def prepare(", "def premade("), ISO_8859_1);
    Files.createDirectories(folder.resolve(".staging-killed"));
    FutureTask<?> opening = new FutureTask<>(() -> models.open(TINY, List.of(Precision.FP32)));
    Thread thread = new Thread(opening);
    boolean waits =
        FolderLock.hold(
            folder,
            () -> {},
            () -> {
              thread.start();
              while (thread.getState() != Thread.State.BLOCKED && !opening.isDone()) {
                Thread.onSpinWait();
              }
              return !opening.isDone();
            });
    opening.get();
    assertTrue(waits, "who opens waits for who makes");
    assertTrue(ModelPackage.open(made.folder()).isCurrent());
    assertEquals(List.of(".lock", "random-tiny-fp32"), children(folder));
  }

  @Test
  void aDamagedModelIsMadeAgain() throws IOException {
    RandomModels models = new RandomModels(folder);
    ModelPackage made = models.open(TINY, List.of(Precision.FP32)).get(0);
    Path cut = made.archive(Part.FINE, Precision.FP32);
    long size = Files.size(cut);
    Files.write(cut, new byte[10]);
    models.open(TINY, List.of(Precision.FP32));
    assertEquals(size, Files.size(cut));
    Files.write(made.folder().resolve("model.json"), new byte[0]);
    models.open(TINY, List.of(Precision.FP32));
    assertEquals(List.of(".lock", "random-tiny-fp32"), children(folder));
  }

  @Test
  void theCodecHasEncodecsSize() {
    // encodec_24khz-d7cc33bc.th: 7.4 million parameters in the decoder, and 8 codebooks
    assertEquals(8 * 1024 * 128 * 4L, EncodecSizes.bytes() - decoderBytes());
    assertEquals(7.4e6, decoderBytes() / 4.0, 0.1e6);
  }

  @Test
  void sizesHaveNames() {
    assertEquals(RandomSize.LARGE, RandomSize.of("large"));
    assertThrows(IllegalArgumentException.class, () -> RandomSize.of("huge"));
  }

  private static List<String> children(Path parent) throws IOException {
    try (Stream<Path> children = Files.list(parent)) {
      return children.map(child -> child.getFileName().toString()).sorted().toList();
    }
  }

  private static long decoderBytes() {
    return EncodecSizes.tensors().entrySet().stream()
        .filter(tensor -> tensor.getKey().startsWith("decoder."))
        .mapToLong(tensor -> tensor.getValue().stream().reduce(4L, (a, b) -> a * b))
        .sum();
  }
}
