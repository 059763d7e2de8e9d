package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;

/** Publishes what an engine says of its buffers. */
final class Buffers {
  private Buffers() {}

  static void publish(EngineBuffers buffers, MetricRecorder recorder) {
    recorder.record(MetricName.KV_CACHE, buffers.kvCacheBytes());
    recorder.record(MetricName.COMPUTE_BUFFERS, buffers.computeBytes());
  }
}
