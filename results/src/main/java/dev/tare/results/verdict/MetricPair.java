package dev.tare.results.verdict;

import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;

/** One metric that both sides have. */
record MetricPair(Subject subject, Metric baseline, Metric run) {
  MetricKind kind() {
    return run.kind();
  }
}
