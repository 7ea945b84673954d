package org.barkdjl.voice;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.NpyArray;
import org.barkdjl.npy.Npz;
import org.barkdjl.token.TokenSpace;

/**
 * A voice (history prompt): the tokens of some speech that a generation continues. Immutable;
 * arrays are copied on the way in and out.
 */
public final class Voice {
  /** How the names of files with voices end. */
  public static final String SUFFIX = ".npz";

  /** Bark's check of history prompts: frames per semantic token (75 Hz / 49.9 Hz) to a decimal. */
  private static final BigDecimal FRAMES_PER_SEMANTIC_TOKEN = new BigDecimal("1.5");

  private final String name;
  private final int[] semantic;
  private final int[][] coarse;
  private final int[][] fine;
  private final Optional<String> codec;
  private final Optional<String> origin;

  /**
   * A voice of which nobody says with which model it was made, such as Suno's.
   *
   * @param name what messages and results call it
   * @param semantic (n) tokens in 0..9999 at 49.9 Hz
   * @param coarse (2, m) codebook entries in 0..1023 at 75 Hz
   * @param fine (8, k) codebook entries in 0..1023 at 75 Hz; as in the original, k may differ from
   *     m
   * @throws InputException if a member is empty, of another shape, holds another value, or if the
   *     lengths do not belong to the same speech
   */
  public Voice(String name, int[] semantic, int[][] coarse, int[][] fine) {
    this(name, semantic, coarse, fine, Optional.empty());
  }

  /**
   * As above, of a model that is known.
   *
   * @param codec what identifies the codec whose codes these are, if known: {@code Manifest.codec}
   */
  public Voice(String name, int[] semantic, int[][] coarse, int[][] fine, Optional<String> codec) {
    this(name, semantic, coarse, fine, codec, Optional.empty());
  }

  Voice(
      String name,
      int[] semantic,
      int[][] coarse,
      int[][] fine,
      Optional<String> codec,
      Optional<String> origin) {
    this.name = Objects.requireNonNull(name, "name");
    this.semantic = semantic.clone();
    this.coarse = copy(coarse);
    this.fine = copy(fine);
    this.codec = codec;
    this.origin = origin;
    checkRange(VoiceFile.SEMANTIC, TokenSpace.SEMANTIC, this.semantic);
    checkCodebooks(VoiceFile.COARSE, TokenSpace.COARSE_CODEBOOKS, this.coarse);
    checkCodebooks(VoiceFile.FINE, TokenSpace.CODEBOOKS, this.fine);
    checkRatio();
  }

  /** Whether a file of that name is taken for a voice, in whichever case its ending is. */
  public static boolean isFileName(String name) {
    return name.toLowerCase(Locale.ROOT).endsWith(SUFFIX);
  }

  /**
   * Reads a voice named after its file: {@code semantic_prompt}, {@code coarse_prompt} and {@code
   * fine_prompt} of any integer type; other members are ignored.
   *
   * @throws InputException if there is no such file, or it holds no voice
   */
  public static Voice read(Path npz) throws IOException {
    return VoiceFile.read(VoiceFile.nameOf(npz), npz);
  }

  /** Writes the voice as Suno's Python code reads it too. The file is there whole or not at all. */
  public void save(Path npz) throws IOException {
    Map<String, NpyArray> members = new HashMap<>();
    members.put(VoiceFile.SEMANTIC, VoiceFile.toArray(semantic));
    members.put(VoiceFile.COARSE, VoiceFile.toArray(coarse));
    members.put(VoiceFile.FINE, VoiceFile.toArray(fine));
    codec.ifPresent(id -> members.put(VoiceFile.CODEC, VoiceFile.toArray(id)));
    origin.ifPresent(text -> members.put(VoiceFile.ORIGIN, VoiceFile.toArray(text)));
    Npz.write(npz, members);
  }

  public String name() {
    return name;
  }

  /** (n), in 0..9999. */
  public int[] semantic() {
    return semantic.clone();
  }

  /** (2, m), in 0..1023. */
  public int[][] coarse() {
    return copy(coarse);
  }

  /** (8, k), in 0..1023. */
  public int[][] fine() {
    return copy(fine);
  }

  /** What identifies the codec whose codes these are; empty if the voice does not say it. */
  public Optional<String> codec() {
    return codec;
  }

  /** The same, with what made it: model, seed, text. */
  public Voice withOrigin(String value) {
    return new Voice(name, semantic, coarse, fine, codec, Optional.of(value));
  }

  /** What made it, for people to read; empty if the voice does not say it. */
  public Optional<String> origin() {
    return origin;
  }

  /** How long the speech is, to be heard: its frames at 75 Hz. */
  public Duration duration() {
    return Duration.ofNanos(
        coarse[0].length * Duration.ofSeconds(1).toNanos() / TokenSpace.FRAME_HZ);
  }

  /** The same name and tokens; how they were made is not compared. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Voice that
        && name.equals(that.name)
        && Arrays.equals(semantic, that.semantic)
        && Arrays.deepEquals(coarse, that.coarse)
        && Arrays.deepEquals(fine, that.fine);
  }

  @Override
  public int hashCode() {
    return 31 * name.hashCode() + Arrays.hashCode(semantic);
  }

  @Override
  public String toString() {
    return "Voice[" + name + ", " + duration() + "]";
  }

  private void checkCodebooks(String member, int count, int[][] codebooks) {
    if (codebooks.length != count) {
      throw bad(member + " has " + codebooks.length + " codebooks, not " + count);
    }
    for (int c = 0; c < count; c++) {
      if (codebooks[c].length != codebooks[0].length) {
        throw bad(member + " has codebooks of different lengths");
      }
      checkRange(member + ", codebook " + c, TokenSpace.ENTRIES, codebooks[c]);
    }
  }

  private void checkRange(String member, int values, int[] tokens) {
    if (tokens.length == 0) {
      throw bad(member + " is empty");
    }
    for (int i = 0; i < tokens.length; i++) {
      if (tokens[i] < 0 || tokens[i] >= values) {
        throw bad(
            member
                + " holds "
                + tokens[i]
                + " at "
                + i
                + "; 0 to "
                + (values - 1)
                + " are allowed");
      }
    }
  }

  private void checkRatio() {
    int frames = coarse[0].length;
    // The exact value of the double, half to even: what Python's round(x, 1) does.
    BigDecimal ratio =
        new BigDecimal((double) frames / semantic.length).setScale(1, RoundingMode.HALF_EVEN);
    if (ratio.compareTo(FRAMES_PER_SEMANTIC_TOKEN) != 0) {
      throw bad(
          frames
              + " coarse frames for "
              + semantic.length
              + " semantic tokens are "
              + ratio
              + " a token, where Bark needs "
              + FRAMES_PER_SEMANTIC_TOKEN
              + ": they are of different speech, or of too short a piece");
    }
  }

  private InputException bad(String what) {
    return new InputException("Voice '" + name + "' cannot be used: " + what + ".");
  }

  private static int[][] copy(int[][] rows) {
    return Arrays.stream(rows).map(int[]::clone).toArray(int[][]::new);
  }
}
