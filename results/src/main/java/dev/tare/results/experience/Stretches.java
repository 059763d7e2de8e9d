package dev.tare.results.experience;

import dev.tare.results.stats.Sample;
import java.util.Arrays;

/**
 * Cuts a series into stretches of one level each, so that what is learned of a level and of the
 * spread around it is not learned across a change.
 *
 * <p>It minimizes the squares around the stretches' means plus a penalty for each stretch, exactly,
 * by dynamic programming: B. Jackson et al., "An algorithm for optimal partitioning of data on an
 * interval", IEEE Signal Processing Letters 12 (2005). It is meant to cut rather once too often: a
 * stretch too many costs a little knowledge, one too few mixes levels. Nothing is concluded from a
 * cut; where a change is to be shown with a known error rate, {@link
 * dev.tare.results.history.LevelHistory} does it.
 */
final class Stretches {
  /** In units of the noise's variance: half of what a further stretch must save in squares. */
  static final double PENALTY = 14;

  /** The fewest values of a stretch, unless the whole series or a part between cuts is shorter. */
  static final int FEWEST = 3;

  /** The noise of fewer values is not known well enough to cut them. */
  static final int FEWEST_TO_CUT = 8;

  /** Differences below a hundredth of a percent are no levels of their own. */
  private static final double LEAST_SD = 1e-4;

  private final double[] values;
  private final double variance;

  private Stretches(double... values) {
    this.values = values;
    double sd = noise(values);
    this.variance = sd * sd;
  }

  /**
   * Cuts a series.
   *
   * @param values by time, finite, logarithms
   * @return for each value the index of the first one of its stretch
   */
  static int[] starts(double... values) {
    int[] starts = new int[values.length];
    if (values.length >= FEWEST_TO_CUT) {
      new Stretches(values).cut(starts);
    }
    return starts;
  }

  /** Noise from the differences of neighbours, which a few changes of level do not upset. */
  private static double noise(double... values) {
    double[] differences = new double[values.length - 1];
    for (int i = 0; i < differences.length; i++) {
      differences[i] = values[i + 1] - values[i];
    }
    double middle = Sample.of(differences).median();
    double[] distances = Arrays.stream(differences).map(d -> Math.abs(d - middle)).toArray();
    return Math.max(LEAST_SD, Column.SD_PER_MAD * Sample.of(distances).median() / Math.sqrt(2));
  }

  private void cut(int... starts) {
    double origin = Sample.of(values).median();
    double[] sums = new double[values.length + 1];
    double[] squares = new double[values.length + 1];
    for (int i = 0; i < values.length; i++) {
      double value = values[i] - origin;
      sums[i + 1] = sums[i] + value;
      squares[i + 1] = squares[i] + value * value;
    }
    double[] least = new double[values.length + 1];
    int[] last = new int[values.length + 1];
    for (int end = 1; end <= values.length; end++) {
      least[end] = Double.POSITIVE_INFINITY;
      for (int start = 0; start <= end - FEWEST; start++) {
        double sum = sums[end] - sums[start];
        double around = squares[end] - squares[start] - sum * sum / (end - start);
        double cost = least[start] + around / (2 * variance) + PENALTY;
        if (cost < least[end]) {
          least[end] = cost;
          last[end] = start;
        }
      }
    }
    for (int end = values.length; end > 0; end = last[end]) {
      Arrays.fill(starts, last[end], end, last[end]);
    }
  }
}
