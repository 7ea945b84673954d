package org.barkdjl.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.barkdjl.audio.WavFile;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A chapter of 3000 words, end to end. {@code SayIT} has the same with three sentences. */
class ChapterIT {
  /**
   * Takes four minutes on two free cores: {@code ./mvnw verify -Dit.test=ChapterIT
   * -Dbark.batch.proof}.
   */
  private static final boolean PROOF = System.getProperty("bark.batch.proof") != null;

  private static final int TIMES = 10;

  /** Number and times of a cue. */
  private static final Pattern CUE_HEAD = Pattern.compile("(?m)^\\d+\\n.* --> .*\\n");

  private static final Pattern RESIDENT = Pattern.compile("VmRSS:\\s+(\\d+) kB");

  @TempDir Path folder;

  /** What was seen of the process at a moment. */
  private record Moment(long bytesWritten, long residentKilobytes) {}

  @Test
  @Tag("proof")
  void aChapterIsSpokenInFlatMemory() throws Exception {
    Assumptions.assumeTrue(PROOF, "takes long: -Dbark.batch.proof");
    String chapter = chapter();
    Path text = Files.writeString(folder.resolve("chapter.txt"), chapter);
    Path wav = folder.resolve("chapter.wav");
    Path srt = folder.resolve("chapter.srt");

    Process process =
        BarkProcess.begin(
            "-f",
            text.toString(),
            "-o",
            wav.toString(),
            "--srt",
            srt.toString(),
            "-v",
            "flite_rms",
            "-s",
            "1");
    List<Moment> moments = new ArrayList<>();
    while (!process.waitFor(1, TimeUnit.SECONDS)) {
      moments.add(new Moment(temporaryBytes(), residentKilobytes(process)));
    }

    assertEquals(0, process.exitValue());
    WavFile spoken = WavFile.read(wav);
    assertTrue(spoken.duration().toMinutes() > 10, () -> spoken.duration().toString());
    String said = CUE_HEAD.matcher(Files.readString(srt)).replaceAll("");
    assertEquals(chapter.replaceAll("\\s+", ""), said.replaceAll("\\s+", ""));
    long early = resident(moments, Files.size(wav) / 10);
    long middle = resident(moments, Files.size(wav) / 2);
    long late = resident(moments, Files.size(wav) * 99 / 100);
    String memory = "%d kB at 10 %%, %d at 50 %%, %d at the end".formatted(early, middle, late);
    assertTrue(Math.max(middle, late) < early + early / 4, memory);
  }

  private static String chapter() throws IOException {
    try (InputStream in = ChapterIT.class.getResourceAsStream("chapter.txt")) {
      String part = new String(in.readAllBytes(), StandardCharsets.UTF_8);
      return (part + "\n").repeat(TIMES);
    }
  }

  private static long resident(List<Moment> moments, long bytes) {
    return moments.stream()
        .filter(moment -> moment.bytesWritten() >= bytes)
        .findFirst()
        .orElse(moments.get(moments.size() - 1))
        .residentKilobytes();
  }

  private long temporaryBytes() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      long bytes = 0;
      for (Path file : files.filter(file -> file.toString().endsWith(".tmp")).toList()) {
        bytes += Files.exists(file) ? Files.size(file) : 0;
      }
      return bytes;
    }
  }

  private static long residentKilobytes(Process process) throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    return RESIDENT
        .matcher(Files.exists(status) ? Files.readString(status) : "")
        .results()
        .map(found -> Long.parseLong(found.group(1)))
        .findFirst()
        .orElse(0L);
  }
}
