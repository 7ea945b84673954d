package org.barkdjl.codec;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.Shape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.barkdjl.Nano;
import org.barkdjl.device.Precision;
import org.barkdjl.model.Part;
import org.barkdjl.torch.Djl;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The embedded model's codec; ReplayIT compares whole generations with recorded samples. */
class CodecStageTest {
  private static final int SAMPLES_PER_FRAME = 320;

  /** Processors add up in orders of their own; three steps of a sample of 16 bits. */
  private static final float ROUNDING = 1e-4f;

  private static CodecStage codec;

  @BeforeAll
  static void load() throws IOException {
    codec =
        CodecStage.load(
            Nano.model(Precision.FP32).archive(Part.CODEC, Precision.FP32), Device.cpu());
  }

  @AfterAll
  static void close() {
    codec.close();
  }

  @Test
  void givesSamplesForEachFrame() {
    for (int frames : new int[] {1, 2, 7, 100}) {
      float[] samples = codec.decode(codes(frames));
      assertEquals(frames * SAMPLES_PER_FRAME, samples.length);
      for (float sample : samples) {
        assertTrue(Float.isFinite(sample), () -> frames + " frames: " + sample);
      }
    }
  }

  /** On some processors libtorch multiplied zeros with memory that nobody had written. */
  @Test
  @Tag("slow")
  void neverReadsMemoryThatNobodyHasWritten() {
    try (NDManager memory = NDManager.newBaseManager(Device.cpu(), Djl.ENGINE)) {
      for (int frames = 60; frames < 80; frames++) {
        fillFreeMemoryWithNaN(memory);
        for (float sample : codec.decode(codes(frames))) {
          assertTrue(Float.isFinite(sample));
        }
      }
    }
  }

  private static void fillFreeMemoryWithNaN(NDManager memory) {
    try (NDManager freed = memory.newSubManager()) {
      for (int size = 64; size <= 1 << 18; size *= 2) {
        for (int i = 0; i < 16; i++) {
          freed.create(new Shape(size)).addi(Float.NaN);
        }
      }
    }
  }

  /** The longer signal goes through the layers in three blocks, the shorter one in one. */
  @Test
  void laterFramesDoNotChangeEarlierOnes() {
    float[] all = codec.decode(codes(200));
    int known = 100 * SAMPLES_PER_FRAME;
    assertArrayEquals(
        Arrays.copyOf(all, known), codec.decode(codes(100)), ROUNDING); // products of other sizes
    assertTrue(spread(all) > 1e-3, "it is not silence");
  }

  /** Of all lengths that padding treats otherwise: shorter than the first kernel, and as long. */
  @Test
  @Tag("slow")
  void signalsTogetherSoundAsTheyDoAlone() {
    List<int[][]> signals =
        IntStream.of(40, 1, 7, 90, 2, 6, 8, 41).mapToObj(CodecStageTest::codes).toList();
    for (int width : new int[] {1, 3, 8}) {
      List<float[]> together = codec.decode(signals, width);
      for (int i = 0; i < signals.size(); i++) {
        assertArrayEquals(codec.decode(signals.get(i)), together.get(i), ROUNDING, "signal " + i);
      }
    }
  }

  /** Any codes will do; those of the first frames are the same for all lengths. */
  private static int[][] codes(int frames) {
    return IntStream.range(0, 8)
        .mapToObj(c -> IntStream.range(0, frames).map(f -> (f * 37 + c * 131) % 1024).toArray())
        .toArray(int[][]::new);
  }

  private static double spread(float[] samples) {
    double sum = 0;
    for (float sample : samples) {
      sum += (double) sample * sample;
    }
    return Math.sqrt(sum / samples.length);
  }
}
