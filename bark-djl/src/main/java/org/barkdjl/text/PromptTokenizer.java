package org.barkdjl.text;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import org.barkdjl.error.InputException;
import org.barkdjl.error.ModelException;
import org.barkdjl.torch.Djl;

/**
 * Bark's text tokenizer: WordPiece over the vocabulary of {@code bert-base-multilingual-cased},
 * which the product contains. Reaches for no network. Threads may share it.
 */
public final class PromptTokenizer implements AutoCloseable {
  /** Longest text in UTF-16 units; the worst one (ideographs, a token each) takes 1 to 2 s. */
  static final int MAX_CHARS = 200_000;

  private static final String RESOURCE = "/org/barkdjl/models/tokenizer/tokenizer.json";

  private static final Map<String, String> PLAIN_IDS =
      Map.of("addSpecialTokens", "false", "truncation", "false", "padding", "false");

  /** What is begun and not taken yet. */
  private static final AtomicReference<CompletableFuture<PromptTokenizer>> BEGUN =
      new AtomicReference<>();

  private final HuggingFaceTokenizer tokenizer;

  /** Shared to encode, exclusive to close: the native tokenizer must outlive its calls. */
  private final ReadWriteLock lifetime = new ReentrantReadWriteLock();

  private PromptTokenizer(HuggingFaceTokenizer tokenizer) {
    this.tokenizer = tokenizer;
  }

  /**
   * Begins to open the tokenizer in a thread of its own, for the next {@link #open}. Call it before
   * libtorch is loaded: the system links nothing else meanwhile, so this comes back only when the
   * tokenizer's library is linked, and then both are loaded at once.
   */
  public static void begin() {
    CompletableFuture<PromptTokenizer> opened = new CompletableFuture<>();
    if (BEGUN.compareAndSet(null, opened)) {
      CompletableFuture<Void> linked = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                link();
                linked.complete(null);
                try {
                  opened.complete(load());
                } catch (RuntimeException e) {
                  opened.completeExceptionally(e);
                }
              },
              "bark-load");
      thread.setDaemon(true);
      thread.start();
      linked.join();
    }
  }

  /** A method of a library is linked when it is called first; what is wrong, loading tells. */
  private static void link() {
    Djl.stayLocal();
    try {
      HuggingFaceTokenizer.newInstance(InputStream.nullInputStream(), PLAIN_IDS).close();
    } catch (IOException | RuntimeException | LinkageError e) {
      // Nothing is no tokenizer.
    }
  }

  /**
   * Opens the tokenizer that is on the class path; takes half a second and unpacks DJL's native
   * library into DJL's cache folder the first time. Keeps DJL off the network by {@link
   * Djl#stayLocal}.
   *
   * @throws ModelException if the resource or the native library is missing or unusable
   */
  public static PromptTokenizer open() {
    CompletableFuture<PromptTokenizer> begun = BEGUN.getAndSet(null);
    if (begun == null) {
      return load();
    }
    try {
      return begun.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException cause ? cause : e;
    }
  }

  private static PromptTokenizer load() {
    Djl.stayLocal();
    try (InputStream json = PromptTokenizer.class.getResourceAsStream(RESOURCE)) {
      if (json == null) {
        throw new ModelException(
            RESOURCE + " is not on the class path: add the jar bark-models of the same version.");
      }
      return new PromptTokenizer(HuggingFaceTokenizer.newInstance(json, PLAIN_IDS));
    } catch (IOException e) {
      throw new ModelException("Cannot read " + RESOURCE + ": build or download the jar again.", e);
    } catch (EngineException | LinkageError e) {
      throw new ModelException(
          "DJL's tokenizer library cannot be loaded (%s): make its cache folder (DJL_CACHE_DIR, else ~/.djl.ai) writable, or use a supported platform. If it is damaged, remove it; it is unpacked again."
              .formatted(e.getMessage()),
          e);
    }
  }

  /**
   * Normalises and tokenizes a prompt. Bracketed names of BERT's own tokens, such as [MASK], become
   * these tokens, as with Suno's Bark.
   *
   * @throws InputException if there is nothing to speak in the text, or it is longer than {@value
   *     #MAX_CHARS}
   * @throws IllegalStateException if this is closed
   */
  public PromptTokens encode(String text) {
    String normalized = TextNormalizer.normalize(text);
    if (normalized.length() > MAX_CHARS) {
      throw new InputException(
          "The text has %d characters, and one prompt is looked at up to %d: split the text."
              .formatted(normalized.length(), MAX_CHARS));
    }
    Encoding encoding = encodeNatively(normalized);
    if (encoding.getIds().length == 0) {
      throw new InputException(
          "The text holds only invisible or unreadable characters: give at least one word.");
    }
    int[] ids = Arrays.stream(encoding.getIds()).mapToInt(Math::toIntExact).toArray();
    return new PromptTokens(normalized, ids, cut(normalized, encoding));
  }

  private Encoding encodeNatively(String text) {
    Lock shared = lifetime.readLock();
    shared.lock();
    try {
      return tokenizer.encode(text);
    } finally {
      shared.unlock();
    }
  }

  /** Returns where the first word starts that is not wholly within the tokens used. */
  private static int cut(String text, Encoding encoding) {
    int token = PromptTokens.MAX_TEXT_TOKENS;
    CharSpan[] spans = encoding.getCharTokenSpans(); // in code points
    if (spans.length <= token) {
      return text.length();
    }
    long[] words = encoding.getWordIds();
    while (token > 0 && words[token - 1] == words[token]) {
      token--;
    }
    return text.offsetByCodePoints(0, spans[token].getStart());
  }

  @Override
  public void close() {
    Lock exclusive = lifetime.writeLock();
    exclusive.lock();
    try {
      tokenizer.close();
    } finally {
      exclusive.unlock();
    }
  }
}
