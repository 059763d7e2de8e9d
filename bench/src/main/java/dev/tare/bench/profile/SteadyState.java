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
 *
 * <p>That a series is not steady may be noise still. It moves when its last values, 5 at least,
 * show a trend at the 5 % level: Mann, "Nonparametric tests against trend", Econometrica 13 (1945),
 * with the normal approximation.
 */
final class SteadyState {
  private static final int FEWEST = 3;
  private static final int MOST = 24;
  private static final int FEWEST_FOR_TREND = 5;
  private static final double TOLERANCE = 0.02;
  private static final double NORMAL_975 = 1.959964;

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

  /** Whether the values have stopped to change. */
  boolean isSteady() {
    if (count < FEWEST) {
      return false;
    }
    double[] window = laterHalf(FEWEST);
    double change = Math.abs(slope(window)) * (window.length - 1);
    return change <= TOLERANCE * median(window);
  }

  /** Whether the values rise or fall beyond what noise does. */
  boolean isMoving() {
    if (!canTell()) {
      return false;
    }
    double[] window = laterHalf(FEWEST_FOR_TREND);
    int n = window.length;
    double deviation = Math.sqrt(n * (n - 1) * (2 * n + 5) / 18.0);
    return Math.abs(concordance(window)) - 1 > NORMAL_975 * deviation;
  }

  /** Whether there are values enough to tell a trend from noise. */
  boolean canTell() {
    return count >= FEWEST_FOR_TREND;
  }

  /** Kendall's S: pairs that rise less pairs that fall. */
  private static int concordance(double[] values) {
    int sum = 0;
    for (int i = 0; i < values.length; i++) {
      for (int j = i + 1; j < values.length; j++) {
        sum += (int) Math.signum(values[j] - values[i]);
      }
    }
    return sum;
  }

  private double[] laterHalf(int fewest) {
    return Arrays.copyOfRange(last, count - Math.max(fewest, count / 2), count);
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
