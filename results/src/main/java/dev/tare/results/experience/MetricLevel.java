package dev.tare.results.experience;

import dev.tare.results.run.MetricMean;
import dev.tare.results.stats.Student;
import dev.tare.results.stats.VariancePrior;

/**
 * The level of a metric around the baseline, and how far single runs lie from it by chance.
 *
 * @param log natural logarithm of the level
 * @param baseline natural logarithm of what the baseline found
 * @param runs how many runs the level rests on, 1 or more
 * @param spread variance of one run around it, usual blocks included, and how well it is known
 * @param usualOwn what the blocks of a run usually say of the variance of its mean, 0 or more
 * @param oneBlock the same for a run of one block
 */
public record MetricLevel(
    double log, double baseline, int runs, VariancePrior spread, double usualOwn, double oneBlock) {
  /** Standard deviations from which on a baseline may be at a level of its own. */
  private static final double FAR = 3;

  /**
   * How far a run lies from the level. A baseline far off the level is either a wild run or the
   * first at a new level, which takes two more runs to tell; until then a run is off only where it
   * is so from both.
   *
   * @param mean what the run found, above 0
   */
  Distance of(MetricMean mean) {
    boolean mayBeNew = Math.abs(baseline - log) > FAR * Math.sqrt(spread.variance());
    double ofBlocks = Math.max(Column.own(mean), oneBlock / mean.blocks());
    double usual =
        Math.max(0, spread.variance() - usualOwn)
            + Math.min(usualOwn, ofBlocks)
            + spread.variance() / (mayBeNew ? 1 : runs);
    double excess = Math.max(0, ofBlocks - usualOwn);
    double df =
        Student.satterthwaite(
            usual, spread.degreesOfFreedom(), excess, Math.max(1, mean.blocks() - 1));
    return new Distance(
        Math.log(mean.mean()),
        mayBeNew ? Math.min(baseline, log) : log,
        mayBeNew ? Math.max(baseline, log) : log,
        usual + excess,
        df);
  }

  /**
   * Variance of the distance of a run with so many blocks of the usual spread.
   *
   * @param blocks 1 or more
   */
  public double varianceWith(int blocks) {
    double betweenRuns = Math.max(0, spread.variance() - usualOwn);
    return betweenRuns + oneBlock / blocks + spread.variance() / runs;
  }
}
