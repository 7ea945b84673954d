package org.barkdjl.app.replay;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.barkdjl.BarkRequest;
import org.barkdjl.BarkTokens;
import org.barkdjl.GenerationOptions;
import org.barkdjl.Randomness;
import org.barkdjl.Stage;
import org.barkdjl.error.InputException;
import org.barkdjl.npy.Npz;
import org.barkdjl.token.TokenSpace;
import org.barkdjl.voice.Voice;

/**
 * A generation that was recorded with the original implementation.
 *
 * @param request asks for the same generation, with the recorded uniform numbers
 * @param tokens what each stage made then
 * @param samples the audio then
 */
public record RecordedCase(BarkRequest request, BarkTokens tokens, float[] samples) {
  private static final Map<Stage, String> UNIFORMS =
      Map.of(Stage.SEMANTIC, "u_sem", Stage.COARSE, "u_coarse", Stage.FINE, "u_fine");

  /**
   * Reads a case.
   *
   * @throws InputException if the file is not there, damaged, or not a recorded case
   */
  public static RecordedCase read(Path file) throws IOException {
    CaseMembers members;
    try {
      members = new CaseMembers(file, Npz.read(file));
    } catch (IOException e) {
      throw InputException.unreadable("the recorded case " + file, e);
    }
    CaseMeta meta = CaseMeta.parse(members.bytes("meta"), file + ", member meta");
    BarkTokens tokens =
        new BarkTokens(
            members.row("text_ids"),
            members.row("semantic"),
            members.rows("coarse", TokenSpace.COARSE_CODEBOOKS),
            members.rows("fine", TokenSpace.CODEBOOKS),
            Optional.empty());
    return new RecordedCase(request(file, meta, members), tokens, members.audio("audio"));
  }

  private static BarkRequest request(Path file, CaseMeta meta, CaseMembers members) {
    try {
      return new BarkRequest(
          meta.text(),
          history(members),
          Randomness.recorded(meta.argMax() ? Map.of() : uniforms(members)),
          new GenerationOptions(meta.semanticOptions(), meta.coarseOptions(), meta.fineOptions()));
    } catch (IllegalArgumentException e) {
      throw new InputException(file + ", member meta: " + e.getMessage() + ".", e);
    }
  }

  private static Optional<Voice> history(CaseMembers members) {
    String semantic = "hist_semantic_prompt";
    String coarse = "hist_coarse_prompt";
    String fine = "hist_fine_prompt";
    if (!members.hasAny(Set.of(semantic, coarse, fine))) {
      return Optional.empty();
    }
    return Optional.of(
        new Voice(
            "the recorded history",
            members.row(semantic),
            members.rows(coarse, TokenSpace.COARSE_CODEBOOKS),
            members.rows(fine, TokenSpace.CODEBOOKS)));
  }

  private static Map<Stage, double[]> uniforms(CaseMembers members) {
    Map<Stage, double[]> numbers = new EnumMap<>(Stage.class);
    UNIFORMS.forEach(
        (stage, name) -> {
          // A stage that drew nothing (a temperature of 0) has no record.
          if (members.hasAny(Set.of(name))) {
            numbers.put(stage, members.uniforms(name));
          }
        });
    return numbers;
  }
}
