package dev.tare.bench.engine;

import java.nio.FloatBuffer;
import java.util.Optional;

/**
 * Makes an engine slower by a known share of its own time, so that trials can show which slowdowns
 * Tare finds. It sits around the engine, where a slower kernel would be, and no benchmark knows of
 * it. Only {@code --versus jvmArgs=-D…} sets it, and then the run document says so.
 */
public final class InjectedSlowdown {
  /** System property: by how many percent what an engine computes takes longer; above 0. */
  public static final String PROPERTY = "tare.trial.slowdownPercent";

  private static final double MOST_PERCENT = 1000;

  private final double share;

  private InjectedSlowdown(double share) {
    this.share = share;
  }

  /**
   * The slowdown that this process was started with; empty without one.
   *
   * @throws EngineException when the property is no number in (0, 1000]
   */
  public static Optional<InjectedSlowdown> ofThisProcess() {
    return Optional.ofNullable(System.getProperty(PROPERTY))
        .map(text -> new InjectedSlowdown(percent(text) / 100));
  }

  private static double percent(String text) {
    try {
      double percent = Double.parseDouble(text);
      if (percent > 0 && percent <= MOST_PERCENT) {
        return percent;
      }
    } catch (NumberFormatException e) {
      // Said below.
    }
    throw new EngineException("-D" + PROPERTY + " must be above 0 up to 1000, got " + text);
  }

  /** Spins for its share of the time since the start. */
  void after(long startNs) {
    long now = System.nanoTime();
    long until = now + Math.round((now - startNs) * share);
    while (System.nanoTime() < until) {
      Thread.onSpinWait();
    }
  }

  /** The engine, slowed where this process asks for it. */
  public static TextEngine around(TextEngine engine) {
    return ofThisProcess().<TextEngine>map(slow -> new SlowedText(engine, slow)).orElse(engine);
  }

  /** The engine, slowed where this process asks for it. */
  public static ImageEngine around(ImageEngine engine) {
    return ofThisProcess().<ImageEngine>map(slow -> new SlowedImage(engine, slow)).orElse(engine);
  }

  private record SlowedText(TextEngine engine, InjectedSlowdown slowdown) implements TextEngine {
    @Override
    public LoadPhases loadPhases() {
      return engine.loadPhases();
    }

    @Override
    public EngineBuffers buffers() {
      return engine.buffers();
    }

    @Override
    public int vocabularySize() {
      return engine.vocabularySize();
    }

    @Override
    public int embeddingSize() {
      return engine.embeddingSize();
    }

    @Override
    public int contextTokens() {
      return engine.contextTokens();
    }

    @Override
    public int depth() {
      return engine.depth();
    }

    @Override
    public int[] tokenize(String text, boolean withBos) {
      return engine.tokenize(text, withBos);
    }

    @Override
    public int prefill(int[] tokens) {
      long start = System.nanoTime();
      int next = engine.prefill(tokens);
      slowdown.after(start);
      return next;
    }

    @Override
    public int decode(int token) {
      long start = System.nanoTime();
      int next = engine.decode(token);
      slowdown.after(start);
      return next;
    }

    @Override
    public void logits(float[] target) {
      engine.logits(target);
    }

    @Override
    public void trim(int depth) {
      engine.trim(depth);
    }

    @Override
    public float[] embed(int[] tokens) {
      long start = System.nanoTime();
      float[] embedding = engine.embed(tokens);
      slowdown.after(start);
      return embedding;
    }

    @Override
    public void close() {
      engine.close();
    }
  }

  private record SlowedImage(ImageEngine engine, InjectedSlowdown slowdown) implements ImageEngine {
    @Override
    public LoadPhases loadPhases() {
      return engine.loadPhases();
    }

    @Override
    public ImageOptions options() {
      return engine.options();
    }

    @Override
    public int embeddingSize() {
      return engine.embeddingSize();
    }

    @Override
    public FloatBuffer input() {
      return engine.input();
    }

    @Override
    public FloatBuffer run() {
      long start = System.nanoTime();
      FloatBuffer output = engine.run();
      slowdown.after(start);
      return output;
    }

    @Override
    public void close() {
      engine.close();
    }
  }
}
