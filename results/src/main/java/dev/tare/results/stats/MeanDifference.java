package dev.tare.results.stats;

import java.util.Optional;

/** Welch's interval of the difference of two means, for values that may be 0 or negative. */
public final class MeanDifference {
  private MeanDifference() {}

  /**
   * Estimates {@code mean(run) - mean(baseline)}.
   *
   * @param baseline block means of the baseline
   * @param run block means of the run
   * @param confidence in the range (0, 1)
   * @return empty when a side has one block, which shows no spread
   */
  public static Optional<Estimate> estimate(Sample baseline, Sample run, double confidence) {
    if (baseline.size() < 2 || run.size() < 2) {
      return Optional.empty();
    }
    double value = run.mean() - baseline.mean();
    double variance = baseline.varianceOfMean() + run.varianceOfMean();
    double df = Student.welch(baseline, run);
    return Optional.of(Estimate.student(value, variance, df, confidence));
  }
}
