package dev.tare.bench.profile;

import dev.tare.results.run.Warmup;
import java.util.Optional;

/**
 * The one place where a fork's benchmark and its profiler meet: JMH creates both by reflection, so
 * they can share nothing but static state.
 */
public final class ForkMetrics {
  private static final MetricRecorder RECORDER = new MetricRecorder();
  private static final MemoryMeter MEMORY = new MemoryMeter();
  private static final EnergyAccount ENERGY = new EnergyAccount();
  private static final WorkCounters COUNTERS = new WorkCounters();

  private static Optional<Warmup> warmup = Optional.empty();

  private ForkMetrics() {}

  /** The values of the iteration that runs. */
  public static MetricRecorder recorder() {
    return RECORDER;
  }

  /** The memory of the fork's model. */
  public static MemoryMeter memory() {
    return MEMORY;
  }

  /** What the fork's work costs in energy. */
  public static EnergyAccount energy() {
    return ENERGY;
  }

  /** The faults, context switches and collections of the iteration that runs. */
  static WorkCounters counters() {
    return COUNTERS;
  }

  /** Begins what an iteration measures; call it when the iteration is set up. */
  public static void beginWork() {
    MEMORY.beginWork();
    ENERGY.begin();
    COUNTERS.begin();
  }

  /** Begins to count faults, context switches and collections only; the load has its own memory. */
  public static void beginCount() {
    COUNTERS.begin();
  }

  /** Ends what an iteration measures; call it before the iteration is published. */
  public static void endWork() {
    COUNTERS.end();
    ENERGY.end();
    MEMORY.endWork();
  }

  /** Keeps how the fork's warm-up ended. */
  static synchronized void warmedUp(Warmup ended) {
    warmup = Optional.of(ended);
  }

  /** How the fork's warm-up ended; empty when the benchmark has none of its own. */
  static synchronized Optional<Warmup> warmup() {
    return warmup;
  }
}
