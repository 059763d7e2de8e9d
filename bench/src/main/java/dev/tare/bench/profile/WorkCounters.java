package dev.tare.bench.profile;

import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;

/**
 * What kernel and collectors count while an iteration measures: not while JMH sets it up, which
 * opens the model in a fork's first iteration, nor while results are published.
 */
final class WorkCounters {
  private final Supplier<Reading<ProcessCounters>> processes;
  private Moment start;
  private Optional<Moment> end = Optional.empty();

  private record Moment(Reading<ProcessCounters> process, long gcCount, long gcTimeMs) {}

  WorkCounters() {
    this(ResourceUsage::read);
  }

  WorkCounters(Supplier<Reading<ProcessCounters>> processes) {
    this.processes = processes;
    this.start = new Moment(new Reading.Missing<>("no iteration was started"), 0, 0);
  }

  /** Begins to count; what was counted before is forgotten. */
  void begin() {
    end = Optional.empty();
    start = now();
  }

  /** Ends the count. */
  void end() {
    end = Optional.of(now());
  }

  /** Records what was counted up to the end, or up to now. */
  void report(MetricRecorder recorder) {
    Moment until = end.orElseGet(this::now);
    Reading<ProcessCounters> counted =
        start.process() instanceof Reading.Value<ProcessCounters> from
            ? until.process().map(to -> to.since(from.value()))
            : start.process();
    recorder.record(MetricName.MAJOR_FAULTS, counted.map(ProcessCounters::majorFaults));
    recorder.record(MetricName.VOLUNTARY_SWITCHES, counted.map(ProcessCounters::voluntarySwitches));
    recorder.record(
        MetricName.INVOLUNTARY_SWITCHES, counted.map(ProcessCounters::involuntarySwitches));
    recorder.record(MetricName.GC_COUNT, until.gcCount() - start.gcCount());
    recorder.record(
        MetricName.GC_TIME, TimeUnit.MILLISECONDS.toNanos(until.gcTimeMs() - start.gcTimeMs()));
  }

  private Moment now() {
    return new Moment(
        processes.get(),
        collectors(GarbageCollectorMXBean::getCollectionCount),
        collectors(GarbageCollectorMXBean::getCollectionTime));
  }

  /** The sum over all collectors; one that does not tell gives a negative number. */
  private static long collectors(ToLongFunction<GarbageCollectorMXBean> counter) {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(counter)
        .filter(count -> count > 0)
        .sum();
  }
}
