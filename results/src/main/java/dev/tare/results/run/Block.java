package dev.tare.results.run;

import dev.tare.results.latency.LatencyHistogram;
import java.util.List;
import java.util.Optional;

/**
 * What one block measured of one metric: the samples of one fork.
 *
 * @param block index of the block in the run, from 0
 * @param samples one value per JMH iteration, in order, in the metric's unit; 0 or of a magnitude
 *     from 1e-100 to 1e100; not empty
 * @param latencies the single operations behind the samples, over all iterations; empty where they
 *     were not told apart
 */
public record Block(int block, List<Double> samples, Optional<LatencyHistogram> latencies) {
  /** Beyond it, or below its inverse, sums and squares would leave the range of a double. */
  private static final double MOST = 1e100;

  /**
   * Copies and checks the samples.
   *
   * @throws IllegalArgumentException when the index is negative, or samples are missing or out of
   *     range
   */
  public Block {
    if (block < 0) {
      throw new IllegalArgumentException("block must be 0 or more, got " + block);
    }
    if (samples == null || samples.isEmpty()) {
      throw new IllegalArgumentException("block " + block + " has no samples");
    }
    samples = List.copyOf(samples);
    latencies = latencies == null ? Optional.empty() : latencies;
    for (double sample : samples) {
      if (!(Math.abs(sample) <= MOST) || sample != 0 && Math.abs(sample) < 1 / MOST) {
        throw new IllegalArgumentException("block " + block + " has a sample of " + sample);
      }
    }
  }

  /** Samples whose operations were not told apart. */
  public Block(int block, List<Double> samples) {
    this(block, samples, Optional.empty());
  }

  /** The block's arithmetic mean: the statistical unit of a run. */
  public double mean() {
    return samples.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
  }
}
