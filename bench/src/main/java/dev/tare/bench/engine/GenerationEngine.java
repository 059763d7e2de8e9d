package dev.tare.bench.engine;

/**
 * An open text model behind the interface an application uses: text in, text out, token by token.
 */
public interface GenerationEngine extends AutoCloseable {
  /** How long opening took; the engine does not tell phases apart. */
  LoadPhases loadPhases();

  /** What the engine says of its buffers. */
  EngineBuffers buffers();

  /**
   * Counts the tokens of a prompt as the engine will process it.
   *
   * @param prompt any text
   * @return number of tokens, with what the engine puts before them
   */
  int countTokens(String prompt);

  /**
   * Generates greedily from an empty cache, past any end-of-text token.
   *
   * @param prompt any text
   * @param tokens how many tokens to generate, 1 or more
   * @return what came and when
   * @throws EngineException when the engine fails
   */
  Generation generate(String prompt, int tokens);

  /** Frees the model; closing twice does nothing. */
  @Override
  void close();
}
