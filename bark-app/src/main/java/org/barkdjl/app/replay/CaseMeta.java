package org.barkdjl.app.replay;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import com.google.gson.annotations.SerializedName;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.OptionalDouble;
import org.barkdjl.coarse.CoarseOptions;
import org.barkdjl.decode.Sampling;
import org.barkdjl.error.InputException;
import org.barkdjl.fine.FineOptions;
import org.barkdjl.semantic.SemanticOptions;

/**
 * The parameters of a recorded case: its member {@code meta}, JSON in UTF-8. What is null was off.
 *
 * @param text the text as it was given
 * @param sampler {@code uniform} or {@code argmax}
 */
record CaseMeta(String text, String sampler, Semantic semantic, Coarse coarse, Fine fine) {
  private static final String UNIFORM = "uniform";
  private static final String ARGMAX = "argmax";

  record Semantic(
      Double temp,
      @SerializedName("top_k") Integer topK,
      @SerializedName("top_p") Double topP,
      @SerializedName("min_eos_p") Double minEosP,
      @SerializedName("allow_early_stop") Boolean allowEarlyStop,
      @SerializedName("max_gen_duration_s") Double maxSeconds) {}

  record Coarse(
      Double temp,
      @SerializedName("top_k") Integer topK,
      @SerializedName("top_p") Double topP,
      @SerializedName("max_coarse_history") Integer maxHistory,
      @SerializedName("sliding_window_len") Integer windowLength) {}

  record Fine(Double temp) {}

  /**
   * Reads the parameters.
   *
   * @param where names the source in messages
   * @throws InputException if they are not JSON, or lack something, or are out of range
   */
  static CaseMeta parse(byte[] json, String where) {
    CaseMeta meta;
    try {
      String text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(json)).toString();
      meta = new Gson().fromJson(text, CaseMeta.class);
    } catch (CharacterCodingException | JsonParseException e) {
      throw new InputException(where + ": not the JSON of a recorded case.", e);
    }
    if (meta == null
        || meta.text == null
        || meta.sampler == null
        || meta.semantic == null
        || meta.coarse == null
        || meta.fine == null) {
      throw new InputException(where + ": lacks text, sampler, semantic, coarse or fine.");
    }
    if (!meta.sampler.equals(UNIFORM) && !meta.sampler.equals(ARGMAX)) {
      throw new InputException(
          where + ": the sampler must be uniform or argmax, not '" + meta.sampler + "'.");
    }
    return meta;
  }

  boolean argMax() {
    return sampler.equals(ARGMAX);
  }

  SemanticOptions semanticOptions() {
    return new SemanticOptions(
        sampling(semantic.temp, semantic.topK, semantic.topP),
        semantic.allowEarlyStop == null || semantic.allowEarlyStop,
        semantic.minEosP == null ? OptionalDouble.empty() : OptionalDouble.of(semantic.minEosP),
        semantic.maxSeconds == null
            ? OptionalDouble.empty()
            : OptionalDouble.of(semantic.maxSeconds));
  }

  CoarseOptions coarseOptions() {
    CoarseOptions options =
        CoarseOptions.DEFAULT.withSampling(sampling(coarse.temp, coarse.topK, coarse.topP));
    return new CoarseOptions(
        options.sampling(),
        coarse.maxHistory == null ? options.maxHistory() : coarse.maxHistory,
        coarse.windowLength == null ? options.windowLength() : coarse.windowLength);
  }

  /** Without a temperature the fine stage takes the most probable code, as the original does. */
  FineOptions fineOptions() {
    return new FineOptions(argMax() || fine.temp == null ? 0 : fine.temp);
  }

  private Sampling sampling(Double temperature, Integer topK, Double topP) {
    return Sampling.DEFAULT
        .withTemperature(temperature == null ? 1 : temperature)
        .withTopK(topK == null ? 0 : topK)
        .withTopP(topP == null ? 1 : topP)
        .withArgMax(argMax());
  }
}
