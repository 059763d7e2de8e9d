package dev.tare.results.stats;

import java.util.Arrays;
import java.util.Optional;

/**
 * What paired differences show: Wilcoxon's signed-rank test with the Hodges–Lehmann estimate and
 * its interval (Hollander, Wolfe and Chicken, "Nonparametric Statistical Methods", 3rd ed., 3.1 to
 * 3.3).
 *
 * <p>Where the order within each pair was drawn at random and both members are the same thing, a
 * difference is as likely as its negative, whatever the noise looks like; so the test's error rate
 * is exact without any assumption about the distribution, and one disturbed pair cannot move the
 * estimate far. Differences equal to the bound that is tested count against a rejection.
 */
public final class SignedRank {
  private final double[] walsh;
  private final int pairs;
  private final RankSums sums;

  private SignedRank(double[] walsh, int pairs) {
    this.walsh = walsh;
    this.pairs = pairs;
    this.sums = RankSums.of(pairs);
  }

  /**
   * Takes the differences; with 1,000 of them it keeps half a million averages.
   *
   * @param differences one per pair, all finite; not empty
   * @throws IllegalArgumentException when there is none or one is not finite
   */
  public static SignedRank of(double... differences) {
    if (differences.length == 0 || !Arrays.stream(differences).allMatch(Double::isFinite)) {
      throw new IllegalArgumentException("paired differences must be finite, and one at least");
    }
    int n = differences.length;
    double[] walsh = new double[n * (n + 1) / 2];
    int next = 0;
    for (int i = 0; i < n; i++) {
      for (int j = i; j < n; j++) {
        walsh[next++] = (differences[i] + differences[j]) / 2;
      }
    }
    Arrays.sort(walsh);
    return new SignedRank(walsh, n);
  }

  /** Number of pairs. */
  public int pairs() {
    return pairs;
  }

  /** The Hodges–Lehmann estimate: the median of all averages of two differences. */
  public double estimate() {
    int middle = walsh.length / 2;
    return walsh.length % 2 == 1 ? walsh[middle] : (walsh[middle - 1] + walsh[middle]) / 2;
  }

  /**
   * The interval of the differences' centre, by inverting the test.
   *
   * @param confidence in the range (0, 1)
   * @return empty when there are too few pairs for that confidence: below 6 for 0.95
   */
  public Optional<Interval> interval(double confidence) {
    int outside = sums.greatestWithin((1 - confidence) / 2);
    if (outside < 0) {
      return Optional.empty();
    }
    int least = Math.min(outside, (walsh.length - 1) / 2);
    return Optional.of(new Interval(walsh[least], walsh[walsh.length - 1 - least]));
  }

  /**
   * One-sided p-value of "there is no difference" against "it is above 0".
   *
   * @return in the range (0, 1]
   */
  public double pAboveZero() {
    return sums.atLeast(Arrays.stream(walsh).filter(average -> average > 0).count());
  }

  /**
   * One-sided p-value of "there is no difference" against "it is below 0".
   *
   * @return in the range (0, 1]
   */
  public double pBelowZero() {
    return sums.atLeast(Arrays.stream(walsh).filter(average -> average < 0).count());
  }
}
