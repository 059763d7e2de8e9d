package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class CriticalSumsTest {
  private static final double ALPHA = 4e-5;

  @Test
  void smallSidesAreCounted() {
    // 2 * cumsum(number of partitions: 1, 1, 2, ...) / choose(20, k) <= 4e-5: for k = 10, 9 and 8
    // the least two rank sums of each tail, for 7 the least one, for 6 not even that.
    double[] reciprocals = CriticalSums.reciprocals(20, 2, ALPHA);
    assertEquals(1.0 / 98, reciprocals[10], 1e-15);
    assertEquals(1.0 / 97, reciprocals[9], 1e-15);
    assertEquals(1.0 / 94, reciprocals[8], 1e-15);
    assertEquals(1.0 / 91, reciprocals[7], 1e-15);
    assertEquals(0, reciprocals[6]);
    assertEquals(0, reciprocals[0]);
    assertEquals(reciprocals[7], reciprocals[13]);
  }

  @Test
  void afterAHundredRunsThreeCanBeEnoughButNeverTwo() {
    double[] reciprocals = CriticalSums.reciprocals(113, 2, ALPHA);
    assertTrue(reciprocals[3] > 0);
    assertEquals(0, reciprocals[2]);
  }

  @Test
  void sidesWithTooFewRunsAreLeftOut() {
    double[] reciprocals = CriticalSums.reciprocals(160, 12, ALPHA);
    assertEquals(0, reciprocals[11]);
    assertTrue(reciprocals[12] > 0);
  }

  @Test
  void largerSidesComeNearTheCountedOnesAndNeverAbove() {
    for (int side : new int[] {11, 14, 20}) {
      double critical = 1 / CriticalSums.reciprocals(40, 2, ALPHA)[side];
      double p = bothTails(40, side, critical);
      assertTrue(p > 0.7 * ALPHA && p <= ALPHA, side + ": " + p);
    }
  }

  /** P(|T| >= critical) by counting the subsets of each size by their sum. */
  private static double bothTails(int size, int side, double critical) {
    double[][] ways = new double[side + 1][size * size];
    ways[0][0] = 1;
    for (int rank = 1; rank <= size; rank++) {
      for (int taken = side; taken >= 1; taken--) {
        for (int sum = ways[taken].length - 1; sum >= rank; sum--) {
          ways[taken][sum] += ways[taken - 1][sum - rank];
        }
      }
    }
    double all = 0;
    double outside = 0;
    for (int sum = 0; sum < ways[side].length; sum++) {
      all += ways[side][sum];
      outside += Math.abs(2 * sum - side * (size + 1)) >= critical ? ways[side][sum] : 0;
    }
    return outside / all;
  }
}
