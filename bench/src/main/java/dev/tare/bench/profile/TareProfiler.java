package dev.tare.bench.profile;

import dev.tare.bench.fork.DriverWatch;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;
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
  private Reading<ProcessCounters> before = new Reading.Missing<>("no iteration was started");
  private long gcTimeMsBefore;
  private boolean warmupAnnounced;
  private long gcCountBefore;

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
    ForkMetrics.recorder().clear();
    ForkMetrics.energy().plan(benchmark.getMeasurement().getTime().convertTo(TimeUnit.NANOSECONDS));
    gcTimeMsBefore = collectors(GarbageCollectorMXBean::getCollectionTime);
    gcCountBefore = collectors(GarbageCollectorMXBean::getCollectionCount);
    before = ResourceUsage.read();
  }

  @Override
  public Collection<Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Reading<ProcessCounters> after = ResourceUsage.read();
    MetricRecorder recorder = ForkMetrics.recorder();
    recordCounters(recorder, after);
    recordCollections(recorder);
    ForkMetrics.memory().report(recorder);
    announce(recorder);
    announceWarmup();
    return results(recorder);
  }

  private void recordCounters(MetricRecorder recorder, Reading<ProcessCounters> after) {
    Reading<ProcessCounters> delta =
        before instanceof Reading.Value<ProcessCounters> start
            ? after.map(end -> end.since(start.value()))
            : before;
    recorder.record(MetricName.MAJOR_FAULTS, delta.map(ProcessCounters::majorFaults));
    recorder.record(MetricName.VOLUNTARY_SWITCHES, delta.map(ProcessCounters::voluntarySwitches));
    recorder.record(
        MetricName.INVOLUNTARY_SWITCHES, delta.map(ProcessCounters::involuntarySwitches));
  }

  private void recordCollections(MetricRecorder recorder) {
    long timeMs = collectors(GarbageCollectorMXBean::getCollectionTime) - gcTimeMsBefore;
    recorder.record(MetricName.GC_TIME, TimeUnit.MILLISECONDS.toNanos(timeMs));
    recorder.record(
        MetricName.GC_COUNT,
        collectors(GarbageCollectorMXBean::getCollectionCount) - gcCountBefore);
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

  /** The sum over all collectors; one that does not tell gives a negative number. */
  private static long collectors(ToLongFunction<GarbageCollectorMXBean> counter) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(counter)
        .filter(count -> count > 0)
        .sum();
  }
}
