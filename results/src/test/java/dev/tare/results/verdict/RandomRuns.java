package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Pairs of runs of a few cells with metrics of every kind, steady and noisy, changed and not. */
final class RandomRuns {
  static final MetricKind TIME = new MetricKind("timeNs", "ns", Better.LOWER, Assumption.NOISY);
  static final MetricKind RATE =
      new MetricKind("rate", "tokens/s", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind BYTES =
      new MetricKind("peakRssBytes", "bytes", Better.LOWER, Assumption.NOISY);
  private static final MetricKind COSINE =
      new MetricKind("cosineMean", "1", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind DRIFT =
      new MetricKind("drift", "1", Better.SAME, Assumption.NOISY);
  private static final MetricKind SIZE =
      new MetricKind("sizeBytes", "bytes", Better.LOWER, Assumption.EXACT);
  private static final MetricKind TOKENS =
      new MetricKind("tokenCount", "1", Better.SAME, Assumption.EXACT);

  private static final Run LIKE = SampleRuns.quick().build();
  private static final double[] FACTORS = {0.5, 0.8, 0.97, 1, 1, 1, 1.03, 1.25, 2};
  private static final double[] SPREADS = {0.0005, 0.005, 0.02, 0.1};
  private static final int CELLS = 8;
  private static final int SAMPLES = 4;

  /** What the metrics are like, which does not depend on the number of blocks. */
  private final SplittableRandom shape;

  private final SplittableRandom noise;
  private final int blocks;

  /** Both sides. */
  record Pair(Run baseline, Run run) {
    Pair swapped() {
      return new Pair(run, baseline);
    }

    Comparison compared(Policy policy) {
      return Comparator.compare(baseline, run, policy);
    }

    Pair with(Function<Run, Run> change) {
      return new Pair(change.apply(baseline), change.apply(run));
    }
  }

  private RandomRuns(SplittableRandom shape, int blocks) {
    this.shape = shape;
    this.noise = shape.split();
    this.blocks = blocks;
  }

  /** A pair whose sides have so many blocks each; a cell of each side is missing on the other. */
  static Pair pair(long seed, int blocks) {
    return new RandomRuns(new SplittableRandom(seed), blocks).pair();
  }

  private Pair pair() {
    List<Cell> before = new ArrayList<>();
    List<Cell> now = new ArrayList<>();
    for (int i = 0; i < CELLS; i++) {
      List<Metric> old = new ArrayList<>();
      List<Metric> recent = new ArrayList<>();
      add(old, recent, TIME, 1e6);
      add(old, recent, RATE, 120);
      add(old, recent, BYTES, 4e8);
      add(old, recent, COSINE, 0.9991);
      add(old, recent, DRIFT, 3);
      exact(old, recent, SIZE);
      exact(old, recent, TOKENS);
      if (i != 1) {
        before.add(cell(i, old));
      }
      if (i != 2) {
        now.add(cell(i, recent));
      }
    }
    return new Pair(
        Changed.parts(LIKE, LIKE.models(), before), Changed.parts(LIKE, LIKE.models(), now));
  }

  private Cell cell(int index, List<Metric> metrics) {
    Map<String, String> parameters = Map.of("index", "" + index);
    return new Cell("B.b", "f", "v", parameters, blocks, List.of(), metrics, List.of());
  }

  private void add(List<Metric> before, List<Metric> now, MetricKind kind, double mean) {
    double spread = SPREADS[shape.nextInt(SPREADS.length)];
    double factor = FACTORS[shape.nextInt(FACTORS.length)];
    boolean cosine = kind.equals(COSINE);
    double sd = cosine ? spread / 100 : spread;
    double change = cosine ? 1 + (factor - 1) / 200 : factor;
    before.add(noisy(kind, mean, sd));
    now.add(noisy(kind, mean * change, sd));
  }

  private Metric noisy(MetricKind kind, double mean, double spread) {
    List<Block> all = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      double ofBlock = mean * Math.exp(spread * noise.nextGaussian());
      List<Double> samples =
          IntStream.range(0, SAMPLES)
              .mapToObj(i -> ofBlock * Math.exp(spread / 2 * noise.nextGaussian()))
              .toList();
      all.add(new Block(block, samples));
    }
    return new Metric(kind, all);
  }

  private void exact(List<Metric> before, List<Metric> now, MetricKind kind) {
    before.add(new Metric(kind, List.of(new Block(0, List.of(32.0)))));
    now.add(new Metric(kind, List.of(new Block(0, List.of(31.0 + shape.nextInt(3))))));
  }
}
