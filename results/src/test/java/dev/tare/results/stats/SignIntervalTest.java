package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SignIntervalTest {
  /** R: for (n in c(6, 8, 9, 12, 15, 20)) print(qbinom(0.025, n, 0.5)). */
  @ParameterizedTest
  @CsvSource({"6, 1, 6", "8, 1, 8", "9, 2, 8", "12, 3, 10", "15, 4, 12", "20, 6, 15"})
  void theIntervalLiesBetweenTheOrderStatisticsOfTheSignTest(int n, double lower, double upper) {
    double[] shuffled = IntStream.rangeClosed(1, n).mapToDouble(i -> (i * 7) % 23).toArray();
    double[] values = java.util.Arrays.stream(shuffled).sorted().toArray();
    Interval interval = SignInterval.of(0.95, shuffled).orElseThrow();
    assertEquals(values[(int) lower - 1], interval.lower());
    assertEquals(values[(int) upper - 1], interval.upper());
  }

  @Test
  void fiveValuesDoNotHoldAMedianWith95Percent() {
    assertTrue(SignInterval.of(0.95, 1, 2, 3, 4, 5).isEmpty());
    assertTrue(SignInterval.of(0.95).isEmpty());
    assertTrue(SignInterval.of(0.9, 1, 2, 3, 4, 5).isPresent());
    assertThrows(IllegalArgumentException.class, () -> SignInterval.of(1, 1, 2));
  }

  @Test
  void moreConfidenceIsAWiderInterval() {
    double[] values = IntStream.rangeClosed(1, 15).mapToDouble(i -> i).toArray();
    // R: qbinom(c(0.05, 0.001, 1e-9) / 2, 15, 0.5) is 4 2 0.
    assertEquals(new Interval(4, 12), SignInterval.of(0.95, values).orElseThrow());
    assertEquals(new Interval(2, 14), SignInterval.of(0.999, values).orElseThrow());
    assertTrue(SignInterval.of(1 - 1e-9, values).isEmpty());
  }
}
