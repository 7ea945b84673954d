package org.barkdjl.text;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Writes the product's {@code tokenizer.json} from Google's {@code vocab.txt} (one piece a line,
 * its id the line's number from 0). Needs nothing but a JDK; from the root of the repository:
 *
 * <pre>{@code
 * java bark-djl/src/test/java/org/barkdjl/text/TokenizerJson.java vocab.txt \
 *     models/src/main/resources/org/barkdjl/models/tokenizer/tokenizer.json
 * }</pre>
 */
final class TokenizerJson {
  private static final List<String> SPECIAL = List.of("[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]");

  /**
   * Special tokens are listed as added tokens because the original, Python's BertTokenizer, finds
   * them in the text before anything else: "[MASK]" in a prompt is one token. NFC comes after
   * BERT's own cleaning, where BertTokenizer has it.
   */
  private static final String TEMPLATE =
      """
      {
      "version":"1.0",
      "truncation":null,
      "padding":null,
      "added_tokens":[
      %s
      ],
      "normalizer":{"type":"Sequence","normalizers":[
      {"type":"BertNormalizer","clean_text":true,"handle_chinese_chars":true,\
      "strip_accents":false,"lowercase":false},
      {"type":"NFC"}
      ]},
      "pre_tokenizer":{"type":"BertPreTokenizer"},
      "post_processor":null,
      "decoder":{"type":"WordPiece","prefix":"##","cleanup":false},
      "model":{"type":"WordPiece","unk_token":"[UNK]","continuing_subword_prefix":"##",\
      "max_input_chars_per_word":100,"vocab":{
      %s
      }}
      }
      """;

  /**
   * What follows within a word: never a Chinese character, as each is a word of its own. Without
   * these 6771 pieces the tokenizer's two hash tables, which grow by doubling, are half as large.
   */
  private static final Pattern NEVER_FOUND = Pattern.compile("##[\\x{4E00}-\\x{9FFF}]");

  private TokenizerJson() {}

  /** Returns the text of {@code tokenizer.json}; the position of a piece is its id. */
  static String render(List<String> vocabulary) {
    String added =
        SPECIAL.stream()
            .map(token -> addedToken(vocabulary.indexOf(token), token))
            .collect(Collectors.joining(",\n"));
    String pieces =
        IntStream.range(0, vocabulary.size())
            .filter(id -> !NEVER_FOUND.matcher(vocabulary.get(id)).matches())
            .mapToObj(id -> quoted(vocabulary.get(id)) + ":" + id)
            .collect(Collectors.joining(",\n"));
    return TEMPLATE.formatted(added, pieces);
  }

  private static String addedToken(int id, String token) {
    return "{\"id\":%d,\"content\":%s,\"single_word\":false,\"lstrip\":false,\"rstrip\":false,"
            .formatted(id, quoted(token))
        + "\"normalized\":false,\"special\":true}";
  }

  private static String quoted(String piece) {
    if (piece.chars().anyMatch(c -> c < ' ')) {
      throw new IllegalArgumentException("A control character in the vocabulary: " + piece);
    }
    return '"' + piece.replace("\\", "\\\\").replace("\"", "\\\"") + '"';
  }

  public static void main(String[] args) throws IOException {
    List<String> vocabulary = Files.readString(Path.of(args[0])).lines().toList();
    Files.writeString(Path.of(args[1]), render(vocabulary));
  }
}
