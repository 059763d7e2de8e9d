package dev.tare.bench.profile;

import java.util.Arrays;

/**
 * Whether a series of times has stopped to change: over its later half, of 3 values at least and
 * {@value #MOST} at most, the line of Theil and Sen rises or falls by no more than {@value
 * #TOLERANCE} of the median from the first value to the last.
 *
 * <p>The slope is the median of the slopes between all pairs: Sen, "Estimates of the regression
 * coefficient based on Kendall's tau", Journal of the American Statistical Association 63 (1968);
 * single outliers do not move it. Looking at the last few values is the rule of Georges, Buytaert
 * and Eeckhout, "Statistically rigorous Java performance evaluation", OOPSLA 2007; their bound on
 * the spread would never be met on a noisy machine, a bound on the trend is. A longer series is
 * judged on more values, so noise delays the answer and does not prevent it. Both directions count:
 * Barrett et al., "Virtual machine warmup blows hot and cold", OOPSLA 2017, found programs that
 * become slower, and some that never settle. A drift below 1 % per value is not seen.
 */
final class SteadyState {
  private static final int FEWEST = 3;
  private static final int MOST = 24;
  private static final double TOLERANCE = 0.02;

  private final double[] last = new double[2 * MOST];
  private int count;

  /** Adds a value. */
  void add(double value) {
    if (count == last.length) {
      System.arraycopy(last, 1, last, 0, count - 1);
      count--;
    }
    last[count++] = value;
  }

  /** Whether there are values enough to tell. */
  boolean canTell() {
    return count >= FEWEST;
  }

  /** Whether the values have stopped to change. */
  boolean isSteady() {
    if (!canTell()) {
      return false;
    }
    double[] window = Arrays.copyOfRange(last, count - Math.max(FEWEST, count / 2), count);
    double change = Math.abs(slope(window)) * (window.length - 1);
    return change <= TOLERANCE * median(window);
  }

  private static double slope(double[] values) {
    double[] slopes = new double[values.length * (values.length - 1) / 2];
    int next = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        slopes[next++] = (values[j] - values[i]) / (j - i);
      }
    }
    return median(slopes);
  }

  private static double median(double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
    int half = sorted.length / 2;
    return sorted.length % 2 == 1 ? sorted[half] : (sorted[half - 1] + sorted[half]) / 2;
  }
}
