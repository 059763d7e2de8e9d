package dev.tare.bench.engine;

/**
 * How long a model took to become ready, by phase.
 *
 * @param modelNs opening the file: mapping or reading it, building the tensors or the graph; 0 or
 *     more
 * @param contextNs allocating caches and buffers; 0 or more, 0 when the engine has no such phase
 */
public record LoadPhases(long modelNs, long contextNs) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a phase is negative
   */
  public LoadPhases {
    if (modelNs < 0 || contextNs < 0) {
      throw new IllegalArgumentException(
          "load phases must be 0 or more, got " + modelNs + " and " + contextNs);
    }
  }

  /** From open to ready, ns. */
  public long totalNs() {
    return modelNs + contextNs;
  }
}
