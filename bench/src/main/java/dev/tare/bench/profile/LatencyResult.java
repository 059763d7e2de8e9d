package dev.tare.bench.profile;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.latency.Percentile;
import java.util.Collection;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;
import org.openjdk.jmh.util.ListStatistics;

/**
 * A mean latency as a JMH result, with the operations behind it: what JMH makes of several
 * iterations or forks holds all their operations.
 */
public final class LatencyResult extends Result<LatencyResult> {
  private static final long serialVersionUID = 1;

  private final Histogram latencies;

  private LatencyResult(String label, Histogram latencies, ListStatistics means) {
    super(ResultRole.SECONDARY, label, means, "ns", AggregationPolicy.AVG);
    this.latencies = latencies;
  }

  /** One iteration's mean and its operations; not copied. */
  static LatencyResult of(String label, double meanNs, Histogram latencies) {
    return new LatencyResult(label, latencies, new ListStatistics(new double[] {meanNs}));
  }

  /** The operations. */
  public Histogram latencies() {
    return latencies;
  }

  @Override
  protected Aggregator<LatencyResult> getThreadAggregator() {
    return LatencyResult::merged;
  }

  @Override
  protected Aggregator<LatencyResult> getIterationAggregator() {
    return LatencyResult::merged;
  }

  private static LatencyResult merged(Collection<LatencyResult> parts) {
    Histogram all = LatencyHistogram.empty();
    ListStatistics means = new ListStatistics();
    String label = "";
    for (LatencyResult part : parts) {
      all.add(part.latencies);
      means.addValue(part.getScore());
      label = part.getLabel();
    }
    return new LatencyResult(label, all, means);
  }

  @Override
  public String extendedInfo() {
    StringBuilder info = new StringBuilder(super.extendedInfo());
    for (Percentile percentile : Percentile.values()) {
      OptionalDouble ns = percentile.of(latencies);
      info.append("  ")
          .append(
              ns.isPresent()
                  ? percentile.label() + " = " + Math.round(ns.getAsDouble()) + " ns"
                  : percentile.shortage(latencies.getTotalCount()))
          .append('\n');
    }
    return info.append("  max = ").append(latencies.getMaxValue()).append(" ns\n").toString();
  }
}
