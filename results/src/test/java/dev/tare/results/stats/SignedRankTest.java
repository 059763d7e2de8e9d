package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Expected values come from SciPy 1.17.1 and NumPy; each test holds the expression. {@code d} are
 * the differences, {@code w = np.sort([(d[i]+d[j])/2 for i in range(n) for j in range(i,n)])}.
 */
class SignedRankTest {
  /** Depression scores of nine patients, Hollander and Wolfe, table 3.1. */
  private static final double[] PATIENTS = {
    -0.952, 0.147, -1.022, -0.43, -0.62, -0.59, -0.49, 0.08, -0.01
  };

  /** np.round(np.random.default_rng(7).standard_t(3, 80)*0.05 + 0.012, 4). */
  private static final double[] EIGHTY = {
    0.0121, -0.0513, 0.014, -0.0165, 0.0219, 0.1001, -0.2187, -0.0161, 0.0217, -0.0192, -0.0982,
    -0.018, 0.0107, 0.006, -0.0551, -0.0496, -0.0057, -0.0537, 0.004, 0.0338, 0.0265, -0.0784,
    0.0444, -0.0223, -0.0155, 0.0579, 0.004, -0.0027, -0.009, -0.0039, 0.011, 0.0718, -0.0508,
    -0.1218, 0.0162, -0.0203, 0.001, 0.0645, 0.0156, -0.0208, 0.0188, -0.2037, -0.0732, 0.0795,
    0.0315, 0.0963, -0.0035, -0.0195, -0.0633, 0.0061, -0.0342, 0.0125, -0.1081, -0.0567, -0.0132,
    -0.0044, 0.0541, -0.023, -0.0032, 0.1097, 0.0096, 0.0534, 0.0128, 0.0409, 0.0484, 0.0342,
    0.0776, -0.0376, 0.0369, -0.1839, -0.0459, -0.0793, 0.0155, -0.0041, 0.0415, -0.0668, -0.034,
    0.0294, -0.0429, 0.0101
  };

  @Test
  void fewPairsHaveTheExactTestOfTheTextbook() {
    // st.wilcoxon(d, alternative='less', method='exact').pvalue; np.median(w); w[5], w[-6]
    SignedRank test = SignedRank.of(PATIENTS);
    assertEquals(0.01953125, test.pBelowZero(), 1e-15);
    assertEquals(0.986328125, test.pAboveZero(), 1e-15);
    assertEquals(-0.46, test.estimate(), 1e-12);
    Interval interval = test.interval(0.95).orElseThrow();
    assertEquals(-0.786, interval.lower(), 1e-12);
    assertEquals(-0.01, interval.upper(), 1e-12);
  }

  @Test
  void manyPairsAgreeWithTheExactTest() {
    // st.wilcoxon(d, alternative='less', method='exact').pvalue = 0.24818; w[1211], w[-1212]
    SignedRank test = SignedRank.of(EIGHTY);
    // SciPy ranks the ties among them evenly; here they count against a rejection.
    assertEquals(0.24818, test.pBelowZero(), 0.005);
    assertEquals(0.75333, test.pAboveZero(), 0.005);
    assertEquals(-0.00355, test.estimate(), 1e-12);
    Interval interval = test.interval(0.95).orElseThrow();
    assertEquals(-0.0159, interval.lower(), 2e-4);
    assertEquals(0.0073, interval.upper(), 2e-4);
  }

  @Test
  void sixPairsAreTheFewestThatBoundAChangeWith95PercentConfidence() {
    assertEquals(Optional.empty(), SignedRank.of(1, 2, 3, 4, 5).interval(0.95));
    assertEquals(new Interval(1, 6), SignedRank.of(1, 2, 3, 4, 5, 6).interval(0.95).orElseThrow());
  }

  @Test
  void equalMembersAreNoEvidenceOfAChange() {
    SignedRank test = SignedRank.of(new double[10]);
    assertEquals(1, test.pAboveZero(), 1e-12);
    assertEquals(1, test.pBelowZero(), 1e-12);
    assertEquals(new Interval(0, 0), test.interval(0.95).orElseThrow());
  }

  @Test
  void onePairThatWentWrongDoesNotMoveTheEstimate() {
    double[] spoiled = EIGHTY.clone();
    spoiled[0] = 1e6;
    assertEquals(SignedRank.of(EIGHTY).estimate(), SignedRank.of(spoiled).estimate(), 0.002);
  }

  @Test
  void theIntervalHoldsTheTruthAsOftenAsItSays() {
    SplittableRandom random = new SplittableRandom(3);
    int held = 0;
    int trials = 4000;
    for (int i = 0; i < trials; i++) {
      double[] differences = new double[12];
      Arrays.setAll(differences, any -> 0.3 + cauchy(random));
      Interval interval = SignedRank.of(differences).interval(0.95).orElseThrow();
      held += interval.lower() <= 0.3 && interval.upper() >= 0.3 ? 1 : 0;
    }
    // The exact level next above 95 % with 12 pairs is 95.75 %; three standard errors are 1 %.
    assertTrue(held / (double) trials > 0.9475 && held / (double) trials < 0.9675, "" + held);
  }

  /** Noise without a mean: the ratio of two normal numbers. */
  private static double cauchy(SplittableRandom random) {
    return random.nextGaussian() / random.nextGaussian();
  }

  @Test
  void refusesWhatIsNoNumber() {
    assertThrows(IllegalArgumentException.class, () -> SignedRank.of());
    assertThrows(IllegalArgumentException.class, () -> SignedRank.of(1, Double.NaN));
  }
}
