package dev.tare.bench.engine;

/**
 * An open text model with one sequence in its context. Not safe for use by several threads: engines
 * tie their compute threads to the calling one.
 */
public interface TextEngine extends AutoCloseable {
  /** How long opening took. */
  LoadPhases loadPhases();

  /** What the engine says of its buffers. */
  EngineBuffers buffers();

  /** Number of tokens the model knows, 1 or more; token ids are 0 to this, exclusive. */
  int vocabularySize();

  /** Length of an embedding. */
  int embeddingSize();

  /** How many tokens the context holds. */
  int contextTokens();

  /** How many tokens the context holds now, from 0. */
  int depth();

  /**
   * Turns text into token ids; special tokens in the text are plain text.
   *
   * @param text any text
   * @param withBos whether the model's beginning-of-sequence token leads, where the model wants one
   * @return token ids, in order
   */
  int[] tokenize(String text, boolean withBos);

  /**
   * Appends tokens to the context, all at once.
   *
   * @param tokens token ids, 1 or more, each within the vocabulary
   * @return the likeliest next token
   * @throws EngineException when the engine fails or the context is full
   * @throws IllegalArgumentException when there are no tokens or one is outside the vocabulary
   */
  int prefill(int[] tokens);

  /**
   * Appends one token to the context.
   *
   * @param token a token id within the vocabulary
   * @return the likeliest next token (the lowest id among equals)
   * @throws EngineException when the engine fails or the context is full
   * @throws IllegalArgumentException when the token is outside the vocabulary
   */
  int decode(int token);

  /**
   * Copies the logits behind the last {@link #prefill} or {@link #decode}.
   *
   * @param target receives {@link #vocabularySize()} values
   * @throws IllegalArgumentException when the target is shorter
   * @throws EngineException when nothing was computed yet
   */
  void logits(float[] target);

  /**
   * Forgets everything from a depth on.
   *
   * @param depth how many tokens stay, 0 to {@link #depth()}
   * @throws IllegalArgumentException when depth is out of range
   */
  void trim(int depth);

  /**
   * The mean of the hidden states of all tokens, computed in an empty context; forgets what the
   * context held.
   *
   * @param tokens token ids, 1 to {@link #contextTokens()}
   * @return {@link #embeddingSize()} values, not normalised
   * @throws EngineException when the engine fails or was opened to generate
   */
  float[] embed(int[] tokens);

  /** Frees the model; closing twice does nothing. */
  @Override
  void close();
}
