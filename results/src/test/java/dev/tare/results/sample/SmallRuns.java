package dev.tare.results.sample;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Runs of a few cells whose block means are given. */
public final class SmallRuns {
  public static final MetricKind TIME =
      new MetricKind("timeNs", "ns", Better.LOWER, Assumption.NOISY);
  public static final MetricKind RATE =
      new MetricKind("rate", "tokens/s", Better.HIGHER, Assumption.NOISY);
  public static final MetricKind PEAK =
      new MetricKind("peakRssBytes", "bytes", Better.LOWER, Assumption.NOISY);
  public static final MetricKind STEADY =
      new MetricKind("steadyRssAnonBytes", "bytes", Better.LOWER, Assumption.NOISY);
  public static final MetricKind CACHE =
      new MetricKind("kvCacheBytes", "bytes", Better.LOWER, Assumption.EXACT);
  public static final MetricKind COSINE =
      new MetricKind("cosineMean", "1", Better.HIGHER, Assumption.NOISY);
  public static final MetricKind HASH =
      new MetricKind("outputHash", "1", Better.SAME, Assumption.EXACT);
  public static final MetricKind FAULTS =
      new MetricKind("majorFaults", "1", Better.LOWER, Assumption.NOISY);

  private static final Run LIKE = SampleRuns.quick().build();

  private SmallRuns() {}

  /** One sample a block. */
  public static Metric metric(MetricKind kind, double... means) {
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < means.length; i++) {
      blocks.add(new Block(i, List.of(means[i])));
    }
    return new Metric(kind, blocks);
  }

  /** A cell of the family {@code f}, variant {@code v}. */
  public static Cell cell(String benchmark, Metric... metrics) {
    return new Cell(benchmark, "f", "v", Map.of(), 3, List.of(), List.of(metrics), List.of());
  }

  /** The cell, with what it could not measure. */
  public static Cell lacking(Cell cell, String metric, String reason) {
    return cell.withSamples(cell.forks(), cell.metrics(), List.of(new Absent(metric, reason)));
  }

  /** A complete run without model files. */
  public static Run run(String startedAt, Cell... cells) {
    return new Run(
        "run-" + startedAt.replaceAll("[^0-9]", ""),
        LIKE.status(),
        Instant.parse(startedAt),
        Optional.empty(),
        LIKE.tool(),
        LIKE.plan(),
        LIKE.machine(),
        List.of(),
        List.of(cells),
        List.of());
  }

  /** The run as if it had been measured at another time. */
  public static Run at(String startedAt, Run run) {
    return new Run(
        run.id(),
        run.status(),
        Instant.parse(startedAt),
        run.finishedAt(),
        run.tool(),
        run.plan(),
        run.machine(),
        run.models(),
        run.cells(),
        run.warnings());
  }
}
