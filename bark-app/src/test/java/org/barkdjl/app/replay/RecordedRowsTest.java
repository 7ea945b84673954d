package org.barkdjl.app.replay;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import ai.djl.Device;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.barkdjl.BarkRequest;
import org.barkdjl.coarse.CoarseInput;
import org.barkdjl.coarse.CoarseSequence;
import org.barkdjl.coarse.CoarseStage;
import org.barkdjl.decode.Decoder;
import org.barkdjl.decode.Sequence;
import org.barkdjl.device.Attention;
import org.barkdjl.device.Precision;
import org.barkdjl.model.ModelPackage;
import org.barkdjl.model.ModelStore;
import org.barkdjl.model.Part;
import org.barkdjl.semantic.SemanticInput;
import org.barkdjl.semantic.SemanticSequence;
import org.barkdjl.semantic.SemanticStage;
import org.barkdjl.voice.Voice;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The causal stages attending to all rows at once, as on CUDA, make the tokens of the recorded
 * cases; two cases are this project's, and more are tried where they are shared.
 */
@Tag("slow")
class RecordedRowsTest {
  private static final Path GOLDEN = Path.of("src/test/golden");
  private static final Path SHARED = Path.of("../../shared/golden/dev");

  @TempDir static Path folder;
  private static ModelPackage model;
  private static final List<RecordedCase> CASES = new ArrayList<>();

  @BeforeAll
  static void read() throws IOException {
    Path home = Files.isDirectory(SHARED) ? SHARED : GOLDEN;
    model =
        ModelStore.assemble(
            home.resolve("weights"), folder.resolve("recorded"), "recorded", Precision.FP32);
    try (Stream<Path> files = Files.list(home)) {
      for (Path file : files.filter(f -> f.toString().endsWith(".npz")).sorted().toList()) {
        CASES.add(RecordedCase.read(file));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 32})
  void semanticTokens(int width) throws IOException {
    List<RecordedCase> cases = repeated(width);
    List<SemanticSequence> rows =
        cases.stream().map(one -> new SemanticSequence(semantic(one))).toList();
    try (SemanticStage stage =
            SemanticStage.load(
                model.archive(Part.SEMANTIC, Precision.FP32), Device.cpu(), Attention.ALL_ROWS, 0);
        Decoder decoder = stage.decoder(width)) {
      decode(decoder, rows);
    }
    for (int i = 0; i < cases.size(); i++) {
      assertArrayEquals(cases.get(i).tokens().semantic(), rows.get(i).tokens(), "row " + i);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 8, 32})
  void coarseCodes(int width) throws IOException {
    List<RecordedCase> cases = repeated(width);
    List<CoarseSequence> rows = cases.stream().map(one -> new CoarseSequence(coarse(one))).toList();
    try (CoarseStage stage =
            CoarseStage.load(
                model.archive(Part.COARSE, Precision.FP32), Device.cpu(), Attention.ALL_ROWS, 0);
        Decoder decoder = stage.decoder(width)) {
      decode(decoder, rows);
    }
    for (int i = 0; i < cases.size(); i++) {
      assertArrayEquals(cases.get(i).tokens().coarse(), rows.get(i).codes(), "row " + i);
    }
  }

  /** As many at a time as there is room for. */
  private static void decode(Decoder decoder, List<? extends Sequence> all) {
    Deque<Sequence> waiting = new ArrayDeque<>(all);
    while (!waiting.isEmpty() || !decoder.isEmpty()) {
      while (decoder.room() > 0 && !waiting.isEmpty()) {
        decoder.add(waiting.remove());
      }
      decoder.step().forEach(ended -> assertEquals(Optional.empty(), ended.failure()));
    }
  }

  /** All cases once, and again until there are some more than rows. */
  private static List<RecordedCase> repeated(int width) {
    return Stream.generate(CASES::stream)
        .flatMap(cases -> cases)
        .limit(Math.max(CASES.size(), width + 1))
        .toList();
  }

  private static SemanticInput semantic(RecordedCase recorded) {
    BarkRequest request = recorded.request();
    return new SemanticInput(
        Arrays.copyOf(recorded.tokens().text(), Math.min(256, recorded.tokens().text().length)),
        request.voice().map(Voice::semantic).orElse(new int[0]),
        request.options().semantic(),
        request.randomness().stream(org.barkdjl.Stage.SEMANTIC));
  }

  private static CoarseInput coarse(RecordedCase recorded) {
    BarkRequest request = recorded.request();
    return new CoarseInput(
        recorded.tokens().semantic(),
        request.voice(),
        request.options().coarse(),
        request.randomness().stream(org.barkdjl.Stage.COARSE));
  }
}
