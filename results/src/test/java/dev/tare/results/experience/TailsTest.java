package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.stats.VariancePrior;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class TailsTest {
  private static final VariancePrior PRIOR = new VariancePrior(1e-4, 4);

  /** Twenty metrics of thirty runs; every so often a run is five standard deviations off. */
  private static double learned(long seed, int wildEvery) {
    SplittableRandom random = new SplittableRandom(seed);
    Tails tails = new Tails();
    for (int metric = 0; metric < 20; metric++) {
      SeriesId id = new SeriesId("f", "b" + metric, "f", "v", Map.of(), HistoryRuns.RATE);
      int[] runs = IntStream.range(0, 30).toArray();
      List<MetricMean> means =
          IntStream.range(0, 30)
              .mapToObj(i -> (i + 7) % wildEvery == 0 ? 5 : random.nextGaussian())
              .map(sds -> new MetricMean(HistoryRuns.RATE, Math.exp(0.01 * sds), 0, 3))
              .toList();
      Column column = Column.of(id, runs, means, new TreeSet<>());
      tails.add(column, PRIOR, Spread.of(column));
    }
    return tails.degreesOfFreedom();
  }

  @Test
  void normalNoiseHasLightTails() {
    for (int seed = 0; seed < 20; seed++) {
      assertTrue(learned(seed, Integer.MAX_VALUE) >= 12, "seed " + seed);
    }
  }

  @Test
  void wildRunsMakeHeavyOnes() {
    for (int seed = 0; seed < 20; seed++) {
      assertEquals(Tails.HEAVIEST, learned(seed, 15), "seed " + seed);
    }
  }

  @Test
  void nothingKnownIsTakenForHeavy() {
    assertEquals(Tails.HEAVIEST, new Tails().degreesOfFreedom());
  }
}
