package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.tare.results.latency.LatencyHistogram;
import java.lang.management.ManagementFactory;
import org.HdrHistogram.Histogram;
import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  private static final int CALLS = 100_000;

  private final LatencyRecorder recorder = new LatencyRecorder();

  @Test
  void whatTakesLongerThanTenMinutesCountsAsTenMinutes() {
    recorder.record(Long.MAX_VALUE);
    assertEquals(1, recorder.copy().getCountAtValue(LatencyHistogram.HIGHEST_NS));
  }

  @Test
  void resettingForgetsAndACopyDoesNot() {
    recorder.record(1000);
    Histogram copy = recorder.copy();
    recorder.reset();
    assertEquals(0, recorder.count());
    assertEquals(1, copy.getTotalCount());
  }

  @Test
  void recordingAllocatesNothing() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    recordMany();
    long before = threads.getCurrentThreadAllocatedBytes();
    recordMany();
    long allocated = threads.getCurrentThreadAllocatedBytes() - before;
    // Asking allocates a little itself.
    assertTrue(allocated < CALLS / 100, allocated + " bytes");
  }

  @Test
  void recordingCostsLessThanAHundredNanoseconds() {
    double best = Double.POSITIVE_INFINITY;
    // The quickest of many rounds: what else runs on the machine is no cost of recording.
    for (int round = 0; round < 50; round++) {
      long start = System.nanoTime();
      recordMany();
      best = Math.min(best, (System.nanoTime() - start) / (double) CALLS);
    }
    assertTrue(best < 100, best + " ns");
  }

  private void recordMany() {
    for (int i = 0; i < CALLS; i++) {
      recorder.record(1_000_000L + 997L * i);
    }
  }
}
