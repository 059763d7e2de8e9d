package dev.tare.bench.profile;

import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.latency.Percentile;
import java.util.Collection;
import org.HdrHistogram.Histogram;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.Aggregator;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ResultRole;

/**
 * A percentile as a JMH result. What JMH makes of several iterations or forks is the percentile of
 * all their operations, not the mean of their percentiles; NaN while too few samples stand behind
 * it.
 */
final class PercentileResult extends Result<PercentileResult> {
  private static final long serialVersionUID = 1;

  private final Percentile percentile;
  private final Histogram latencies;

  PercentileResult(String label, Percentile percentile, Histogram latencies) {
    super(
        ResultRole.SECONDARY,
        label,
        of(percentile.of(latencies).orElse(Double.NaN)),
        "ns",
        AggregationPolicy.AVG);
    this.percentile = percentile;
    this.latencies = latencies;
  }

  @Override
  protected Aggregator<PercentileResult> getThreadAggregator() {
    return this::merged;
  }

  @Override
  protected Aggregator<PercentileResult> getIterationAggregator() {
    return this::merged;
  }

  private PercentileResult merged(Collection<PercentileResult> parts) {
    Histogram all = LatencyHistogram.empty();
    parts.forEach(part -> all.add(part.latencies));
    return new PercentileResult(getLabel(), percentile, all);
  }
}
