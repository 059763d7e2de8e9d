package dev.tare.results.stats;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.commons.statistics.distribution.TDistribution;

/** Student's t, as intervals use it. */
public final class Student {
  /** Enough for what whole degrees of freedom are asked for, and a bound for what may be asked. */
  private static final int MOST_KNOWN = 10_000;

  private static final Map<Point, Double> KNOWN = new ConcurrentHashMap<>();

  private record Point(double p, double degreesOfFreedom) {}

  private Student() {}

  /**
   * Quantile of Student's t.
   *
   * @param p in the range (0, 1)
   * @param degreesOfFreedom above 0
   */
  public static double quantile(double p, double degreesOfFreedom) {
    // Numbers of blocks come again with every metric; those after Welch hardly ever do.
    if (degreesOfFreedom != Math.rint(degreesOfFreedom)) {
      return solved(p, degreesOfFreedom);
    }
    Point point = new Point(p, degreesOfFreedom);
    Double known = KNOWN.get(point);
    if (known != null) {
      return known;
    }
    double quantile = solved(p, degreesOfFreedom);
    if (KNOWN.size() < MOST_KNOWN) {
      KNOWN.put(point, quantile);
    }
    return quantile;
  }

  private static double solved(double p, double degreesOfFreedom) {
    return TDistribution.of(degreesOfFreedom).inverseCumulativeProbability(p);
  }

  /**
   * Degrees of freedom of a sum of two independent variances of means, after Welch (1947).
   *
   * @param a one side
   * @param b the other side; together they have at least one value more than two
   * @return at least 1; the pooled number when neither side varies
   */
  public static double welch(Sample a, Sample b) {
    return welch(a.varianceOfMean(), a.size(), b.varianceOfMean(), b.size());
  }

  /**
   * The same for variances that were scaled, as those of logarithms are.
   *
   * @param va variance of one mean
   * @param na its number of values, at least 2
   * @param vb variance of the other mean
   * @param nb its number of values, at least 2
   */
  static double welch(double va, int na, double vb, int nb) {
    double sum = va + vb;
    double df = sum * sum / (va * va / (na - 1) + vb * vb / (nb - 1));
    return Double.isFinite(df) ? df : na + nb - 2;
  }

  /**
   * Degrees of freedom of a sum of two independent variances, after Satterthwaite (1946).
   *
   * @param a one variance, 0 or more
   * @param dfA its degrees of freedom, above 0
   * @param b the other, 0 or more
   * @param dfB its degrees of freedom, above 0
   * @return the first's when both are 0
   */
  public static double satterthwaite(double a, double dfA, double b, double dfB) {
    double sum = a + b;
    return sum == 0 ? dfA : sum * sum / (a * a / dfA + b * b / dfB);
  }

  /**
   * Half the width of the interval of a sample's mean.
   *
   * @param sample at least 2 values
   * @param confidence in the range (0, 1)
   * @throws IllegalArgumentException when the sample has one value, which shows no spread
   */
  public static double halfWidth(Sample sample, double confidence) {
    if (sample.size() < 2) {
      throw new IllegalArgumentException("one value shows no spread");
    }
    return halfWidth(sample.variance(), sample.size(), confidence);
  }

  /**
   * The same of so many values with a known variance.
   *
   * @param variance unbiased variance of the values, 0 or more
   * @param size number of values, at least 2
   * @param confidence in the range (0, 1)
   */
  public static double halfWidth(double variance, int size, double confidence) {
    return quantile(1 - (1 - confidence) / 2, size - 1) * Math.sqrt(variance / size);
  }
}
