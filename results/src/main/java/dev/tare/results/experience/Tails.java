package dev.tare.results.experience;

import dev.tare.results.stats.Student;
import dev.tare.results.stats.VariancePrior;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * How much oftener than normal noise runs lie far off their levels, as degrees of freedom of
 * Student's t, by which it is told how unlikely a run's distance is.
 *
 * <p>Each earlier run's distance from the others of its stretch, in standard deviations that are
 * estimated without it, is likelier under one number of degrees of freedom than under another; the
 * likeliest for all metrics together is taken, each step away from {@value #HEAVIEST} costing one
 * unit of log likelihood. Fewer than {@value #HEAVIEST} are not taken however wild some runs were,
 * nor more than the variance itself has: with {@value #HEAVIEST} far distances are about as rare as
 * stated on the 209 nightly runs of JMH benchmarks that README.md tells of.
 */
final class Tails {
  /** What holds before anything is known. */
  static final int HEAVIEST = 8;

  private static final double[] CHOICES = {HEAVIEST, 12, 20, 50};
  private static final int FEWEST_VALUES = 3;
  private static final int MOST_DISTANCES = 5_000;

  /** Where nearly all of the variance is of one run, next to nothing is known without it. */
  private static final double LEAST_SHARE = 1e-3;

  private final double[] logLikelihoods = new double[CHOICES.length];
  private int distances;

  /**
   * Adds the distances of a metric's runs.
   *
   * @param column the metric, shifts taken off
   * @param prior what other metrics say of its spread
   * @param own what its own runs say
   */
  void add(Column column, VariancePrior prior, Spread own) {
    VariancePrior both = prior.moderated(own.variance(), own.degreesOfFreedom());
    for (int[] stretch : column.stretches()) {
      double[] logs = column.logs(stretch);
      double[] excess = column.excess(stretch);
      for (int i = 0; logs.length >= FEWEST_VALUES && i < logs.length; i++) {
        if (distances < MOST_DISTANCES) {
          add(distance(logs, i), logs.length, excess[i], both);
        }
      }
    }
  }

  private static double distance(double[] logs, int left) {
    double[] others = new double[logs.length - 1];
    System.arraycopy(logs, 0, others, 0, left);
    System.arraycopy(logs, left + 1, others, left, others.length - left);
    return logs[left] - Middle.of(others);
  }

  private void add(double distance, int values, double excess, VariancePrior both) {
    double others = values - 1;
    double weight = both.variance() / (both.variance() + excess);
    double squares =
        both.variance() * both.degreesOfFreedom() - weight * distance * distance * others / values;
    double df = Math.max(1, both.degreesOfFreedom() - 1);
    double without = Math.max(squares, LEAST_SHARE * both.variance()) / df;
    double usual = without * (1 + 1 / others);
    double standard = distance / Math.sqrt(usual + excess);
    double known = Student.satterthwaite(usual, df, excess, 2);
    distances++;
    for (int i = 0; i < CHOICES.length; i++) {
      logLikelihoods[i] += TDistribution.of(Math.min(CHOICES[i], known)).logDensity(standard);
    }
  }

  /** The degrees of freedom, {@value #HEAVIEST} or more. */
  double degreesOfFreedom() {
    int best = 0;
    for (int i = 1; i < CHOICES.length; i++) {
      if (logLikelihoods[i] - i > logLikelihoods[best] - best) {
        best = i;
      }
    }
    return CHOICES[best];
  }
}
