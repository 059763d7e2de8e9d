package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.tare.results.run.MetricMean;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.stats.Estimate;
import dev.tare.results.stats.VariancePrior;
import org.junit.jupiter.api.Test;

class MetricLevelTest {
  /** Runs differ by 3 %, of which two blocks' means make 2 % with 4 blocks. */
  private static final MetricLevel LEVEL = level(0);

  private static MetricLevel level(double baseline) {
    return new MetricLevel(0, baseline, 10, new VariancePrior(9e-4, 12), 4e-4, 16e-4);
  }

  private static MetricMean run(double log, double standardError, int blocks) {
    double mean = Math.exp(log);
    return new MetricMean(HistoryRuns.RATE, mean, standardError * mean, blocks);
  }

  @Test
  void aRunWithUsualBlocksHasTheSpreadOfRunsAndOfTheLevel() {
    Distance distance = LEVEL.of(run(-0.1, 0.02, 4));
    assertEquals(-0.1, distance.value(), 1e-12);
    assertEquals(9e-4 + 0.9e-4, distance.variance(), 1e-12);
    assertEquals(12, distance.degreesOfFreedom(), 1e-9);
  }

  @Test
  void blocksThatHappenToAgreeMakeNoRunSurerThanItsNumberOfBlocks() {
    assertEquals(9.9e-4, LEVEL.of(run(0, 0, 4)).variance(), 1e-12);
    assertEquals(5e-4 + 16e-4 + 0.9e-4, LEVEL.of(run(0, 0, 1)).variance(), 1e-12, "one block");
    assertEquals(5e-4 + 1e-4 + 0.9e-4, LEVEL.of(run(0, 0, 16)).variance(), 1e-12, "16 blocks");
    assertEquals(7.9e-4, LEVEL.varianceWith(8), 1e-12);
  }

  @Test
  void blocksThatDifferMoreThanUsualAddWhatTheyShow() {
    Distance distance = LEVEL.of(run(0, 0.1, 3));
    assertEquals(9e-4 + 0.9e-4 + (100e-4 - 4e-4), distance.variance(), 1e-12);
    // (9.9e-4 + 96e-4)^2 / (9.9e-4^2 / 12 + 96e-4^2 / 2)
    assertEquals(2.43, distance.degreesOfFreedom(), 0.01);
  }

  /** 3.3 standard deviations off: a wild run, or the first at a new level. */
  @Test
  void whileTheBaselinesLevelIsOpenARunMustBeOffBoth() {
    MetricLevel open = level(-0.1);
    assertEquals(0, open.of(run(-0.05, 0.02, 4)).value());
    assertEquals(0, open.of(run(-0.1, 0.02, 4)).value(), 1e-12);
    assertEquals(-0.1, open.of(run(-0.2, 0.02, 4)).value(), 1e-12);
    assertEquals(0.1, open.of(run(0.1, 0.02, 4)).value(), 1e-12);
    assertEquals(18e-4, open.of(run(0, 0.02, 4)).variance(), 1e-12, "of two single runs");
    Estimate between = open.of(run(-0.05, 0.02, 4)).estimate(0, 0, 12, 0.95);
    // -0.05 and 0.05, each with 2.1788 * sqrt(18e-4) around it.
    assertEquals(-0.05 - 0.09244, between.interval().lower(), 1e-4);
    assertEquals(0.05 + 0.09244, between.interval().upper(), 1e-4);
    assertEquals(0.02, level(0.02).of(run(0.02, 0.02, 4)).value(), 1e-12, "not far off");
  }

  @Test
  void theIntervalIsStudents() {
    Estimate estimate = LEVEL.of(run(-0.1, 0.02, 4)).estimate(-0.03, 0.01, 3, 0.95);
    assertEquals(-0.07, estimate.value(), 1e-12);
    assertEquals(109.9e-4, estimate.variance(), 1e-12);
    // df = 109.9^2 / (9.9^2 / 12 + 100^2 / 3); t = stats.t.ppf(0.975, 3.616)
    double arm = 2.895 * Math.sqrt(109.9e-4);
    assertEquals(-0.07 - arm, estimate.interval().lower(), 1e-3);
    assertEquals(3.616, estimate.degreesOfFreedom(), 0.01);
  }
}
