package org.barkdjl.text;

import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/** Normalising and tokenizing a text of 256 tokens, the most that one prompt takes. */
@State(Scope.Benchmark)
public class TokenizingBenchmark {
  private PromptTokenizer tokenizer;
  private String text;

  @Setup
  public void open() {
    tokenizer = PromptTokenizer.open();
    StringBuilder words = new StringBuilder();
    while (tokenizer.encode(words + "Hello, my friend! ").allIds().length <= 256) {
      words.append("Hello, my friend! ");
    }
    text = words.toString();
  }

  @TearDown
  public void close() {
    tokenizer.close();
  }

  @Benchmark
  public PromptTokens tokenize256Tokens() {
    return tokenizer.encode(text);
  }
}
