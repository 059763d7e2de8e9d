package dev.tare.bench.roofline;

import java.util.Arrays;

/**
 * Reads memory that no cache holds, with several threads, each its own part.
 *
 * <p>One 64-bit number of each cache line is added to one of several sums: a line comes from memory
 * as a whole, and so little is left to compute that the cores wait for memory only. Adding every
 * number took up to a third longer with one thread.
 *
 * <p>A part is read by the thread that made and first touched it, on whose memory node the system
 * puts it. Threads are not pinned: one that the system moves to another node reads from afar, as an
 * engine's threads do.
 */
public final class ReadBandwidth implements AutoCloseable {
  private static final long LEAST_BYTES = 384L << 20;
  private static final long LEAST_BYTES_PER_THREAD = 64L << 20;

  /** Numbers in 64 bytes: no processor that runs an engine has shorter lines. */
  private static final int LINE = 8;

  private static final int SUMS = 4;

  private final Workers workers;
  private final long[][] parts;

  /**
   * Takes and fills the memory.
   *
   * @param threads how many read at a time, at least 1
   * @param bytesPerThread how much each reads, see {@link #bytesPerThread}; at most 16 GiB
   */
  public ReadBandwidth(int threads, long bytesPerThread) {
    int numbers = Math.toIntExact(bytesPerThread / Long.BYTES);
    workers = new Workers(threads);
    parts = new long[threads][];
    try {
      workers.round(number -> fill(number, numbers));
    } catch (RuntimeException e) {
      workers.close();
      throw e;
    }
  }

  private long fill(int number, int numbers) {
    parts[number] = new long[numbers];
    Arrays.fill(parts[number], number + 1);
    return 0;
  }

  /**
   * How much a thread must read so that no cache helps: twice the last-level cache, or its part of
   * sixteen such caches where many threads may share one; never less than 64 MiB, nor than 384 MiB
   * among all.
   *
   * @param threads how many read at a time, at least 1
   * @param cacheBytes size of the largest cache, 0 where it is not known
   */
  public static long bytesPerThread(int threads, long cacheBytes) {
    long beyondCache = Math.min(2 * cacheBytes, 16 * cacheBytes / threads);
    return Math.max(Math.max(LEAST_BYTES / threads, LEAST_BYTES_PER_THREAD), beyondCache);
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
    long first = 0;
    long second = 0;
    long third = 0;
    long fourth = 0;
    int end = numbers.length - SUMS * LINE;
    for (int i = 0; i <= end; i += SUMS * LINE) {
      first += numbers[i];
      second += numbers[i + LINE];
      third += numbers[i + 2 * LINE];
      fourth += numbers[i + 3 * LINE];
    }
    return first + second + third + fourth;
  }

  @Override
  public void close() {
    workers.close();
  }
}
