package dev.tare.results.stats;

import org.apache.commons.numbers.gamma.Digamma;
import org.apache.commons.numbers.gamma.Trigamma;

/**
 * What many variances of one kind say of each of them: a variance that rests on few values is drawn
 * towards the usual one, and is known better for it.
 *
 * <p>The model and the fit by moments of the logarithms: G. K. Smyth, "Linear Models and Empirical
 * Bayes Methods for Assessing Differential Expression", Statistical Applications in Genetics and
 * Molecular Biology 3 (2004), sections 3 and 6.
 *
 * @param variance the usual variance, 0 or more
 * @param degreesOfFreedom how many values' worth the usual one is to each, above 0; at most {@value
 *     #MOST}, where the variances hardly differ
 */
public record VariancePrior(double variance, double degreesOfFreedom) {
  /** Degrees of freedom of variances that do not differ more than chance lets them. */
  public static final double MOST = 1000;

  /** Where the variances have next to nothing in common, one still says a little of another. */
  private static final double LEAST = 1;

  private static final int FEWEST = 5;

  /** A variance of 0 has no logarithm; it is taken for this share of the middle one. */
  private static final double LEAST_SHARE = 1e-5;

  private static final int HALVINGS = 100;

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when one is out of its range
   */
  public VariancePrior {
    if (!(variance >= 0) || !Double.isFinite(variance) || !(degreesOfFreedom > 0)) {
      throw new IllegalArgumentException("variance " + variance + ", df " + degreesOfFreedom);
    }
  }

  /**
   * Fits the prior to estimated variances.
   *
   * @param variances 0 or more each
   * @param degreesOfFreedom of each, above 0
   * @param otherwise what holds when there are fewer than {@value #FEWEST}, or all are 0
   */
  public static VariancePrior fit(
      double[] variances, double[] degreesOfFreedom, VariancePrior otherwise) {
    if (variances.length < FEWEST || Sample.of(variances).max() == 0) {
      return otherwise;
    }
    Sample all = Sample.of(variances);
    double least = LEAST_SHARE * (all.median() > 0 ? all.median() : all.max());
    double[] logs = new double[variances.length];
    double expected = 0;
    for (int i = 0; i < logs.length; i++) {
      double half = degreesOfFreedom[i] / 2;
      logs[i] = Math.log(Math.max(variances[i], least)) - Digamma.value(half) + Math.log(half);
      expected += Trigamma.value(half) / logs.length;
    }
    Sample sample = Sample.of(logs);
    double excess = sample.variance() - expected;
    double df =
        excess <= Trigamma.value(MOST / 2) ? MOST : Math.max(LEAST, 2 * inverseTrigamma(excess));
    double log = sample.mean() + Digamma.value(df / 2) - Math.log(df / 2);
    return new VariancePrior(Math.exp(log), df);
  }

  /** Trigamma falls from infinity at 0 towards 0; halving is quick enough. */
  private static double inverseTrigamma(double value) {
    double low = 1e-8;
    double high = MOST;
    for (int i = 0; i < HALVINGS; i++) {
      double middle = Math.sqrt(low * high);
      if (Trigamma.value(middle) > value) {
        low = middle;
      } else {
        high = middle;
      }
    }
    return Math.sqrt(low * high);
  }

  /**
   * One variance with what the others say of it.
   *
   * @param own its estimate, 0 or more; ignored when it has no degrees of freedom
   * @param ownDegreesOfFreedom 0 or more
   * @return the mean of both, weighted by the degrees of freedom, which add up
   */
  public VariancePrior moderated(double own, double ownDegreesOfFreedom) {
    double df = degreesOfFreedom + ownDegreesOfFreedom;
    double sum =
        degreesOfFreedom * variance + (ownDegreesOfFreedom > 0 ? ownDegreesOfFreedom * own : 0);
    return new VariancePrior(sum / df, df);
  }
}
