package dev.tare.bench.engine.llama;

import com.sun.jna.Pointer;
import dev.tare.bench.engine.ArgMax;
import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.LoadPhases;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.gguf.GgufFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

/**
 * A GGUF model through llama.cpp's C API. The library's own warm-up is never used: it would leave a
 * second OpenMP pool behind when it ran on another thread. All calls must come from one thread.
 */
public final class LlamaTextEngine implements TextEngine {
  /** {@code LLAMA_VOCAB_TYPE_NONE} of llama.h. */
  private static final int NO_VOCABULARY = 0;

  private static final byte NO = 0;
  private static final byte YES = 1;

  private final Path file;
  private final TextOptions options;
  private final long vocab;
  private final int vocabularySize;
  private final int embeddingSize;
  private final int contextTokens;
  private final int batchTokens;
  private final Batch batch;
  private final LoadPhases loadPhases;
  private final BufferLog bufferLog;
  private final float[] logits;

  private long model;
  private long context;
  private int depth;
  private Pointer logitsView = Pointer.NULL;
  private long logitsAddress;

  private LlamaTextEngine(Path file, TextOptions options, OpenedModel opened) {
    this.file = file;
    this.options = options;
    this.model = opened.model();
    this.context = opened.context();
    this.loadPhases = opened.phases();
    this.bufferLog = opened.log();
    this.vocab = LlamaApi.llama_model_get_vocab(model);
    this.vocabularySize = LlamaApi.llama_vocab_n_tokens(vocab);
    this.embeddingSize = LlamaApi.llama_model_n_embd(model);
    this.contextTokens = LlamaApi.llama_n_ctx(context);
    this.batchTokens = OpenedModel.batchTokens(options);
    this.batch = new Batch(batchTokens);
    this.logits = new float[vocabularySize];
  }

  /**
   * Checks that a file is a whole GGUF model before native code reads it, which may abort the
   * process on a bad one.
   *
   * @param file a GGUF file
   * @throws EngineException when it is not usable
   */
  public static void validate(Path file) {
    try {
      GgufFile.read(file);
    } catch (InvalidModelException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /**
   * Validates a file and opens it.
   *
   * @param file a GGUF file
   * @param options how
   * @return the engine, ready to compute
   * @throws EngineException when the library or the file is not usable, or memory does not suffice
   */
  public static LlamaTextEngine open(Path file, TextOptions options) {
    validate(file);
    return openValidated(file, options);
  }

  /**
   * Opens a file that {@link #validate} has passed, with nothing but the engine's own work between.
   *
   * @param file a GGUF file
   * @param options how
   * @return the engine, ready to compute
   * @throws EngineException when the library or the file is not usable, or memory does not suffice
   */
  public static LlamaTextEngine openValidated(Path file, TextOptions options) {
    return new LlamaTextEngine(file, options, OpenedModel.open(file, options, Optional.empty()));
  }

  /**
   * The same, with the phases of the load told apart.
   *
   * @param file a GGUF file
   * @param options how
   * @param progress listens to this load
   * @return the engine, ready to compute
   * @throws EngineException when the library or the file is not usable, or memory does not suffice
   */
  public static LlamaTextEngine openValidated(
      Path file, TextOptions options, LoadProgress progress) {
    return new LlamaTextEngine(
        file, options, OpenedModel.open(file, options, Optional.of(progress)));
  }

  @Override
  public LoadPhases loadPhases() {
    return loadPhases;
  }

  @Override
  public EngineBuffers buffers() {
    return bufferLog.buffers();
  }

  @Override
  public int vocabularySize() {
    return vocabularySize;
  }

  @Override
  public int embeddingSize() {
    return embeddingSize;
  }

  @Override
  public int contextTokens() {
    return contextTokens;
  }

  @Override
  public int depth() {
    return depth;
  }

  @Override
  public int[] tokenize(String text, boolean withBos) {
    requireOpen();
    // llama_tokenize would abort the process.
    if (LlamaApi.llama_vocab_type(vocab) == NO_VOCABULARY) {
      throw new EngineException(file + ": has no tokenizer; take a file with one to read text");
    }
    byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
    // Never more tokens than bytes, and the special ones in front and behind.
    int[] tokens = new int[utf8.length + 2];
    byte special = withBos ? YES : NO;
    int count =
        LlamaApi.llama_tokenize(vocab, utf8, utf8.length, tokens, tokens.length, special, NO);
    if (count < 0) {
      throw new EngineException(
          file + ": llama.cpp cannot tokenize a text of " + utf8.length + " bytes; shorten it");
    }
    return Arrays.copyOf(tokens, count);
  }

  @Override
  public int prefill(int[] tokens) {
    requireOpen();
    requireTokens(tokens);
    requireRoom(tokens.length);
    for (int from = 0; from < tokens.length; from += batchTokens) {
      int count = Math.min(batchTokens, tokens.length - from);
      batch.set(tokens, from, count, depth, false, from + count == tokens.length);
      compute(count);
    }
    return likeliest();
  }

  @Override
  public int decode(int token) {
    if (token < 0 || token >= vocabularySize) {
      throw outsideVocabulary(token);
    }
    requireRoom(1);
    batch.setOne(token, depth);
    compute(1);
    return likeliest();
  }

  private void compute(int count) {
    int status = LlamaApi.llama_decode(context, batch);
    if (status != 0) {
      throw new EngineException(
          file + ": llama_decode failed with " + status + " at depth " + depth + "; see its log");
    }
    depth += count;
  }

  private int likeliest() {
    readLogits(logits);
    return ArgMax.of(logits, vocabularySize);
  }

  private void readLogits(float[] target) {
    long address = LlamaApi.llama_get_logits_ith(context, -1);
    if (address != logitsAddress) {
      if (address == 0) {
        throw new EngineException(file + ": no logits; decode before asking for them");
      }
      logitsAddress = address;
      logitsView = new Pointer(address);
    }
    logitsView.read(0, target, 0, vocabularySize);
  }

  @Override
  public void logits(float[] target) {
    requireOpen();
    if (target.length < vocabularySize) {
      throw new IllegalArgumentException(
          "logits need room for " + vocabularySize + " values, got " + target.length);
    }
    if (depth == 0) {
      throw new EngineException(file + ": no logits; decode before asking for them");
    }
    readLogits(target);
  }

  @Override
  public void trim(int newDepth) {
    requireOpen();
    if (newDepth < 0 || newDepth > depth) {
      throw new IllegalArgumentException("depth must be 0 to " + depth + ", got " + newDepth);
    }
    if (newDepth == 0) {
      LlamaApi.llama_kv_self_clear(context);
    } else if (LlamaApi.llama_kv_self_seq_rm(context, 0, newDepth, -1) == 0) {
      throw new EngineException(file + ": llama.cpp cannot trim its cache to " + newDepth);
    }
    depth = newDepth;
  }

  @Override
  public float[] embed(int[] tokens) {
    requireOpen();
    if (options.purpose() != TextOptions.Purpose.EMBED) {
      throw new EngineException(file + ": opened to generate; open it to embed");
    }
    requireTokens(tokens);
    trim(0);
    requireRoom(tokens.length);
    double[] sum = new double[embeddingSize];
    for (int from = 0; from < tokens.length; from += batchTokens) {
      int count = Math.min(batchTokens, tokens.length - from);
      batch.set(tokens, from, count, depth, true, true);
      compute(count);
      addEmbeddings(sum, count);
    }
    return mean(sum, tokens.length);
  }

  private void addEmbeddings(double[] sum, int count) {
    long address = LlamaApi.llama_get_embeddings(context);
    if (address == 0) {
      throw new EngineException(file + ": llama.cpp gives no embeddings for this model");
    }
    float[] states = new Pointer(address).getFloatArray(0, count * embeddingSize);
    for (int i = 0; i < states.length; i++) {
      sum[i % embeddingSize] += states[i];
    }
  }

  private static float[] mean(double[] sum, int count) {
    float[] mean = new float[sum.length];
    for (int i = 0; i < mean.length; i++) {
      mean[i] = (float) (sum[i] / count);
    }
    return mean;
  }

  private void requireTokens(int[] tokens) {
    if (tokens.length == 0) {
      throw new IllegalArgumentException("there must be 1 or more tokens");
    }
    for (int token : tokens) {
      if (token < 0 || token >= vocabularySize) {
        throw outsideVocabulary(token);
      }
    }
  }

  private IllegalArgumentException outsideVocabulary(int token) {
    return new IllegalArgumentException(
        "token must be 0 to " + (vocabularySize - 1) + ", got " + token);
  }

  private void requireRoom(int count) {
    if (context == 0) {
      throw closed();
    }
    if (depth + count > contextTokens) {
      throw new EngineException(
          file
              + ": the context holds "
              + contextTokens
              + " tokens, "
              + (depth + count)
              + " are asked for; open it with a longer context");
    }
  }

  private void requireOpen() {
    if (context == 0) {
      throw closed();
    }
  }

  private EngineException closed() {
    return new EngineException(file + ": the engine is closed");
  }

  @Override
  public void close() {
    if (context != 0) {
      LlamaApi.llama_free(context);
      LlamaApi.llama_model_free(model);
      context = 0;
      model = 0;
    }
  }
}
