package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.sample.HistoryRuns;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.function.IntToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class SpreadTest {
  private static final SeriesId ID =
      new SeriesId("f", "b", "family", "variant", Map.of(), HistoryRuns.RATE);

  private static MetricMean mean(double log, double own) {
    double mean = Math.exp(log);
    return new MetricMean(HistoryRuns.RATE, mean, own * mean, 3);
  }

  private static Column column(List<MetricMean> means, Integer... cuts) {
    int[] runs = IntStream.range(0, means.size()).toArray();
    return Column.of(ID, runs, means, new TreeSet<>(List.of(cuts)));
  }

  @Test
  void alikeRunsGiveThePooledVarianceOfTheirStretches() {
    Column column =
        column(List.of(mean(1, 0.1), mean(3, 0.1), mean(8, 0.1), mean(10, 0.1), mean(12, 0.1)), 2);
    Spread spread = Spread.of(column);
    // (2 * 1 + 2 * 4) / (1 + 2)
    assertEquals(10 / 3.0, spread.variance(), 1e-9);
    assertEquals(3, spread.degreesOfFreedom(), 1e-9);
  }

  @Test
  void oneRunOfALevelShowsNoSpread() {
    assertEquals(new Spread(0, 0), Spread.of(column(List.of(mean(1, 0.1), mean(9, 0.1)), 1)));
  }

  @Test
  void aRunWhoseOwnBlocksDifferMuchCountsForLess() {
    List<MetricMean> steady =
        List.of(mean(0, 0.01), mean(0.01, 0.01), mean(-0.01, 0.01), mean(-0.4, 0.01));
    List<MetricMean> doubtful =
        List.of(mean(0, 0.01), mean(0.01, 0.01), mean(-0.01, 0.01), mean(-0.4, 0.4));
    double all = Spread.of(column(steady)).variance();
    double less = Spread.of(column(doubtful)).variance();
    assertTrue(less < all / 10, less + " against " + all);
    assertTrue(Spread.of(column(doubtful)).degreesOfFreedom() < 3);
  }

  /** Three blocks each, with spread between blocks and between runs. */
  @Test
  void theVarianceOfRunsThatAreAlikeIsRightInTheMean() {
    double between = 0.03 * 0.03;
    double within = 0.04 * 0.04;
    assertEquals(1, meanVariance(between, i -> within) / (between + within / 3), 0.1);
  }

  /** Every fourth run has blocks ten times as far apart. */
  @Test
  void wildRunsHardlyAddToTheVariance() {
    double between = 0.02 * 0.02;
    double within = 0.01 * 0.01;
    double usual = between + within / 3;
    double ratio = meanVariance(between, i -> i % 4 == 0 ? 100 * within : within) / usual;
    assertTrue(ratio > 1 && ratio < 4, "a plain variance would be 20 times as large: " + ratio);
  }

  private static double meanVariance(double between, IntToDoubleFunction within) {
    SplittableRandom random = new SplittableRandom(7);
    double sum = 0;
    int trials = 2_000;
    for (int trial = 0; trial < trials; trial++) {
      List<MetricMean> means =
          IntStream.range(0, 12)
              .mapToObj(i -> run(random, Math.sqrt(between), Math.sqrt(within.applyAsDouble(i))))
              .toList();
      sum += Spread.of(column(means)).variance();
    }
    return sum / trials;
  }

  private static MetricMean run(SplittableRandom random, double between, double within) {
    double level = between * random.nextGaussian();
    List<Block> blocks =
        IntStream.range(0, 3)
            .mapToObj(i -> new Block(i, List.of(Math.exp(level + within * random.nextGaussian()))))
            .toList();
    return MetricMean.of(new Metric(HistoryRuns.RATE, blocks));
  }
}
