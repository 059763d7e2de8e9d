package dev.tare.results.stats;

import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Resamples with replacement that are drawn once and used for every metric: which of its n values
 * each of them takes. There are two independent streams, one for either side of a ratio.
 *
 * <p>Values are taken two at a time from a table of the sums of every two of them, which halves the
 * work; of an odd number, the last one is taken with nothing.
 */
final class Draws {
  /** Number of resamples. */
  static final int COUNT = 5_000;

  private static final int STREAMS = 2;

  /** Larger samples are drawn anew each time: table and places would not fit into the cache. */
  private static final int MOST_KEPT = 50;

  /** A comparison has one seed; other seeds are of tests. */
  private static volatile Draws latest = new Draws(1);

  private final long seed;
  private final Map<Integer, short[]> kept = new ConcurrentHashMap<>();

  private Draws(long seed) {
    this.seed = seed;
  }

  /** Those of a seed: the same each time. */
  static Draws of(long seed) {
    Draws draws = latest;
    if (draws.seed != seed) {
      draws = new Draws(seed);
      latest = draws;
    }
    return draws;
  }

  /**
   * The mean of each resample.
   *
   * @param values at least one
   * @param stream 0 or 1
   * @return {@link #COUNT} means
   */
  double[] means(double[] values, int stream) {
    int size = values.length;
    if (size > MOST_KEPT) {
      return drawn(values, random(stream));
    }
    short[] places =
        kept.computeIfAbsent(STREAMS * size + stream, key -> places(size, random(stream)));
    return taken(sums(values), places, size);
  }

  private SplittableRandom random(int stream) {
    SplittableRandom first = new SplittableRandom(seed);
    return stream == 0 ? first : first.split();
  }

  /** Places in the table of sums, (size + 1) / 2 for each resample. */
  private static short[] places(int size, SplittableRandom random) {
    int pairs = (size + 1) / 2;
    short[] places = new short[COUNT * pairs];
    for (int i = 0; i < places.length; i++) {
      boolean lonely = size % 2 == 1 && i % pairs == 0;
      int first = random.nextInt(size);
      int second = lonely ? size : random.nextInt(size);
      places[i] = (short) (first * (size + 1) + second);
    }
    return places;
  }

  /** A row for each value: it and each of them, and it alone. */
  private static double[] sums(double[] values) {
    double[] sums = new double[values.length * (values.length + 1)];
    int next = 0;
    for (double first : values) {
      for (double second : values) {
        sums[next++] = first + second;
      }
      sums[next++] = first;
    }
    return sums;
  }

  private static double[] taken(double[] sums, short[] places, int size) {
    int pairs = (size + 1) / 2;
    double[] means = new double[COUNT];
    int next = 0;
    for (int i = 0; i < COUNT; i++) {
      double sum = 0;
      for (int end = next + pairs; next < end; next++) {
        sum += sums[places[next]];
      }
      means[i] = sum / size;
    }
    return means;
  }

  private static double[] drawn(double[] values, SplittableRandom random) {
    double[] means = new double[COUNT];
    for (int i = 0; i < COUNT; i++) {
      double sum = 0;
      for (int taken = 0; taken < values.length; taken++) {
        sum += values[random.nextInt(values.length)];
      }
      means[i] = sum / values.length;
    }
    return means;
  }
}
