package dev.tare.bench.engine;

import dev.tare.bench.profile.Reading;

/**
 * What an open engine says of its own buffers, none of them weights.
 *
 * @param kvCacheBytes the attention's keys and values
 * @param computeBytes intermediate results and outputs
 */
public record EngineBuffers(Reading<Long> kvCacheBytes, Reading<Long> computeBytes) {
  /** Of an engine that does not tell. */
  public static EngineBuffers unknown(String reason) {
    return new EngineBuffers(new Reading.Missing<>(reason), new Reading.Missing<>(reason));
  }
}
