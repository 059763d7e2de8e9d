package dev.tare.bench.driver;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Failure;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Warmup;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What became of one fork. */
public sealed interface ForkResult {
  /**
   * The fork ran to its end.
   *
   * @param samples per metric one value per measured iteration
   * @param latencies the single operations behind the samples, for metrics that tell them apart
   * @param absent what could not be measured
   * @param warmup how its warm-up ended; empty when that was of fixed length
   */
  record Measured(
      Map<MetricKind, List<Double>> samples,
      Map<MetricKind, LatencyHistogram> latencies,
      List<Absent> absent,
      Optional<Warmup> warmup)
      implements ForkResult {
    /** Copies the collections. */
    public Measured {
      samples = new LinkedHashMap<>(samples);
      latencies = Map.copyOf(latencies);
      absent = List.copyOf(absent);
    }

    /** A fork with a warm-up of fixed length that tells no operations apart. */
    public Measured(Map<MetricKind, List<Double>> samples, List<Absent> absent) {
      this(samples, Map.of(), absent, Optional.empty());
    }
  }

  /**
   * The fork has no result.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements ForkResult {}
}
