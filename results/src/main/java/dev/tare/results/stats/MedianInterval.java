package dev.tare.results.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * An interval for the median of a small sample, in use while a run decides whether to go on.
 *
 * <p>It is the hull of two. One is the interval between two order statistics, which needs no
 * assumption about the distribution, interpolated to the confidence: Hettmansperger and Sheather,
 * "Confidence intervals based on interpolated order statistics", Statistics and Probability Letters
 * 4 (1986), in the form for any confidence of Nyblom, "Note on interpolated order statistics",
 * Statistics and Probability Letters 14 (1992). With five values even their extremes hold the
 * median with 93.75 % only, and are taken as they are. The other is Student's t interval of the
 * mean: it is wide where few values happen to lie close together, on which a rule that looks after
 * every block would else stop too early (Starr, "The performance of a sequential procedure for the
 * fixed-width interval estimation of the mean", Annals of Mathematical Statistics 37, 1966), and it
 * makes the mean, which tables and verdicts are about, as precise as the median.
 */
public final class MedianInterval {
  /** The fewest values that give an interval. */
  public static final int FEWEST = 5;

  private MedianInterval() {}

  /**
   * The interval.
   *
   * @param sample the values
   * @param confidence in the range [0.9, 1)
   * @return holds median and mean; empty with fewer than {@value #FEWEST} values
   */
  public static Optional<Interval> of(Sample sample, double confidence) {
    if (sample.size() < FEWEST) {
      return Optional.empty();
    }
    double arm = Student.halfWidth(sample, confidence);
    Interval student = new Interval(sample.mean() - arm, sample.mean() + arm);
    return Optional.of(student.hull(ofOrder(sample, confidence)));
  }

  /**
   * The greater distance from the median to a bound of its interval, relative to the median.
   *
   * @param sample values of 0 or more
   * @param confidence in the range [0.9, 1)
   * @return 0 or more; empty with fewer than {@value #FEWEST} values or a median of 0
   */
  public static Optional<Double> relativeHalfWidth(Sample sample, double confidence) {
    double median = sample.median();
    return of(sample, confidence)
        .filter(interval -> median > 0)
        .map(found -> Math.max(found.upper() - median, median - found.lower()) / median);
  }

  /** The interpolated interval between order statistics. */
  static Interval ofOrder(Sample sample, double confidence) {
    double[] sorted = sample.values();
    Arrays.sort(sorted);
    int n = sorted.length;
    int depth = depth(n, confidence);
    double outer = SignInterval.coverage(n, depth);
    double inner = SignInterval.coverage(n, depth + 1);
    double share = Math.max(0, (outer - confidence) / (outer - inner));
    double weight = (n - depth) * share / (depth + (n - 2.0 * depth) * share);
    double lower = (1 - weight) * sorted[depth - 1] + weight * sorted[depth];
    double upper = (1 - weight) * sorted[n - depth] + weight * sorted[n - depth - 1];
    return new Interval(lower, upper);
  }

  /** The innermost pair of order statistics, counted from the ends, that covers enough. */
  private static int depth(int n, double confidence) {
    int depth = 1;
    while (SignInterval.coverage(n, depth + 1) >= confidence) {
      depth++;
    }
    return depth;
  }
}
