package dev.tare.results.history;

import java.util.Arrays;

/** Windows in which a split stood out, in the order in which they were found. */
final class Candidates {
  private int[] starts = new int[16];
  private int[] ends = new int[16];
  private int[] splits = new int[16];
  private double[] scores = new double[16];
  private int size;

  /**
   * Adds a window.
   *
   * @param start index of its first run
   * @param end index behind its last run
   * @param split index of the first run behind the split that stood out most
   * @param score how far: 1 is just
   */
  void add(int start, int end, int split, double score) {
    if (size == starts.length) {
      starts = Arrays.copyOf(starts, 2 * size);
      ends = Arrays.copyOf(ends, 2 * size);
      splits = Arrays.copyOf(splits, 2 * size);
      scores = Arrays.copyOf(scores, 2 * size);
    }
    starts[size] = start;
    ends[size] = end;
    splits[size] = split;
    scores[size] = score;
    size++;
  }

  int size() {
    return size;
  }

  int end(int i) {
    return ends[i];
  }

  int split(int i) {
    return splits[i];
  }

  double score(int i) {
    return scores[i];
  }

  /** Whether a step at this index lies within the window. */
  boolean holds(int i, int step) {
    return starts[i] < step && step < ends[i];
  }
}
