package dev.tare.results.verdict;

import dev.tare.results.run.Metric;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * One side's value of a metric.
 *
 * @param text the value when it is a text, such as a hash
 * @param blockMeans one mean per block, in the metric's unit; empty when the value is a text or
 *     there is none
 */
public record Side(Optional<String> text, List<Double> blockMeans) {
  /** Copies the means. */
  public Side {
    blockMeans = List.copyOf(blockMeans);
  }

  /** What stands where nothing was measured. */
  static Side none() {
    return new Side(Optional.empty(), List.of());
  }

  static Side of(Metric metric) {
    return new Side(Optional.empty(), Arrays.stream(metric.blockMeans()).boxed().toList());
  }

  static Side of(double value) {
    return new Side(Optional.empty(), List.of(value));
  }

  static Side of(String text) {
    return new Side(Optional.of(text), List.of());
  }

  /** Whether every block has the same mean. */
  boolean isConstant() {
    return blockMeans.stream().distinct().count() <= 1;
  }

  /** Mean of the block means, in the metric's unit; NaN when it is a text or there is none. */
  public double mean() {
    return blockMeans.stream().mapToDouble(Double::doubleValue).average().orElse(Double.NaN);
  }

  /** Median of the block means, in the metric's unit; NaN when the value is a text. */
  public double median() {
    double[] sorted = blockMeans.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    int middle = sorted.length / 2;
    if (sorted.length == 0) {
      return Double.NaN;
    }
    return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
  }
}
