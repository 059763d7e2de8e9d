package dev.tare.bench.engine;

import java.util.OptionalLong;

/**
 * How long a model took to become ready, by phase. The phases follow each other without a gap.
 *
 * @param mapNs of modelNs, all before the first tensor: reading the header and the vocabulary,
 *     mapping the file (llama.cpp lets the kernel read all of it here); 0 to modelNs, empty when
 *     the engine does not tell
 * @param modelNs opening the file: mapping or reading it, building the tensors or the graph; 0 or
 *     more
 * @param contextNs allocating caches and buffers; 0 or more, 0 when the engine has no such phase
 */
public record LoadPhases(OptionalLong mapNs, long modelNs, long contextNs) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a phase is negative or longer than what it is part of
   */
  public LoadPhases {
    if (modelNs < 0 || contextNs < 0) {
      throw new IllegalArgumentException(
          "load phases must be 0 or more, got " + modelNs + " and " + contextNs);
    }
    if (mapNs.isPresent() && (mapNs.getAsLong() < 0 || mapNs.getAsLong() > modelNs)) {
      throw new IllegalArgumentException(
          "mapNs must be 0 to " + modelNs + ", got " + mapNs.getAsLong());
    }
  }

  /** Phases of an engine that does not tell what it does with the file. */
  public LoadPhases(long modelNs, long contextNs) {
    this(OptionalLong.empty(), modelNs, contextNs);
  }

  /** Of modelNs, what is not mapNs: loading and repacking the tensors. */
  public OptionalLong tensorsNs() {
    return mapNs.isPresent() ? OptionalLong.of(modelNs - mapNs.getAsLong()) : mapNs;
  }

  /** From open to ready, ns. */
  public long totalNs() {
    return modelNs + contextNs;
  }
}
