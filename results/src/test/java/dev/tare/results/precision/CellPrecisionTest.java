package dev.tare.results.precision;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.MedianInterval;
import dev.tare.results.stats.Sample;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CellPrecisionTest {
  private static final int MOST_BLOCKS = 20;
  private static final double TARGET = 0.02;

  private static Cell cell(String metric, double... means) {
    MetricKind kind = new MetricKind(metric, "ns", Better.LOWER, Assumption.NOISY);
    List<Block> blocks =
        IntStream.range(0, means.length).mapToObj(i -> new Block(i, List.of(means[i]))).toList();
    return new Cell(
        "B.b", "f", "v", Map.of(), 1, List.of(), List.of(new Metric(kind, blocks)), List.of());
  }

  @Test
  void countsOnlyTheBlocksBefore() {
    Cell cell = cell("t", 100, 100, 100, 100, 100, 900);

    assertTrue(CellPrecision.of(cell, List.of("t"), 5).within(0.001));
    assertFalse(CellPrecision.of(cell, List.of("t"), 6).within(0.5));
  }

  @Test
  void aMetricThatIsMissingIsNotKnownAtAll() {
    CellPrecision precision = CellPrecision.of(cell("t", 1, 1, 1, 1, 1), List.of("t", "u"), 9);

    assertEquals(Map.of("t", 0.0), precision.halfWidths());
    assertFalse(precision.within(0.5));
  }

  @Test
  void fourBlocksTellNothing() {
    assertFalse(CellPrecision.of(cell("t", 1, 1, 1, 1), List.of("t"), 9).within(0.5));
  }

  /** Distributions of block means with median 0 and a standard deviation of about 1. */
  enum Noise {
    NORMAL(SplittableRandom::nextGaussian, 0.94),
    HEAVY_TAILED(Noise::studentWith3, 0.94),
    EXPONENTIAL(random -> -Math.log(1 - random.nextDouble()) - Math.log(2), 0.93),
    CONTAMINATED(Noise::contaminated, 0.93),
    TWO_SPEEDS(random -> (random.nextBoolean() ? 0.9 : -0.9) + 0.3 * random.nextGaussian(), 0.86);

    private final ToDoubleFunction<SplittableRandom> draw;
    private final double leastCoverage;

    Noise(ToDoubleFunction<SplittableRandom> draw, double leastCoverage) {
      this.draw = draw;
      this.leastCoverage = leastCoverage;
    }

    private static double studentWith3(SplittableRandom random) {
      double squares = 0;
      for (int i = 0; i < 3; i++) {
        squares += Math.pow(random.nextGaussian(), 2);
      }
      return random.nextGaussian() / Math.sqrt(squares);
    }

    /**
     * One block in eight is disturbed, half of these to either side, by several times the noise.
     */
    private static double contaminated(SplittableRandom random) {
      double usual = 0.6 * random.nextGaussian();
      double off = -3 * Math.log(1 - random.nextDouble());
      return random.nextInt(8) > 0 ? usual : usual + (random.nextBoolean() ? off : -off);
    }
  }

  /** The interval that is reported when the run stops by looking at it after every block. */
  @ParameterizedTest
  @EnumSource
  void itHoldsTheMedianAsOftenAsItSaysThoughTheRunStoppedBecauseOfIt(Noise noise) {
    int trials = 1_500;
    for (double spread : new double[] {0.005, 0.01, 0.02, 0.04}) {
      SplittableRandom random = new SplittableRandom(noise.ordinal() * 31 + 7);
      int covered = 0;
      for (int trial = 0; trial < trials; trial++) {
        covered += holdsTheMedian(noise, spread, random) ? 1 : 0;
      }
      double coverage = covered / (double) trials;
      assertTrue(coverage >= noise.leastCoverage, noise + " " + spread + ": " + coverage);
    }
  }

  private static boolean holdsTheMedian(Noise noise, double spread, SplittableRandom random) {
    double[] means = new double[MOST_BLOCKS];
    int blocks = 0;
    do {
      means[blocks++] = Math.exp(spread * noise.draw.applyAsDouble(random));
    } while (blocks < MOST_BLOCKS && !isPrecise(means, blocks));
    Sample seen = Sample.of(Arrays.copyOf(means, blocks));
    Interval interval = MedianInterval.of(seen, CellPrecision.CONFIDENCE).orElseThrow();
    return interval.lower() <= 1 && interval.upper() >= 1;
  }

  private static boolean isPrecise(double[] means, int blocks) {
    return MedianInterval.relativeHalfWidth(
            Sample.of(Arrays.copyOf(means, blocks)), CellPrecision.CONFIDENCE)
        .filter(width -> width <= TARGET)
        .isPresent();
  }
}
