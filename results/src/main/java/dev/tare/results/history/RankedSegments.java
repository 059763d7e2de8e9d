package dev.tare.results.history;

import java.util.Arrays;

/** Rank tests between two neighbouring stretches of a series. */
final class RankedSegments {
  /** A step has at least so many runs on each side: a single run is a spike. */
  static final int LEAST_SIDE = 2;

  private final int[] ranks;
  private final int distinct;

  private RankedSegments(int[] ranks, int distinct) {
    this.ranks = ranks;
    this.distinct = distinct;
  }

  /** Ranks the values of a series; equal values have equal ranks, without gaps, from 0. */
  static RankedSegments of(double... values) {
    double[] sorted = new double[values.length];
    // Adding makes one zero of the two.
    Arrays.setAll(sorted, i -> values[i] + 0.0);
    Arrays.sort(sorted);
    int distinct = 0;
    for (double value : sorted) {
      if (distinct == 0 || value > sorted[distinct - 1]) {
        sorted[distinct++] = value;
      }
    }
    int[] ranks = new int[values.length];
    for (int i = 0; i < ranks.length; i++) {
      ranks[i] = Arrays.binarySearch(sorted, 0, distinct, values[i] + 0.0);
    }
    return new RankedSegments(ranks, distinct);
  }

  /** The ranks; not to be changed. */
  int[] ranks() {
    return ranks;
  }

  int size() {
    return ranks.length;
  }

  /**
   * The split of {@code [from, to)} with the greatest standardized rank sum; the earliest of
   * several.
   *
   * @param from first index
   * @param to index behind the last; at least {@code 2 * LEAST_SIDE} more
   * @return index of the first run behind the split
   */
  int bestSplit(int from, int to) {
    int[] less = less(from, to);
    int length = to - from;
    long sum = 0;
    int split = from + LEAST_SIDE;
    double best = -1;
    for (int k = 1; k <= length - LEAST_SIDE; k++) {
      int rank = ranks[from + k - 1];
      sum += less[rank] + less[rank + 1] - length;
      double score = Math.abs(sum) / Math.sqrt((double) k * (length - k));
      if (k >= LEAST_SIDE && score > best) {
        best = score;
        split = from + k;
      }
    }
    return split;
  }

  /** Number of values of a stretch whose rank is less, by rank from 0 to the number of ranks. */
  private int[] less(int from, int to) {
    int[] less = new int[distinct + 1];
    for (int i = from; i < to; i++) {
      less[ranks[i] + 1]++;
    }
    for (int rank = 1; rank <= distinct; rank++) {
      less[rank] += less[rank - 1];
    }
    return less;
  }

  /** The rank sum's distance from what is expected, in standard deviations without ties. */
  double standardized(int from, int split, int to) {
    int[] less = less(from, to);
    int length = to - from;
    long sum = 0;
    for (int i = from; i < split; i++) {
      sum += less[ranks[i]] + less[ranks[i] + 1] - length;
    }
    double m = split - from;
    double n = to - split;
    return Math.abs(sum) / Math.sqrt(m * n * (m + n + 1) / 3);
  }

  /**
   * The same with the spread as it is seen on each side, so that noise that grew does not pass for
   * a step: E. Brunner and U. Munzel, "The Nonparametric Behrens–Fisher Problem", Biometrical
   * Journal 42 (2000).
   *
   * @return 0 or more; infinite where the sides do not overlap
   */
  double studentized(int from, int split, int to) {
    Moments after = placements(split, to, less(from, split), split - from);
    Moments before = placements(from, split, less(split, to), to - split);
    double distance = Math.abs(after.mean() - 0.5);
    double variance = after.varianceOfMean() + before.varianceOfMean();
    return distance == 0 ? 0 : distance / Math.sqrt(variance);
  }

  private record Moments(double mean, double varianceOfMean) {}

  /** Of each value in {@code [from, to)} the share of the other side that lies below it. */
  private Moments placements(int from, int to, int[] less, int others) {
    double sum = 0;
    double squares = 0;
    for (int i = from; i < to; i++) {
      double below = (less[ranks[i]] + less[ranks[i] + 1]) / (2.0 * others);
      sum += below;
      squares += below * below;
    }
    int n = to - from;
    double mean = sum / n;
    double variance = Math.max(0, squares / n - mean * mean) / (n - 1);
    return new Moments(mean, variance);
  }
}
