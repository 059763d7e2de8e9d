package dev.tare.results.quality;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.commons.statistics.distribution.NormalDistribution;
import org.apache.commons.statistics.distribution.TDistribution;

/**
 * The rules that tools in use apply, re-stated: benchstat's Mann-Whitney test over all iterations;
 * ratio thresholds; JMH's 99.9 % intervals that do not overlap; Welch's test of the forks; the
 * distance from the mean of earlier nights in standard deviations.
 */
final class PeerRules {
  private static final int FEWEST_NIGHTS = 5;

  private PeerRules() {}

  /** Says whether one benchmark became slower. */
  private interface Test {
    boolean slower(List<double[][]> before, double[][] now);
  }

  private record PerBenchmark(String name, Test test) implements Rule {
    @Override
    public Judgement judge(List<Night> history, Night night) {
      Set<String> alarms = new TreeSet<>();
      night
          .scores()
          .forEach(
              (benchmark, now) -> {
                List<double[][]> before = new ArrayList<>();
                for (Night earlier : history) {
                  if (earlier.scores().containsKey(benchmark)) {
                    before.add(earlier.scores().get(benchmark));
                  }
                }
                boolean inBaseline =
                    history.get(history.size() - 1).scores().containsKey(benchmark);
                if (inBaseline && test.slower(before, now)) {
                  alarms.add(benchmark);
                }
              });
      return Judgement.ofAlarms(alarms);
    }
  }

  /** Of baseline and run alone. */
  private interface Pairwise {
    boolean slower(double[][] before, double[][] now);
  }

  private static Rule pairwise(String name, Pairwise test) {
    return new PerBenchmark(name, (before, now) -> test.slower(before.get(before.size() - 1), now));
  }

  static List<Rule> all() {
    return List.of(
        pairwise(
            "Mann-Whitney on pooled iterations, p < 0.05",
            (a, b) -> mean(b) < mean(a) && mannWhitney(pooled(a), pooled(b)) < 0.05),
        pairwise(
            "the same and >= 5 %",
            (a, b) -> mean(b) < mean(a) / 1.05 && mannWhitney(pooled(a), pooled(b)) < 0.05),
        pairwise(
            "ratio > 1.1 and p < 0.002",
            (a, b) -> mean(a) / mean(b) > 1.1 && mannWhitney(pooled(a), pooled(b)) < 0.002),
        pairwise("ratio > 1.1", (a, b) -> mean(a) / mean(b) > 1.1),
        pairwise(
            "disjoint 99.9 % JMH intervals",
            (a, b) -> mean(b) + jmhError(b) < mean(a) - jmhError(a)),
        pairwise(
            "disjoint intervals and >= 10 %",
            (a, b) -> mean(a) / mean(b) > 1.1 && mean(b) + jmhError(b) < mean(a) - jmhError(a)),
        pairwise(
            "Welch on fork means, p < 0.01",
            (a, b) -> mean(b) < mean(a) && welch(forkMeans(a), forkMeans(b)) < 0.01),
        farFromHistory(0.01),
        farFromHistory(0.002),
        farFromHistory(0.0005),
        farFromHistory(0.0001));
  }

  private static Rule farFromHistory(double p) {
    return new PerBenchmark(
        "z against history, p < " + p, (before, now) -> farFromHistory(before, now, p));
  }

  /** Against the mean and the spread of all earlier nights. */
  private static boolean farFromHistory(List<double[][]> before, double[][] now, double p) {
    if (before.size() < FEWEST_NIGHTS) {
      return false;
    }
    double[] nights = before.stream().mapToDouble(night -> Math.log(mean(night))).toArray();
    double z = (Math.log(mean(now)) - mean(nights)) / Math.sqrt(variance(nights));
    return z < 0 && 2 * NormalDistribution.of(0, 1).cumulativeProbability(z) < p;
  }

  /** Two-sided, normal with correction for ties and continuity, as for samples of this size. */
  static double mannWhitney(double[] a, double[] b) {
    double[] all = new double[a.length + b.length];
    System.arraycopy(a, 0, all, 0, a.length);
    System.arraycopy(b, 0, all, a.length, b.length);
    double[] sorted = all.clone();
    Arrays.sort(sorted);
    double rankSum = 0;
    for (double value : a) {
      rankSum += rank(sorted, value);
    }
    double n = a.length;
    double m = b.length;
    double u = rankSum - n * (n + 1) / 2;
    double ties = 0;
    for (int i = 0; i < sorted.length; ) {
      int j = i;
      while (j < sorted.length && sorted[j] == sorted[i]) {
        j++;
      }
      double t = j - i;
      ties += t * t * t - t;
      i = j;
    }
    double total = n + m;
    double sd = Math.sqrt(n * m / 12 * (total + 1 - ties / (total * (total - 1))));
    double z = (Math.abs(u - n * m / 2) - 0.5) / sd;
    return Math.min(1, 2 * NormalDistribution.of(0, 1).survivalProbability(z));
  }

  private static double rank(double[] sorted, double value) {
    int first = 0;
    while (sorted[first] < value) {
      first++;
    }
    int last = first;
    while (last + 1 < sorted.length && sorted[last + 1] == value) {
      last++;
    }
    return (first + last) / 2.0 + 1;
  }

  /** Two-sided p-value. */
  static double welch(double[] a, double[] b) {
    double va = variance(a) / a.length;
    double vb = variance(b) / b.length;
    double df = (va + vb) * (va + vb) / (va * va / (a.length - 1) + vb * vb / (b.length - 1));
    double t = Math.abs(mean(a) - mean(b)) / Math.sqrt(va + vb);
    return 2 * TDistribution.of(df).survivalProbability(t);
  }

  /** Half the width of the interval that JMH prints: Student's, of all iterations of all forks. */
  static double jmhError(double[][] forks) {
    double[] all = pooled(forks);
    double t = TDistribution.of(all.length - 1).inverseCumulativeProbability(1 - 0.001 / 2);
    return t * Math.sqrt(variance(all) / all.length);
  }

  static double mean(double[][] forks) {
    return mean(pooled(forks));
  }

  private static double mean(double[] values) {
    return Arrays.stream(values).average().orElseThrow();
  }

  private static double variance(double[] values) {
    double mean = mean(values);
    return Arrays.stream(values).map(v -> (v - mean) * (v - mean)).sum() / (values.length - 1);
  }

  private static double[] pooled(double[][] forks) {
    return Arrays.stream(forks).flatMapToDouble(Arrays::stream).toArray();
  }

  private static double[] forkMeans(double[][] forks) {
    return Arrays.stream(forks).mapToDouble(PeerRules::mean).toArray();
  }
}
