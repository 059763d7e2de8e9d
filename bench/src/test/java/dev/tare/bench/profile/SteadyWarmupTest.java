package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.function.IntToDoubleFunction;
import org.junit.jupiter.api.Test;

class SteadyWarmupTest {
  private static final double OPERATION_NS = 100e6;
  private static final Duration LIMIT = Duration.ofSeconds(3);

  private long nowNs;
  private int next;

  /** Warms up an operation that takes a multiple of the usual time, by how often it ran. */
  private Warmup warmup(double usualNs, IntToDoubleFunction factor) {
    nowNs = 0;
    next = 0;
    return new SteadyWarmup(LIMIT, () -> nowNs)
        .run(
            () -> {
              long tookNs = Math.round(usualNs * factor.applyAsDouble(next++));
              nowNs += tookNs;
              return tookNs;
            });
  }

  private Warmup warmup(IntToDoubleFunction factor) {
    return warmup(OPERATION_NS, factor);
  }

  @Test
  void threeLikeOperationsAreSteady() {
    assertEquals(new Warmup(WarmupEnd.STEADY, 3, 300_000_000), warmup(i -> 1));
  }

  @Test
  void aColdStartIsLeftBehind() {
    Warmup warmup = warmup(i -> 1 + Math.pow(0.3, i));

    assertEquals(WarmupEnd.STEADY, warmup.end());
    double left = Math.pow(0.3, warmup.operations());
    assertTrue(left < 0.02, "still slower by " + left);
    assertTrue(warmup.operations() <= 8, "operations: " + warmup.operations());
  }

  @Test
  void anOperationThatGetsSlowerAndSlowerIsNotSteady() {
    Warmup warmup = warmup(i -> 1 + 0.05 * i);

    assertEquals(WarmupEnd.UNSTEADY, warmup.end());
    assertTrue(warmup.wallTimeNs() >= LIMIT.toNanos());
  }

  @Test
  void theLimitBoundsItByOneOperation() {
    Warmup warmup = warmup(i -> Math.pow(0.97, i));

    assertEquals(WarmupEnd.UNSTEADY, warmup.end());
    assertTrue(warmup.wallTimeNs() < LIMIT.toNanos() + OPERATION_NS);
  }

  @Test
  void slowOperationsAreTooFewToTell() {
    assertEquals(new Warmup(WarmupEnd.SHORT, 2, 4_000_000_000L), warmup(2e9, i -> 1));
    assertEquals(new Warmup(WarmupEnd.SHORT, 1, 9_000_000_000L), warmup(9e9, i -> 1));
  }

  @Test
  void noiseThatDoesNotSettleIsNotTakenForATrend() {
    SplittableRandom random = new SplittableRandom(6);
    int unsteady = 0;
    int noisy = 0;
    for (int fork = 0; fork < 2_000; fork++) {
      Warmup warmup = warmup(3 * OPERATION_NS, i -> 1 + 0.2 * random.nextDouble());
      unsteady += warmup.end() == WarmupEnd.UNSTEADY ? 1 : 0;
      noisy += warmup.end() == WarmupEnd.NOISY ? 1 : 0;
    }
    assertTrue(unsteady < 0.02 * 2_000, "unsteady: " + unsteady + " of 2000");
    assertTrue(noisy > 0, "some do not settle");
  }

  @Test
  void quickOperationsAreJudgedTogether() {
    Warmup warmup = warmup(1e6, i -> i % 2 == 0 ? 0.5 : 1.5);

    assertEquals(WarmupEnd.STEADY, warmup.end());
    assertEquals(60, warmup.operations());
  }

  @Test
  void noiseDelaysTheAnswerButDoesNotPreventIt() {
    SplittableRandom random = new SplittableRandom(5);
    int steady = 0;
    long operations = 0;
    for (int fork = 0; fork < 2_000; fork++) {
      Warmup warmup = warmup(i -> 1 + 0.05 * random.nextGaussian());
      steady += warmup.end() == WarmupEnd.STEADY ? 1 : 0;
      operations += warmup.operations();
    }
    assertTrue(steady > 1_900, "steady: " + steady + " of 2000");
    assertTrue(operations < 10 * 2_000, "operations: " + operations / 2_000.0);
  }

  @Test
  void anOutlierDoesNotPassForAChange() {
    Warmup warmup = warmup(i -> i == 4 ? 3 : i < 2 ? 2 - 0.5 * i : 1);

    assertEquals(WarmupEnd.STEADY, warmup.end());
    assertTrue(warmup.operations() <= 6, "operations: " + warmup.operations());
  }
}
