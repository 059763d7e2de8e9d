package dev.tare.bench.driver;

import dev.tare.bench.profile.LatencyResult;
import dev.tare.bench.profile.MetricTable;
import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Failure;
import dev.tare.results.run.MetricKind;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.BenchmarkResult;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;

/** Takes the metrics out of JMH's result: the secondary results that the metric table knows. */
final class Samples {
  private Samples() {}

  static ForkResult of(RunResult result, Path log) {
    Map<MetricKind, List<Double>> samples = new LinkedHashMap<>();
    Map<MetricKind, Histogram> latencies = new LinkedHashMap<>();
    for (BenchmarkResult fork : result.getBenchmarkResults()) {
      for (IterationResult iteration : fork.getIterationResults()) {
        iteration
            .getSecondaryResults()
            .forEach(
                (label, value) -> {
                  add(samples, label, value.getScore());
                  addLatencies(latencies, value);
                });
      }
    }
    // What some iterations could not measure would be told by the others only: by the quick ones.
    samples.values().removeIf(values -> !values.stream().allMatch(Double::isFinite));
    if (samples.isEmpty()) {
      return new ForkResult.Failed(
          new Failure("JMH gave a result without any metric", ForkLog.tail(log)));
    }
    Set<String> measured =
        samples.keySet().stream().map(MetricKind::name).collect(Collectors.toSet());
    return new ForkResult.Measured(
        samples,
        stored(samples.keySet(), latencies),
        ForkLog.absent(log).stream().filter(absent -> !measured.contains(absent.name())).toList(),
        ForkLog.warmup(log));
  }

  private static void addLatencies(Map<MetricKind, Histogram> latencies, Result<?> value) {
    if (value instanceof LatencyResult result) {
      MetricTable.find(result.getLabel())
          .ifPresent(
              kind ->
                  latencies
                      .computeIfAbsent(kind, any -> LatencyHistogram.empty())
                      .add(result.latencies()));
    }
  }

  private static Map<MetricKind, LatencyHistogram> stored(
      Set<MetricKind> measured, Map<MetricKind, Histogram> latencies) {
    return latencies.entrySet().stream()
        .filter(entry -> measured.contains(entry.getKey()))
        .collect(
            Collectors.toMap(Map.Entry::getKey, entry -> LatencyHistogram.of(entry.getValue())));
  }

  private static void add(Map<MetricKind, List<Double>> samples, String label, double score) {
    MetricTable.find(label)
        .ifPresent(kind -> samples.computeIfAbsent(kind, any -> new ArrayList<>()).add(score));
  }
}
