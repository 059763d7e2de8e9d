package dev.tare.bench.plan;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;

/**
 * Whether the forks of a pair are open at once and measure in turns, and how often. More turns tell
 * more than more forks do, as long as a fork's start takes longer than a turn; with large models a
 * turn is an operation of seconds.
 */
final class TurnPlan {
  private static final long MIB = 1L << 20;
  private static final long SMALL_BYTES = 512 * MIB;
  private static final long MIDDLING_BYTES = 2048 * MIB;
  private static final int MANY_TURNS = 20;
  private static final int SOME_TURNS = 8;
  private static final int FEW_TURNS = 4;

  /** What a model takes beyond its file, repacked weights, cache and buffers, and its JVM. */
  private static final double MEMORY_PER_BYTE = 1.5;

  private static final long MEMORY_PER_FORK = 512 * MIB;

  private final long memoryBytes;

  /**
   * Plans for a machine.
   *
   * @param memoryBytes what both forks may take together
   */
  TurnPlan(long memoryBytes) {
    this.memoryBytes = memoryBytes;
  }

  /** Plans for this machine; a container's limit counts. */
  static TurnPlan here() {
    return new TurnPlan(
        ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean system
            ? system.getTotalMemorySize()
            : 0);
  }

  /**
   * Whether a benchmark's forks can take turns: one that repeats an operation on an open model, if
   * both models fit into memory. Loads cannot: a file that the other fork maps never gets cold.
   *
   * @param benchmark what they measure
   * @param bytesA size of arm A's model file
   * @param bytesB size of arm B's
   */
  boolean fits(BenchmarkSpec benchmark, long bytesA, long bytesB) {
    double needed = MEMORY_PER_BYTE * (bytesA + bytesB) + 2.0 * MEMORY_PER_FORK;
    return benchmark.becomesSteady() && needed <= memoryBytes;
  }

  /**
   * How many iterations each fork measures: an even number, so that each begins equally often.
   *
   * @param modelBytes size of the larger model file
   */
  static int turns(long modelBytes) {
    if (modelBytes <= SMALL_BYTES) {
      return MANY_TURNS;
    }
    return modelBytes <= MIDDLING_BYTES ? SOME_TURNS : FEW_TURNS;
  }
}
