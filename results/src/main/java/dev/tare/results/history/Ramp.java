package dev.tare.results.history;

import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Student;
import java.util.Arrays;
import java.util.Optional;

/**
 * A level, a straight way to another level, and that level: what a drift looks like, where a step
 * search sees several steps in the same direction.
 *
 * <p>Least squares after values far from their segment's median were drawn in to three standard
 * deviations from it, as single spikes are (Winsorized residuals: P. J. Huber, "Robust Statistics",
 * 1981, chapter 7). Whether the way or the steps tell the series better is decided by the Bayesian
 * information criterion (G. Schwarz, "Estimating the Dimension of a Model", Annals of Statistics 6,
 * 1978): a ramp has four parameters, m steps have 2 m + 1.
 *
 * @param from index of the first run that drifts
 * @param to index of the last
 * @param before the level before
 * @param after the level after
 * @param interval 95 % interval of the difference
 */
record Ramp(int from, int to, double before, double after, Interval interval) {
  private static final int PARAMETERS = 4;

  /** A way of fewer runs is a step for all that can be seen. */
  private static final int SHORTEST = 8;

  private static final int KNOTS = 24;

  /** Standard deviations of the normal distribution in its median distance from the middle. */
  private static final double MEDIAN_DISTANCE = 0.6745;

  /**
   * The ramp that tells a stretch better than steps do.
   *
   * @param values the stretch, finite
   * @param bounds where its segments begin, the first at 0, and the number of values; 3 or more
   * @param correlation of neighbouring values, in the range [0, 1)
   * @return indexes count from the stretch's start; empty when the steps tell it better
   */
  static Optional<Ramp> betterThanSteps(double[] values, int[] bounds, double correlation) {
    int n = values.length;
    double[] tame = drawnIn(values, bounds);
    Fit best = bestFit(tame);
    double saved = n * Math.log(squares(tame, bounds) / best.squares());
    int more = PARAMETERS - (2 * (bounds.length - 2) + 1);
    return saved > more * Math.log(n)
        ? Optional.of(best.ramp(n, Correlation.inflation(correlation)))
        : Optional.empty();
  }

  private static double[] drawnIn(double[] values, int[] bounds) {
    double[] levels = new double[values.length];
    for (int i = 1; i < bounds.length; i++) {
      Arrays.fill(levels, bounds[i - 1], bounds[i], median(values, bounds[i - 1], bounds[i]));
    }
    double[] distances = new double[values.length];
    Arrays.setAll(distances, i -> Math.abs(values[i] - levels[i]));
    double most = 3 * median(distances, 0, distances.length) / MEDIAN_DISTANCE;
    double[] tame = new double[values.length];
    Arrays.setAll(tame, i -> levels[i] + Math.max(-most, Math.min(most, values[i] - levels[i])));
    return tame;
  }

  static double median(double[] values, int from, int to) {
    double[] sorted = Arrays.copyOfRange(values, from, to);
    Arrays.sort(sorted);
    int last = sorted.length - 1;
    return (sorted[last / 2] + sorted[(last + 1) / 2]) / 2;
  }

  /** Sum of the squared distances from the segments' means. */
  private static double squares(double[] values, int[] bounds) {
    double squares = 0;
    for (int i = 1; i < bounds.length; i++) {
      double[] segment = Arrays.copyOfRange(values, bounds[i - 1], bounds[i]);
      double mean = Arrays.stream(segment).sum() / segment.length;
      squares += Arrays.stream(segment).map(each -> (each - mean) * (each - mean)).sum();
    }
    return squares;
  }

  private record Fit(
      int from, int to, double before, double after, double squares, double varianceFactor) {
    Ramp ramp(int n, double inflation) {
      int df = Math.max(1, n - PARAMETERS);
      double sd = Math.sqrt(squares / df * varianceFactor * inflation);
      double arm = Student.quantile(1 - (1 - Levels.CONFIDENCE) / 2, df) * sd;
      double size = after - before;
      return new Ramp(from + 1, to, before, after, new Interval(size - arm, size + arm));
    }
  }

  private static Fit bestFit(double[] values) {
    Fit best = new Fit(0, 0, 0, 0, Double.POSITIVE_INFINITY, 0);
    int last = values.length - 1;
    int knots = Math.min(KNOTS, last);
    for (int i = 0; i < knots; i++) {
      for (int j = i + 1; j <= knots; j++) {
        int from = last * i / knots;
        int to = last * j / knots;
        if (to - from >= SHORTEST) {
          Fit fit = fit(values, from, to);
          best = fit.squares() < best.squares() ? fit : best;
        }
      }
    }
    return best;
  }

  /** The two levels of the ramp between two runs, by the normal equations. */
  private static Fit fit(double[] values, int from, int to) {
    double aa = 0;
    double ab = 0;
    double bb = 0;
    double ay = 0;
    double by = 0;
    double yy = 0;
    double middle = values[values.length / 2];
    for (int i = 0; i < values.length; i++) {
      double b = Math.max(0, Math.min(1, (i - from) / (double) (to - from)));
      double a = 1 - b;
      // Near 0 the sums of squares keep their digits.
      double y = values[i] - middle;
      aa += a * a;
      ab += a * b;
      bb += b * b;
      ay += a * y;
      by += b * y;
      yy += y * y;
    }
    double determinant = aa * bb - ab * ab;
    double before = (bb * ay - ab * by) / determinant;
    double after = (aa * by - ab * ay) / determinant;
    double squares = Math.max(0, yy - before * ay - after * by);
    double factor = (aa + bb + 2 * ab) / determinant;
    return new Fit(from, to, before + middle, after + middle, squares, factor);
  }
}
