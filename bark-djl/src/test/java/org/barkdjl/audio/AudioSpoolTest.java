package org.barkdjl.audio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AudioSpoolTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 8, 12})
  void whatGoesInComesOut(int blocks) throws IOException {
    int blockLength = 100_001;
    List<Long> expected = new ArrayList<>();
    List<Float> out = new ArrayList<>();
    try (AudioSpool spool = new AudioSpool(folder.resolve("a.wav"))) {
      float[] block = new float[blockLength];
      for (int at = 0; at < blocks; at++) {
        block[0] = at + 1;
        block[blockLength - 1] = -at;
        spool.write(block);
      }
      spool.writeTo(
          new AudioSink() {
            @Override
            public void expect(long samples) {
              expected.add(samples);
            }

            @Override
            public void write(float[] samples) {
              for (float sample : samples) {
                out.add(sample);
              }
            }
          });
    }
    assertEquals(List.of((long) blocks * blockLength), expected);
    assertEquals(blocks * blockLength, out.size());
    for (int at = 0; at < blocks; at++) {
      assertEquals(at + 1, out.get(at * blockLength));
      assertEquals(-at, out.get((at + 1) * blockLength - 1));
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertTrue(left.findAny().isEmpty());
    }
  }
}
