package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.stats.VariancePrior;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class LevelsTest {
  private static final SeriesId ID = new SeriesId("f", "b", "f", "v", Map.of(), HistoryRuns.RATE);
  private static final double[] STEADY = {0, 0.01, -0.01, 0.005, -0.005, 0.01, 0, -0.01};

  private static Column column(double own, double... logs) {
    List<MetricMean> means =
        DoubleStream.of(logs)
            .mapToObj(
                log -> new MetricMean(HistoryRuns.RATE, Math.exp(log), own * Math.exp(log), 3))
            .toList();
    int[] runs = IntStream.range(0, logs.length).toArray();
    return Column.of(ID, runs, means, new TreeSet<>());
  }

  private static MetricLevel level(Column column, int baseline) {
    column.setAsideAfter(baseline);
    return new Levels(List.of(column), Map.of(ID, new VariancePrior(1e-6, 4)))
        .around(baseline)
        .get(ID);
  }

  /** One slow run is no stretch of its own: nobody accepted it, and it is no noise. */
  @Test
  void aFarRunAfterTheBaselineTeachesNothing() {
    double[] logs = STEADY.clone();
    logs[7] = -0.2;
    assertEquals(7, level(column(0, logs), 6).runs());
    assertEquals(8, level(column(0, logs), 7).runs(), "it is the baseline");
    assertEquals(8, level(column(0, STEADY), 3).runs(), "none is far");
    double without = level(column(0, logs), 6).spread().variance();
    double with = level(column(0, logs), 7).spread().variance();
    assertTrue(without < with / 10, without + " against " + with);
  }

  @Test
  void runsDifferByNoLessThanTheirBlocksSay() {
    MetricLevel level = level(column(0.05, STEADY), 7);
    assertEquals(level.usualOwn(), level.spread().variance(), 1e-12);
    // The median of alike squares is taken for that of chi-squared ones with two degrees.
    assertEquals(0.0025 * Math.pow(1 - 2 / 18.0, -3), level.usualOwn(), 1e-9);
    assertTrue(level(column(0, STEADY), 7).spread().variance() > 0);
  }
}
