package dev.tare.bench.engine;

/**
 * How a text model is opened.
 *
 * @param threads compute threads, 1 or more
 * @param contextTokens how many tokens the context must hold, 1 or more; an engine may round up
 * @param purpose what the context is for
 * @param settings everything else
 */
public record TextOptions(int threads, int contextTokens, Purpose purpose, TextSettings settings) {
  /** What a context computes; engines keep only the buffers for it. */
  public enum Purpose {
    /** The next token's logits. */
    GENERATE,
    /** The hidden state of each token after the last norm, instead of logits. */
    EMBED
  }

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is below 1, or the purpose or settings are null
   */
  public TextOptions {
    if (threads < 1 || contextTokens < 1) {
      throw new IllegalArgumentException(
          "threads and contextTokens must be 1 or more, got " + threads + " and " + contextTokens);
    }
    if (purpose == null || settings == null) {
      throw new IllegalArgumentException("a text engine needs a purpose and settings");
    }
  }

  /** Options for a context that generates, with the settings of this process. */
  public static TextOptions generating(int threads, int contextTokens) {
    TextSettings settings = TextSettings.ofThisProcess();
    return new TextOptions(threads, contextTokens, Purpose.GENERATE, settings);
  }

  /** Options for a context that embeds, with the settings of this process. */
  public static TextOptions embedding(int threads, int contextTokens) {
    TextSettings settings = TextSettings.ofThisProcess();
    return new TextOptions(threads, contextTokens, Purpose.EMBED, settings);
  }

  /** The same with other settings. */
  public TextOptions with(TextSettings other) {
    return new TextOptions(threads, contextTokens, purpose, other);
  }
}
