package dev.tare.bench.engine;

import java.util.Arrays;

/** A text engine without a model: the next token is a fixed function of the tokens so far. */
public final class FakeTextEngine implements TextEngine {
  private static final int VOCABULARY = 256;
  private static final int EMBEDDING = 4;

  private final int[] context;
  private int depth;
  private boolean closed;

  /** Opens an engine with room for a number of tokens. */
  public FakeTextEngine(int contextTokens) {
    context = new int[contextTokens];
  }

  @Override
  public LoadPhases loadPhases() {
    return new LoadPhases(2, 1);
  }

  @Override
  public EngineBuffers buffers() {
    return EngineBuffers.unknown("it has none");
  }

  @Override
  public int vocabularySize() {
    return VOCABULARY;
  }

  @Override
  public int embeddingSize() {
    return EMBEDDING;
  }

  @Override
  public int contextTokens() {
    return context.length;
  }

  @Override
  public int depth() {
    return depth;
  }

  /** One token per character; 0 leads when a beginning is asked for. */
  @Override
  public int[] tokenize(String text, boolean withBos) {
    int[] tokens = text.chars().map(character -> character % VOCABULARY).toArray();
    if (!withBos) {
      return tokens;
    }
    int[] led = new int[tokens.length + 1];
    System.arraycopy(tokens, 0, led, 1, tokens.length);
    return led;
  }

  @Override
  public int prefill(int[] tokens) {
    int next = 0;
    for (int token : tokens) {
      next = decode(token);
    }
    return next;
  }

  @Override
  public int decode(int token) {
    if (closed || depth == context.length) {
      throw new EngineException("fake: closed or full");
    }
    context[depth++] = token;
    return (Arrays.hashCode(Arrays.copyOf(context, depth)) & Integer.MAX_VALUE) % VOCABULARY;
  }

  @Override
  public void logits(float[] target) {
    Arrays.fill(target, 0);
  }

  @Override
  public void trim(int newDepth) {
    depth = newDepth;
  }

  @Override
  public float[] embed(int[] tokens) {
    float[] mean = new float[EMBEDDING];
    for (int token : tokens) {
      mean[token % EMBEDDING] += 1f / tokens.length;
    }
    return mean;
  }

  @Override
  public void close() {
    closed = true;
  }
}
