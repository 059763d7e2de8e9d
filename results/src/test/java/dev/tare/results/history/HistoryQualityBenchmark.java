package dev.tare.results.history;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * What the change points of a history are worth: false ones in series without a change, true ones
 * found, their sizes and how soon they are known, on simulated noise and on real nightly runs,
 * beside E-divisive on the same series. Run by hand:
 *
 * <pre>java -cp ... dev.tare.results.history.HistoryQualityBenchmark [series]</pre>
 *
 * <p>With {@code calibrate} it prints the false steps per run by the chance of a single split, from
 * which {@link StepSearch#ALPHA} was taken.
 */
final class HistoryQualityBenchmark {
  /** Standard deviation between runs of the nightly data, of logarithms. */
  private static final double RUN_SD = 0.047;

  private static final double TEN_PERCENT = Math.log(1.1) / RUN_SD;

  /** A step counts as found when it is at most so many runs off, and in the right direction. */
  private static final int NEAR = 5;

  private final PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
  private final int trials;

  private HistoryQualityBenchmark(int trials) {
    this.trials = trials;
  }

  /**
   * Prints everything.
   *
   * @param args the number of series for each line, or {@code calibrate} and that number
   * @throws IOException when the nightly data cannot be read
   */
  public static void main(String[] args) throws IOException {
    boolean calibrate = args.length > 0 && args[0].equals("calibrate");
    String count = args.length == 0 ? "1000" : args[args.length - 1];
    HistoryQualityBenchmark benchmark =
        new HistoryQualityBenchmark(calibrate && args.length == 1 ? 1000 : Integer.parseInt(count));
    if (calibrate) {
      benchmark.calibrate();
      return;
    }
    benchmark.clean();
    benchmark.correlated();
    benchmark.steps();
    benchmark.shortSeries();
    benchmark.sizes();
    benchmark.spikesAndDrifts();
    new NightlyQuality(benchmark.out, benchmark.trials).print();
  }

  private void print(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  private void calibrate() {
    for (double alpha : new double[] {2e-5, 2.7e-5, 4e-5}) {
      StepSearch search = new StepSearch(alpha);
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "alpha %.1e:", alpha));
      for (int runs : new int[] {30, 50, 100, 200, 500, 1000, 3000}) {
        SplittableRandom random = new SplittableRandom(runs);
        int series = trials * 1000 / runs;
        long found = 0;
        for (int i = 0; i < series; i++) {
          found += search.steps(Noise.NORMAL.series(random, runs)).size();
        }
        double rate = 100.0 * found / ((double) series * runs);
        line.append(String.format(Locale.ROOT, "  n=%d %.4f", runs, rate));
      }
      out.println(line + "  false steps per 100 runs");
    }
  }

  static List<LevelChange> ours(double... values) {
    double correlation = Correlation.together(List.of(values))[0];
    return LevelHistory.changes(values, List.of(), correlation);
  }

  private void clean() {
    print("false changes per 100 runs, nothing changes, runs independent (E-divisive: n = 100)");
    for (Noise noise : Noise.values()) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  %-10s", noise));
      for (int runs : new int[] {30, 100, 300, 1000}) {
        SplittableRandom random = new SplittableRandom(runs);
        int series = Math.max(1, trials * 300 / runs);
        long found = 0;
        for (int i = 0; i < series; i++) {
          found += ours(noise.series(random, runs)).size();
        }
        line.append(
            String.format(
                Locale.ROOT, "  n=%d %.4f", runs, 100.0 * found / ((double) series * runs)));
      }
      out.println(line + String.format(Locale.ROOT, "  E-divisive %.3f", peerRate(noise)));
    }
  }

  private double peerRate(Noise noise) {
    SplittableRandom random = new SplittableRandom(1);
    EDivisive peer = new EDivisive(1);
    int series = Math.max(1, trials / 5);
    long found = 0;
    for (int i = 0; i < series; i++) {
      found += peer.changes(noise.series(random, 100)).size();
    }
    return 100.0 * found / (series * 100.0);
  }

  private void correlated() {
    print("false changes per 100 runs, nothing changes, each run like the one before (phi)");
    for (double phi : new double[] {0.1, 0.2, 0.3, 0.5, 0.7, 0.9}) {
      StringBuilder line = new StringBuilder(String.format(Locale.ROOT, "  phi %.1f", phi));
      for (int together : new int[] {1, 20}) {
        line.append(
            String.format(
                Locale.ROOT,
                "  %d series of a machine: %.3f",
                together,
                correlatedRate(phi, together)));
      }
      out.println(line);
    }
  }

  private double correlatedRate(double phi, int together) {
    SplittableRandom random = new SplittableRandom(4);
    long found = 0;
    long runs = 0;
    for (int machine = 0; machine < Math.max(1, trials / together); machine++) {
      List<double[]> series = new ArrayList<>();
      for (int i = 0; i < together; i++) {
        series.add(Noise.HEAVY.correlated(random, 200, phi));
      }
      double[] correlations = Correlation.together(series);
      for (int i = 0; i < together; i++) {
        found += LevelHistory.changes(series.get(i), List.of(), correlations[i]).size();
        runs += 200;
      }
    }
    return 100.0 * found / runs;
  }

  static boolean isFound(List<Integer> changes, int step) {
    return changes.stream().anyMatch(change -> Math.abs(change - step) <= NEAR);
  }

  static List<Integer> rising(List<LevelChange> changes) {
    return changes.stream()
        .filter(change -> change.size() > 0)
        .map(
            change ->
                change.kind() == LevelChange.Kind.DRIFT
                    ? (change.from() + change.to()) / 2
                    : change.from())
        .toList();
  }

  private void steps() {
    print("steps of 5, 10, 15, 20 %% found, run sd %.1f %%, in 100 runs", 100 * RUN_SD);
    print("  (by the runs behind the step; E-divisive: 10 %% alone)");
    for (Noise noise : List.of(Noise.NORMAL, Noise.HEAVY, Noise.SPIKY)) {
      for (int behind : new int[] {5, 10, 15, 20, 30, 50}) {
        StringBuilder line =
            new StringBuilder(String.format(Locale.ROOT, "  %-8s %2d behind:", noise, behind));
        for (double percent : new double[] {5, 10, 15, 20}) {
          double size = Math.log1p(percent / 100) / RUN_SD;
          line.append(String.format(Locale.ROOT, " %5.1f %%", power(noise, behind, size)));
        }
        out.println(
            line + String.format(Locale.ROOT, "   E-divisive %.1f %%", peerPower(noise, behind)));
      }
    }
  }

  private double power(Noise noise, int behind, double size) {
    SplittableRandom random = new SplittableRandom(behind);
    int found = 0;
    for (int i = 0; i < trials; i++) {
      double[] values = Noise.stepped(noise.series(random, 100), 100 - behind, size);
      found += isFound(rising(ours(values)), 100 - behind) ? 1 : 0;
    }
    return 100.0 * found / trials;
  }

  private double peerPower(Noise noise, int behind) {
    SplittableRandom random = new SplittableRandom(behind);
    EDivisive peer = new EDivisive(2);
    int series = Math.max(1, trials / 5);
    int found = 0;
    for (int i = 0; i < series; i++) {
      double[] values = Noise.stepped(noise.series(random, 100), 100 - behind, TEN_PERCENT);
      found += isFound(peer.changes(values), 100 - behind) ? 1 : 0;
    }
    return 100.0 * found / series;
  }

  private void shortSeries() {
    print("steps of 10 %% in short series, anywhere with 5 runs or more on either side");
    for (Noise noise : List.of(Noise.NORMAL, Noise.HEAVY, Noise.SPIKY)) {
      for (int runs : new int[] {20, 30, 40, 60}) {
        SplittableRandom random = new SplittableRandom(runs);
        EDivisive peer = new EDivisive(3);
        int[] found = new int[4];
        for (int i = 0; i < trials; i++) {
          double[] values = noise.series(random, runs);
          int step = 5 + random.nextInt(runs - 9);
          double[] slower = Noise.stepped(values, step, TEN_PERCENT);
          found[0] += ours(values).size();
          found[1] += isFound(rising(ours(slower)), step) ? 1 : 0;
          found[2] += peer.changes(values).size();
          found[3] += isFound(peer.changes(slower), step) ? 1 : 0;
        }
        print(
            "  %-8s n=%d: found %.1f %%, false %.4f per 100 runs; E-divisive %.1f %%, %.4f",
            noise,
            runs,
            100.0 * found[1] / trials,
            100.0 * found[0] / (trials * (double) runs),
            100.0 * found[3] / trials,
            100.0 * found[2] / (trials * (double) runs));
      }
    }
  }

  private void sizes() {
    print(
        "10 %% steps in the middle of 200 runs: size, coverage of the 95 %% interval, runs later");
    for (Noise noise : List.of(Noise.NORMAL, Noise.HEAVY, Noise.SPIKY)) {
      for (double phi : new double[] {0, 0.3}) {
        size(noise, phi);
      }
    }
  }

  private void size(Noise noise, double phi) {
    SplittableRandom random = new SplittableRandom(6);
    List<Double> sizes = new ArrayList<>();
    List<Integer> later = new ArrayList<>();
    int covered = 0;
    for (int i = 0; i < trials; i++) {
      double[] values = Noise.stepped(noise.correlated(random, 200, phi), 100, TEN_PERCENT);
      for (LevelChange change : LevelHistory.changes(values, List.of(), phi)) {
        if (Math.abs(change.from() - 100) <= NEAR) {
          sizes.add(change.size() / TEN_PERCENT);
          later.add(change.knownAt() - change.from());
          boolean holds =
              change.interval().lower() <= TEN_PERCENT && change.interval().upper() >= TEN_PERCENT;
          covered += holds ? 1 : 0;
        }
      }
    }
    sizes.sort(null);
    later.sort(null);
    print(
        "  %-8s phi %.1f: found %.1f %%, median size %.3f of the truth, coverage %.1f %%,"
            + " known later: median %d, 90 %% within %d",
        noise,
        phi,
        100.0 * sizes.size() / trials,
        sizes.get(sizes.size() / 2),
        100.0 * covered / sizes.size(),
        later.get(later.size() / 2),
        later.get(later.size() * 9 / 10));
  }

  private void spikesAndDrifts() {
    SplittableRandom random = new SplittableRandom(8);
    int spiked = 0;
    Map<Integer, Integer> drifts = new TreeMap<>();
    int asDrift = 0;
    int noisier = 0;
    for (int i = 0; i < trials; i++) {
      double[] values = Noise.HEAVY.series(random, 100);
      values[20 + random.nextInt(70)] += 20;
      values[99] -= 20;
      spiked += ours(values).size();
      double[] drifting = Noise.HEAVY.series(random, 300);
      Arrays.setAll(drifting, j -> drifting[j] + 6.0 * Math.max(0, Math.min(1, (j - 80) / 150.0)));
      List<LevelChange> found = ours(drifting);
      drifts.merge(found.size(), 1, Integer::sum);
      asDrift += found.stream().anyMatch(c -> c.kind() == LevelChange.Kind.DRIFT) ? 1 : 0;
      double[] grown = Noise.HEAVY.series(random, 100);
      Arrays.setAll(grown, j -> grown[j] * (j < 75 ? 1 : 5));
      noisier += ours(grown).size();
    }
    print(
        "two single spikes of 20 sd in 100 runs: %.4f changes per 100 runs",
        100.0 * spiked / (trials * 100.0));
    print(
        "noise five times as wide in the last 25 of 100 runs: %.4f changes per 100 runs",
        100.0 * noisier / (trials * 100.0));
    print(
        "a drift of 6 sd over 150 of 300 runs: changes found → series %s; told as a drift %.1f %%",
        drifts, 100.0 * asDrift / trials);
  }
}
