package dev.tare.bench.profile;

import dev.tare.bench.fork.DriverWatch;
import dev.tare.bench.fork.Turns;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * JMH profiler that publishes what a benchmark recorded in {@link ForkMetrics}, with memory,
 * faults, context switches and collector time added: one secondary result per metric and iteration,
 * labelled with the metric's name. A metric without a value goes to the output as a line {@code
 * #tare-absent NAME REASON}, once per fork, and how a warm-up ended as {@code #tare-warmup END
 * OPERATIONS NS}. Use it with {@code -prof dev.tare.bench.profile.TareProfiler}.
 */
public final class TareProfiler implements InternalProfiler {
  private static final String ABSENT = "#tare-absent";
  private static final String WARMUP = "#tare-warmup";

  private final PrintStream out;
  private final Set<MetricName> announced = new HashSet<>();
  private boolean warmupAnnounced;

  /**
   * JMH creates the profiler without parameters, in the fork, whose output it forwards. It is the
   * first of Tare that runs there, before any native call.
   */
  public TareProfiler() {
    this(System.out);
    DriverWatch.arm();
  }

  TareProfiler(PrintStream out) {
    this.out = out;
  }

  @Override
  public String getDescription() {
    return "Tare: rates, latencies, memory, faults and context switches of the fork";
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    Turns.await();
    ForkMetrics.recorder().clear();
    ForkMetrics.energy().plan(benchmark.getMeasurement().getTime().convertTo(TimeUnit.NANOSECONDS));
    // A benchmark that marks its work begins anew when that begins.
    ForkMetrics.counters().begin();
  }

  @Override
  public Collection<Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    MetricRecorder recorder = ForkMetrics.recorder();
    ForkMetrics.counters().report(recorder);
    ForkMetrics.memory().report(recorder);
    announce(recorder);
    announceWarmup();
    List<Result<?>> results = results(recorder);
    Turns.pass();
    return results;
  }

  private void announce(MetricRecorder recorder) {
    recorder
        .reasons()
        .forEach(
            (name, reason) -> {
              if (announced.add(name)) {
                out.println(ABSENT + " " + name.id() + " " + reason);
              }
            });
  }

  private void announceWarmup() {
    if (!warmupAnnounced) {
      warmupAnnounced = true;
      ForkMetrics.warmup()
          .ifPresent(
              warmup ->
                  out.println(
                      WARMUP
                          + " "
                          + warmup.end().id()
                          + " "
                          + warmup.operations()
                          + " "
                          + warmup.wallTimeNs()));
    }
  }

  private static List<Result<?>> results(MetricRecorder recorder) {
    List<Result<?>> results = new ArrayList<>();
    Map<MetricName, Double> scalars = new EnumMap<>(recorder.values());
    recorder
        .latencies()
        .forEach(
            (metrics, latencies) -> {
              results.addAll(latencies(metrics, scalars.remove(metrics.mean()), latencies));
            });
    scalars.forEach((name, value) -> results.add(scalar(name, value)));
    // JMH would take a result that an iteration lacks for 0 and average it in.
    recorder.reasons().keySet().stream()
        .filter(name -> !recorder.values().containsKey(name))
        .forEach(name -> results.add(scalar(name, Double.NaN)));
    return results;
  }

  private static ScalarResult scalar(MetricName name, double value) {
    return new ScalarResult(name.id(), value, name.kind().unit(), AggregationPolicy.AVG);
  }

  private static List<Result<?>> latencies(
      LatencyMetrics metrics, double meanNs, Histogram latencies) {
    List<Result<?>> results = new ArrayList<>();
    results.add(LatencyResult.of(metrics.mean().id(), meanNs, latencies));
    metrics
        .percentiles()
        .forEach(
            (percentile, name) ->
                results.add(new PercentileResult(name.id(), percentile, latencies)));
    return results;
  }
}
