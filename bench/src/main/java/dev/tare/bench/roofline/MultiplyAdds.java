package dev.tare.bench.roofline;

import java.util.Arrays;

/**
 * Does fused multiply-adds on 32-bit floats that stay in the innermost cache, with several threads.
 *
 * <p>Each number goes through a chain of eight operations between load and store, and the JVM works
 * on many vectors at a time, so the arithmetic units are the limit. How wide the vectors are is the
 * JVM's choice: one thread of the same processor with AVX-512 did 236 billion operations a second
 * with JDK 17 and 120 with JDK 25, where ONNX Runtime's matrix product did 245 with either. So this
 * is the limit only where that product cannot be had or is slower. A multiply-add counts as two
 * operations.
 */
public final class MultiplyAdds implements AutoCloseable {
  private static final int NUMBERS = 2048;
  private static final int CHAIN = 8;
  private static final int PASSES = 2000;

  private final Workers workers;
  private final float[][] parts;

  /**
   * Makes the numbers.
   *
   * @param threads how many work at a time, at least 1
   */
  public MultiplyAdds(int threads) {
    workers = new Workers(threads);
    parts = new float[threads][];
    workers.round(
        number -> {
          parts[number] = new float[NUMBERS];
          Arrays.fill(parts[number], number + 1);
          return 0;
        });
  }

  /** Floating-point operations that {@link #work} does. */
  public long operations() {
    return 2L * CHAIN * NUMBERS * PASSES * workers.threads();
  }

  /**
   * Works through everything once.
   *
   * @return bits of the outcome, to be consumed
   */
  public long work() {
    return workers.round(number -> passes(parts[number]));
  }

  private static long passes(float[] numbers) {
    for (int pass = 0; pass < PASSES; pass++) {
      chain(numbers, 0.999f, 0.001f);
    }
    return Float.floatToRawIntBits(numbers[NUMBERS / 2]);
  }

  /** Converges to one, so that no number ever becomes slow to compute with. */
  private static void chain(float[] numbers, float factor, float term) {
    for (int i = 0; i < numbers.length; i++) {
      float value = numbers[i];
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      value = Math.fma(value, factor, term);
      numbers[i] = value;
    }
  }

  @Override
  public void close() {
    workers.close();
  }
}
