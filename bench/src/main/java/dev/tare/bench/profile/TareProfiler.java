package dev.tare.bench.profile;

import dev.tare.bench.fork.DriverWatch;
import java.io.PrintStream;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.ScalarResult;

/**
 * JMH profiler that publishes what a benchmark recorded in {@link ForkMetrics}, with memory,
 * faults, context switches and collector time added: one secondary result per metric and iteration,
 * labelled with the metric's name. A metric without a value goes to the output as a line {@code
 * #tare-absent NAME REASON}, once per fork. Use it with {@code -prof
 * dev.tare.bench.profile.TareProfiler}.
 */
public final class TareProfiler implements InternalProfiler {
  private static final String ABSENT = "#tare-absent";

  private final PrintStream out;
  private final Set<MetricName> announced = new HashSet<>();
  private Reading<ProcessCounters> before = new Reading.Missing<>("no iteration was started");
  private long gcTimeMsBefore;

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
    gcTimeMsBefore = gcTimeMs();
    before = ResourceUsage.read();
  }

  @Override
  public Collection<ScalarResult> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    Reading<ProcessCounters> after = ResourceUsage.read();
    MetricRecorder recorder = ForkMetrics.recorder();
    recordCounters(recorder, after);
    recorder.record(MetricName.GC_TIME, TimeUnit.MILLISECONDS.toNanos(gcTimeMs() - gcTimeMsBefore));
    ForkMetrics.memory().report(recorder);
    announce(recorder);
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

  private static List<ScalarResult> results(MetricRecorder recorder) {
    List<ScalarResult> results = new ArrayList<>();
    recorder
        .values()
        .forEach(
            (name, value) ->
                results.add(
                    new ScalarResult(name.id(), value, name.kind().unit(), AggregationPolicy.AVG)));
    // JMH would take a result that an iteration lacks for 0 and average it in.
    recorder.reasons().keySet().stream()
        .filter(name -> !recorder.values().containsKey(name))
        .forEach(
            name ->
                results.add(
                    new ScalarResult(
                        name.id(), Double.NaN, name.kind().unit(), AggregationPolicy.AVG)));
    return results;
  }

  private static long gcTimeMs() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .filter(time -> time > 0)
        .sum();
  }
}
