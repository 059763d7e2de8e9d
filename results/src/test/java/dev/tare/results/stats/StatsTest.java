package dev.tare.results.stats;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

/**
 * Expected values come from SciPy 1.17.1 and NumPy 2.4.6; each test holds the expression. They
 * begin with {@code import numpy as np, itertools; from scipy import stats as st; a =
 * np.array([100.,103.,98.]); b = np.array([110.,108.,115.])}.
 */
class StatsTest {
  private static final Sample A = Sample.of(100, 103, 98);
  private static final Sample B = Sample.of(110, 108, 115);

  @Test
  void theDifferenceOfMeansHasWelchsInterval() {
    // r = st.ttest_ind(b, a, equal_var=False); b.mean()-a.mean(), r.df, r.confidence_interval(.95)
    Estimate e = MeanDifference.estimate(A, B, 0.95).orElseThrow();
    assertEquals(10.666666666666671, e.value(), 1e-12);
    assertEquals(3.574920297555792, e.degreesOfFreedom(), 1e-9);
    assertEquals(3.2752572281820944, e.interval().lower(), 1e-8);
    assertEquals(18.058076105151248, e.interval().upper(), 1e-8);
  }

  @Test
  void onesidedPValuesAreThoseOfWelchsTest() {
    // r.pvalue / 2
    Estimate e = MeanDifference.estimate(A, B, 0.95).orElseThrow();
    assertEquals(0.008639703668067688, e.pAboveZero(), 1e-10);
    assertEquals(1 - 0.008639703668067688, e.pBelowZero(), 1e-10);
  }

  @Test
  void withThreeBlocksTheRatioHasStudentsIntervalOfTheLogarithms() {
    // va = a.var(ddof=1)/3/a.mean()**2; vb = b.var(ddof=1)/3/b.mean()**2; v =
    // np.log(b.mean()/a.mean())
    // df = (va+vb)**2/(va**2/2+vb**2/2); t = st.t.ppf(.975, df); v-t*(va+vb)**.5, v+t*(va+vb)**.5
    Estimate e = LogRatio.estimate(A, B, 0.95, 1).orElseThrow();
    assertEquals(0.10103222523156813, e.value(), 1e-12);
    assertEquals(0.0005614137640005739, e.variance(), 1e-15);
    assertEquals(3.7595110553322737, e.degreesOfFreedom(), 1e-9);
    assertEquals(0.03355333321924435, e.interval().lower(), 1e-8);
    assertEquals(0.1685111172438919, e.interval().upper(), 1e-8);
  }

  @Test
  void withFourBlocksTheBootstrapIsEnumeratedExactly() {
    // m = lambda x: np.array([np.mean(s) for s in itertools.product(x, repeat=4)])
    // R = np.sort((m(b4)[:,None] / m(a4)[None,:]).ravel()); R[int(np.ceil(p*len(R)))-1]
    RatioBootstrap bootstrap =
        RatioBootstrap.of(Sample.of(100, 103, 98, 101), Sample.of(110, 108, 115, 109), 1);
    assertEquals(1.058252427184466, bootstrap.quantile(0.001), 1e-12);
    assertEquals(1.0691358024691358, bootstrap.quantile(0.025), 1e-12);
    assertEquals(1.099009900990099, bootstrap.quantile(0.5), 1e-12);
    assertEquals(1.1341772151898735, bootstrap.quantile(0.975), 1e-12);
  }

  @Test
  void theEndsOfTheBootstrapAreItsExtremes() {
    RatioBootstrap bootstrap = RatioBootstrap.of(A, B, 1);
    assertEquals(108.0 / 103, bootstrap.quantile(0), 1e-12);
    assertEquals(115.0 / 98, bootstrap.quantile(1), 1e-12);
  }

  @Test
  void withTenBlocksTheDrawnIntervalComesNearTheTrueBootstraps() {
    // a = np.array([100,103,98,101,99,102,97,100.5,104,96])
    // b = a*1.1 + np.array([1,-1,0,2,-2,.5,-.5,1,0,-1]); rng = np.random.default_rng(1); N =
    // 2000000
    // R = rng.choice(b,(N,10)).mean(1) / rng.choice(a,(N,10)).mean(1); tail = 0.013235656599113724
    // np.log(np.quantile(R, [tail, 1-tail]))
    double[] a = {100, 103, 98, 101, 99, 102, 97, 100.5, 104, 96};
    double[] off = {1, -1, 0, 2, -2, .5, -.5, 1, 0, -1};
    double[] b = new double[10];
    for (int i = 0; i < 10; i++) {
      b[i] = a[i] * 1.1 + off[i];
    }
    Interval inside = new Interval(0.09, 0.1);
    Interval drawn = RatioBootstrap.of(Sample.of(a), Sample.of(b), 7).hull(inside, 0.0132356566);
    assertEquals(0.06827904, drawn.lower(), 0.0015);
    assertEquals(0.12145932, drawn.upper(), 0.0015);
  }

  @Test
  void percentilesAreExpandedAsHesterbergSays() {
    // st.norm.cdf(-np.sqrt(10/9) * st.t.ppf(.975, 9))
    assertEquals(
        0.008550639024406366, LogRatio.expandedTail(Student.quantile(0.975, 9), 10 / 9.0), 1e-12);
  }

  @Test
  void aSpreadBetweenRunsWidensTheIntervalByTheSquaresOfItsArms() {
    // z = st.t.ppf(.975,30)*2**.5*.047; .1-np.hypot(.1-.02,z), .1+np.hypot(.2-.1,z)
    Estimate e = new Estimate(0.1, 0.0013, 4, new Interval(0.02, 0.2));
    Estimate wide = e.widenedBy(new SpreadPrior(0.047, 30), 0.95);
    assertEquals(-0.05756564866593622, wide.interval().lower(), 1e-9);
    assertEquals(0.26860288739970395, wide.interval().upper(), 1e-9);
  }

  @Test
  void degreesOfFreedomFollowSatterthwaite() {
    // va=.0013; vr=2*.047**2; df=(va+vr)**2/(va**2/4+vr**2/30); st.t.sf(.1/(va+vr)**.5, df)
    Estimate wide =
        new Estimate(0.1, 0.0013, 4, new Interval(0.02, 0.2))
            .widenedBy(new SpreadPrior(0.047, 30), 0.95);
    assertEquals(30.467606667684667, wide.degreesOfFreedom(), 1e-9);
    assertEquals(0.09793077382810837, wide.pAboveZero(), 1e-10);
  }

  @Test
  void holmsAdjustmentIsThatOfR() {
    // p.adjust(c(0.01, 0.04, 0.03, 0.005), "holm")  # 0.03 0.06 0.06 0.02
    assertArrayEquals(
        new double[] {0.03, 0.06, 0.06, 0.02}, Holm.adjusted(0.01, 0.04, 0.03, 0.005), 1e-12);
  }

  @Test
  void halfTheWidthOfAMeansIntervalUsesStudent() {
    // st.t.ppf(.975,2)*a.std(ddof=1)/3**.5
    assertEquals(6.251609479375776, Student.halfWidth(A, 0.95), 1e-9);
  }

  @Test
  void oneBlockASideShowsNoSpreadAndGivesNoInterval() {
    assertTrue(LogRatio.estimate(Sample.of(1), B, 0.95, 1).isEmpty());
    assertTrue(MeanDifference.estimate(A, Sample.of(1), 0.95).isEmpty());
  }

  @Test
  void blocksThatDoNotVaryGiveAPoint() {
    Estimate e = LogRatio.estimate(Sample.of(2, 2), Sample.of(3, 3, 3), 0.95, 1).orElseThrow();
    assertEquals(new Interval(e.value(), e.value()), e.interval());
    assertEquals(0, e.pAboveZero());
  }

  @Test
  void aRatioOfZeroIsRefused() {
    assertThrows(
        IllegalArgumentException.class, () -> LogRatio.estimate(Sample.of(0, 1), B, 0.95, 1));
  }

  @Test
  void swappingTheSidesMirrorsTheInterval() {
    Estimate forth = LogRatio.estimate(A, B, 0.95, 1).orElseThrow();
    Estimate back = LogRatio.estimate(B, A, 0.95, 1).orElseThrow();
    assertEquals(forth.interval().lower(), -back.interval().upper(), 1e-12);
    assertEquals(forth.interval().upper(), -back.interval().lower(), 1e-12);
  }

  @Test
  void theUnitOfTheValuesDoesNotMatter() {
    Estimate ns = LogRatio.estimate(A, B, 0.95, 1).orElseThrow();
    Estimate s = LogRatio.estimate(scaled(A, 1e-9), scaled(B, 1e-9), 0.95, 1).orElseThrow();
    assertEquals(ns.interval().lower(), s.interval().lower(), 1e-9);
    assertEquals(ns.interval().upper(), s.interval().upper(), 1e-9);
  }

  @Test
  void ninetyfivePercentIntervalsCoverAtLeastThatManyTruthsWithFewBlocks() {
    for (int blocks : new int[] {2, 3, 5, 10}) {
      double covered = coverage(blocks, 2_000, new SplittableRandom(blocks));
      assertTrue(covered >= 0.94 && covered <= 0.99, blocks + " blocks: coverage " + covered);
    }
  }

  private static double coverage(int blocks, int trials, SplittableRandom random) {
    int covered = 0;
    for (int i = 0; i < trials; i++) {
      Sample a = noisy(blocks, 100, random);
      Sample b = noisy(blocks, 110, random);
      Interval interval = LogRatio.estimate(a, b, 0.95, i).orElseThrow().interval();
      double truth = Math.log(1.1);
      covered += interval.lower() <= truth && truth <= interval.upper() ? 1 : 0;
    }
    return covered / (double) trials;
  }

  private static Sample noisy(int blocks, double mean, SplittableRandom random) {
    return Sample.of(
        DoubleStream.generate(() -> mean * (1 + 0.044 * random.nextGaussian()))
            .limit(blocks)
            .toArray());
  }

  private static Sample scaled(Sample sample, double factor) {
    return Sample.of(DoubleStream.of(sample.values()).map(v -> v * factor).toArray());
  }

  @Test
  void theNumberOfResamplesIsKnownForSmallSamplesAndBoundedForLargeOnes() {
    assertEquals(10, Resamples.count(3));
    assertEquals(35, Resamples.count(4));
    for (int n = 5; n <= 200; n++) {
      long product = Resamples.count(n) * Resamples.count(n);
      assertTrue(product > 2_000, n + ": " + product);
    }
  }

  @Test
  void fewValuesAreDealtOutInEveryWay() {
    // st.permutation_test((b, a), lambda x, y: x.mean()-y.mean(), n_resamples=np.inf,
    // alternative='greater').pvalue
    assertEquals(0.05, PermutationTest.pLarger(A, B).orElseThrow(), 1e-15);
    assertEquals(1, PermutationTest.pLarger(B, A).orElseThrow(), 1e-15);
    Sample overlapping = Sample.of(101, 99, 104, 102);
    assertEquals(11 / 35.0, PermutationTest.pLarger(A, overlapping).orElseThrow(), 1e-15);
  }

  @Test
  void aDifferenceThatIsThereInEveryDealingShowsNothing() {
    Sample same = Sample.of(0.1, 0.1, 0.1);
    assertEquals(1, PermutationTest.pLarger(same, same).orElseThrow());
    Sample shuffled = Sample.of(0.3, 0.1, 0.2);
    assertEquals(0.7, PermutationTest.pLarger(Sample.of(0.1, 0.2, 0.3), shuffled).orElseThrow());
  }

  @Test
  void manyValuesAreNotDealtOut() {
    Sample ten = Sample.of(DoubleStream.iterate(1, x -> x + 1).limit(10).toArray());
    Sample eleven = Sample.of(DoubleStream.iterate(1, x -> x + 1).limit(11).toArray());
    assertEquals(PermutationTest.MOST_VALUES, ten.size() + ten.size());
    assertTrue(PermutationTest.pLarger(ten, ten).isPresent());
    assertTrue(PermutationTest.pLarger(ten, eleven).isEmpty());
  }

  @Test
  void noThreeValuesASideAreSurerThanOneInTwenty() {
    assertEquals(1 / 20.0, PermutationTest.least(3, 3), 1e-15);
    assertEquals(1 / 184_756.0, PermutationTest.least(10, 10), 1e-15);
  }

  @Test
  void aVariancePriorIsFittedAsLimmaDoes() {
    // Smyth (2004), section 6.2, with SciPy: e = log(v) - digamma(df/2) + log(df/2);
    // d0 = 2 * brentq(lambda y: polygamma(1, y) - (var(e, ddof=1) - mean(polygamma(1, df/2))),
    // ...);
    // s0^2 = exp(mean(e) + digamma(d0/2) - log(d0/2))
    VariancePrior otherwise = new VariancePrior(9, 9);
    double[] variances = {1, 2, 4, 8, 16};
    double[] df = {4, 4, 6, 8, 4};
    VariancePrior prior = VariancePrior.fit(variances, df, otherwise);
    assertEquals(4.053855533, prior.degreesOfFreedom(), 1e-6);
    assertEquals(3.831275634, prior.variance(), 1e-6);
    VariancePrior drawn = prior.moderated(16, 4);
    assertEquals(4.053855533 + 4, drawn.degreesOfFreedom(), 1e-6);
    assertEquals((4.053855533 * 3.831275634 + 4 * 16) / (4.053855533 + 4), drawn.variance(), 1e-6);
  }

  @Test
  void variancesThatHardlyDifferAreTakenForOne() {
    double[] variances = {1, 1.1, 0.9, 1, 1};
    double[] df = {4, 4, 4, 4, 4};
    VariancePrior prior = VariancePrior.fit(variances, df, new VariancePrior(9, 9));
    assertEquals(VariancePrior.MOST, prior.degreesOfFreedom());
  }

  @Test
  void fewVariancesOrNoneTellNoPrior() {
    VariancePrior otherwise = new VariancePrior(9, 9);
    double[] four = {1, 2, 3, 4};
    assertEquals(otherwise, VariancePrior.fit(four, four, otherwise));
    assertEquals(
        otherwise, VariancePrior.fit(new double[5], new double[] {1, 1, 1, 1, 1}, otherwise));
    assertEquals(otherwise, VariancePrior.fit(new double[0], new double[0], otherwise));
    assertEquals(otherwise, otherwise.moderated(0, 0));
  }
}
