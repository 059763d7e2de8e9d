package dev.tare.bench.roofline;

import java.util.Arrays;

/**
 * Reads memory that no cache holds, with several threads, each its own part.
 *
 * <p>The sum over an array of 64-bit numbers is what the JVM compiles to vector loads and adds; it
 * waits for memory only.
 */
public final class ReadBandwidth implements AutoCloseable {
  /** Enough to be well beyond the last-level cache of a large server. */
  private static final int BYTES_PER_THREAD = 192 << 20;

  private final Workers workers;
  private final long[][] parts;

  /**
   * Takes and fills the memory: 192 MiB per thread.
   *
   * @param threads how many read at a time, at least 1
   */
  public ReadBandwidth(int threads) {
    this(threads, BYTES_PER_THREAD);
  }

  ReadBandwidth(int threads, int bytesPerThread) {
    workers = new Workers(threads);
    parts = new long[threads][];
    // Each thread touches its part first, so that it lies on that thread's memory node.
    workers.round(
        number -> {
          parts[number] = new long[bytesPerThread / Long.BYTES];
          Arrays.fill(parts[number], number + 1);
          return 0;
        });
  }

  /** Bytes that {@link #read} reads. */
  public long bytes() {
    return Arrays.stream(parts).mapToLong(part -> (long) part.length * Long.BYTES).sum();
  }

  /**
   * Reads everything once.
   *
   * @return the sum of what was read, to be consumed
   */
  public long read() {
    return workers.round(number -> sum(parts[number]));
  }

  private static long sum(long[] numbers) {
    long sum = 0;
    for (long number : numbers) {
      sum += number;
    }
    return sum;
  }

  @Override
  public void close() {
    workers.close();
  }
}
