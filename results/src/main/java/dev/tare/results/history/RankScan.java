package dev.tare.results.history;

import java.util.Arrays;

/**
 * Slides windows over a series and looks in each for the split whose sides' rank sums differ most.
 *
 * <p>A value's centred rank in the window is the sum of the signs of its differences to the others,
 * so one run that comes and one that goes change all of them by one pass each, without sorting.
 */
final class RankScan {
  private final int[] ranks;
  private final int[] centred;

  /**
   * A scan.
   *
   * @param ranks the values' ranks in the whole series, equal for equal values
   */
  RankScan(int[] ranks) {
    this.ranks = ranks;
    this.centred = new int[ranks.length];
  }

  /** Adds every window of a length in which a split stands out. */
  void slide(ScanLength length, Candidates found) {
    Arrays.fill(centred, 0);
    int size = length.size();
    for (int end = 1; end <= ranks.length; end++) {
      int start = Math.max(0, end - size);
      if (end > size) {
        remove(start - 1, end - 1);
      }
      add(end - 1, start);
      if (end >= size && (end - size) % length.shift() == 0) {
        judge(start, end, length.reciprocals(end), found);
      }
    }
  }

  private void add(int newest, int start) {
    int rank = ranks[newest];
    int own = 0;
    for (int i = start; i < newest; i++) {
      int sign = Integer.signum(rank - ranks[i]);
      own += sign;
      centred[i] -= sign;
    }
    centred[newest] = own;
  }

  private void remove(int oldest, int end) {
    int rank = ranks[oldest];
    for (int i = oldest + 1; i < end; i++) {
      centred[i] -= Integer.signum(ranks[i] - rank);
    }
  }

  private void judge(int start, int end, double[] reciprocals, Candidates found) {
    int sum = 0;
    int split = 0;
    double best = 0;
    for (int i = start; i < end - 1; i++) {
      sum += centred[i];
      double score = Math.abs(sum) * reciprocals[i - start + 1];
      if (score > best) {
        best = score;
        split = i + 1;
      }
    }
    if (best >= 1) {
      found.add(start, end, split, best);
    }
  }
}
