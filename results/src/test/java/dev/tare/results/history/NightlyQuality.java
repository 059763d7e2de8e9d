package dev.tare.results.history;

import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * Change points on real nightly runs. The README beside the data gives no recipe for change points,
 * so both our search and E-divisive go over the same series here: nights as they were; nights of
 * one commit less their mean (nothing changed, so all of that is noise), drawn again into clean
 * series; and those with one step of 10 %, one spike or one drift put in.
 */
final class NightlyQuality {
  private static final int LEAST_NIGHTS = 30;
  private static final double TEN_PERCENT = Math.log(1.1);

  private final PrintStream out;
  private final int repeats;

  NightlyQuality(PrintStream out, int trials) {
    this.out = out;
    this.repeats = Math.max(1, trials / 20);
  }

  private void line(String format, Object... values) {
    out.println(String.format(Locale.ROOT, format, values));
  }

  void print() throws IOException {
    Optional<List<NightlySeries>> read = NightlySeries.read(LEAST_NIGHTS);
    if (read.isEmpty()) {
      line("the nightly data are not beside the repository");
      return;
    }
    List<NightlySeries> all = read.get();
    int runs = all.stream().mapToInt(each -> each.values().length).sum();
    line("nightly runs: %d series of 30 nights or more, %d values", all.size(), runs);
    asMeasured(all);
    List<double[]> noise =
        all.stream()
            .map(NightlySeries::withinCommits)
            .filter(each -> each.length >= LEAST_NIGHTS)
            .toList();
    double[] sds = noise.stream().mapToDouble(NightlyQuality::sd).sorted().toArray();
    line(
        "noise of %d series (nights of a commit less their mean): sd %.1f %% to %.1f %%, median"
            + " %.1f %%, root mean square %.1f %%",
        sds.length,
        100 * sds[0],
        100 * sds[sds.length - 1],
        100 * sds[sds.length / 2],
        100 * Math.sqrt(Arrays.stream(sds).map(sd -> sd * sd).average().orElseThrow()));
    for (int n : new int[] {30, 60, 100}) {
      drawn(noise, n, 5);
      drawn(noise, n, 10);
    }
    spikes(noise);
    drifts(noise);
  }

  private static double sd(double... values) {
    double mean = Arrays.stream(values).average().orElseThrow();
    return Math.sqrt(
        Arrays.stream(values).map(v -> (v - mean) * (v - mean)).average().orElseThrow());
  }

  private void asMeasured(List<NightlySeries> all) {
    double[] correlations = Correlation.together(all.stream().map(NightlySeries::values).toList());
    int found = 0;
    int peers = 0;
    for (int i = 0; i < all.size(); i++) {
      double[] values = all.get(i).values();
      List<LevelChange> changes = LevelHistory.changes(values, List.of(), correlations[i]);
      found += changes.size();
      peers += new EDivisive(i).changes(values).size();
      for (LevelChange change : changes) {
        change(all.get(i), correlations[i], change);
      }
    }
    line("  as measured: %d changes; E-divisive %d", found, peers);
  }

  private void change(NightlySeries series, double correlation, LevelChange change) {
    line(
        "    %s %s, %d nights, phi %.2f: %s at %d of %+.1f %% [%+.1f, %+.1f], commit %s, known %d"
            + " later",
        series.benchmark().replaceAll(".*\\.(\\w+\\.\\w+)$", "$1"),
        series.cpu().replaceAll("^(AMD|Intel\\S*) ", ""),
        series.values().length,
        correlation,
        change.kind(),
        change.from(),
        100 * Math.expm1(change.size()),
        100 * Math.expm1(change.interval().lower()),
        100 * Math.expm1(change.interval().upper()),
        series.commits().get(change.from()),
        change.knownAt() - change.from());
  }

  private static double[] drawn(double[] noise, int n, SplittableRandom random) {
    double[] values = new double[n];
    Arrays.setAll(values, i -> noise[random.nextInt(noise.length)]);
    return values;
  }

  /** Clean series, and the same with a step of 10 % somewhere. */
  private void drawn(List<double[]> all, int n, int leastSide) {
    SplittableRandom random = new SplittableRandom(12);
    EDivisive peer = new EDivisive(12);
    int[] counts = new int[6];
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (double[] noise : all) {
        double[] values = drawn(noise, n, random);
        int step = leastSide + random.nextInt(n - 2 * leastSide + 1);
        double[] slower = Noise.stepped(values, step, TEN_PERCENT);
        counts[0]++;
        counts[1] += HistoryQualityBenchmark.ours(values).size();
        counts[2] += isFound(slower, step) ? 1 : 0;
        if (repeat % 5 == 0) {
          counts[3]++;
          counts[4] += peer.changes(values).size();
          counts[5] += HistoryQualityBenchmark.isFound(peer.changes(slower), step) ? 1 : 0;
        }
      }
    }
    line(
        "  clean series of %d nights: %.4f false per 100; a step of 10 %%, %d nights or more on"
            + " either side: found %.1f %%; E-divisive %.3f, %.1f %%",
        n,
        100.0 * counts[1] / counts[0] / n,
        leastSide,
        100.0 * counts[2] / counts[0],
        100.0 * counts[4] / counts[3] / n,
        100.0 * counts[5] / counts[3]);
  }

  private static boolean isFound(double[] values, int step) {
    return HistoryQualityBenchmark.isFound(
        HistoryQualityBenchmark.rising(HistoryQualityBenchmark.ours(values)), step);
  }

  private void spikes(List<double[]> all) {
    SplittableRandom random = new SplittableRandom(13);
    count(
        "one night 50 % slower in 100",
        all,
        values -> {
          values[random.nextInt(values.length)] += Math.log(1.5);
          return values;
        });
    count(
        "three such nights apart",
        all,
        values -> {
          for (int place : new int[] {20, 50, 80}) {
            values[place + random.nextInt(10)] += Math.log(1.5);
          }
          return values;
        });
    count(
        "the newest night 50 % slower",
        all,
        values -> {
          values[values.length - 1] += Math.log(1.5);
          return values;
        });
  }

  private void drifts(List<double[]> all) {
    count(
        "20 % slower little by little over 50 of 100",
        all,
        values -> {
          Arrays.setAll(
              values, i -> values[i] + Math.log(1.2) * Math.max(0, Math.min(1, (i - 25) / 50.0)));
          return values;
        });
  }

  private void count(String title, List<double[]> all, UnaryOperator<double[]> change) {
    SplittableRandom random = new SplittableRandom(14);
    EDivisive peer = new EDivisive(14);
    Map<Integer, Integer> ours = new TreeMap<>();
    Map<Integer, Integer> peers = new TreeMap<>();
    int drifts = 0;
    List<Integer> total = new ArrayList<>();
    for (int repeat = 0; repeat < repeats; repeat++) {
      for (double[] noise : all) {
        double[] values = change.apply(drawn(noise, 100, random));
        List<LevelChange> found = HistoryQualityBenchmark.ours(values);
        total.add(found.size());
        ours.merge(found.size(), 1, Integer::sum);
        drifts += found.stream().anyMatch(c -> c.kind() == LevelChange.Kind.DRIFT) ? 1 : 0;
        if (repeat % 5 == 0) {
          peers.merge(peer.changes(values).size(), 1, Integer::sum);
        }
      }
    }
    line(
        "  %s: %.4f changes per 100 nights, by number %s, a drift among them in %.1f %%;"
            + " E-divisive %s",
        title,
        total.stream().mapToInt(each -> each).average().orElseThrow(),
        ours,
        100.0 * drifts / total.size(),
        peers);
  }
}
