package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/** Expected values come from SciPy 1.17.1; each test holds the expression. */
class MedianIntervalTest {
  private static final double[] TEN = {101, 98, 99.5, 103, 97, 100, 102.5, 96, 100.5, 99};

  @Test
  void theOrderStatisticsAreInterpolatedAsNyblomSays() {
    // x = np.sort(TEN); g = lambda d: 1-2*st.binom.cdf(d-1,10,.5); g(2), g(3)
    // I = (g(2)-.95)/(g(2)-g(3)); w = 8*I/(2+6*I); (1-w)*x[1]+w*x[2], (1-w)*x[8]+w*x[7]
    Interval interval = MedianInterval.ofOrder(Sample.of(TEN), 0.95);

    assertEquals(97.65765765765767, interval.lower(), 1e-9);
    assertEquals(101.51351351351352, interval.upper(), 1e-9);
  }

  @Test
  void fiveValuesGiveTheirExtremesAtLeast() {
    Interval interval = MedianInterval.ofOrder(Sample.of(5, 1, 4, 2, 3), 0.95);

    assertEquals(new Interval(1, 5), interval);
  }

  @Test
  void theIntervalHoldsStudentsToo() {
    Sample close = Sample.of(10, 10, 10, 10, 10, 10, 10, 10, 20);

    Interval interval = MedianInterval.of(close, 0.95).orElseThrow();

    double arm = Student.halfWidth(close, 0.95);
    assertEquals(close.mean() + arm, interval.upper(), 1e-12);
    assertTrue(interval.lower() <= close.mean() - arm);
  }

  @Test
  void fourValuesAreTooFew() {
    assertEquals(Optional.empty(), MedianInterval.of(Sample.of(1, 2, 3, 4), 0.95));
  }

  @Test
  void theHalfWidthIsTheGreaterArmOverTheMedian() {
    Sample skewed = Sample.of(100, 100, 100, 100, 130);

    Interval interval = MedianInterval.of(skewed, 0.95).orElseThrow();

    assertEquals(
        (interval.upper() - 100) / 100,
        MedianInterval.relativeHalfWidth(skewed, 0.95).orElseThrow(),
        1e-12);
  }

  @Test
  void valuesThatDoNotVaryAreKnownExactly() {
    assertEquals(
        Optional.of(0.0), MedianInterval.relativeHalfWidth(Sample.of(7, 7, 7, 7, 7), 0.95));
  }

  @Test
  void aMedianOfZeroHasNoRelativeWidth() {
    assertEquals(
        Optional.empty(), MedianInterval.relativeHalfWidth(Sample.of(0, 0, 0, 0, 1), 0.95));
  }

  @Test
  void theMedianOfAnEvenNumberLiesBetweenTheTwoInTheMiddle() {
    assertEquals(2.5, Sample.of(4, 1, 3, 2).median());
    assertEquals(3, Sample.of(5, 1, 3).median());
  }

  @Test
  void itCoversTheMedianOfSkewedValuesAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    for (int n : new int[] {5, 6, 9, 14, 20}) {
      int covered = 0;
      for (int trial = 0; trial < 4_000; trial++) {
        Sample sample =
            Sample.of(
                DoubleStream.generate(() -> -Math.log(1 - random.nextDouble())).limit(n).toArray());
        Interval interval = MedianInterval.of(sample, 0.95).orElseThrow();
        covered += interval.lower() <= Math.log(2) && Math.log(2) <= interval.upper() ? 1 : 0;
      }
      assertTrue(covered >= 0.94 * 4_000, n + " values: " + covered / 4_000.0);
    }
  }
}
