package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WorkCountersTest {
  private final MetricRecorder recorder = new MetricRecorder();
  private ProcessCounters kernel = new ProcessCounters(0, 0, 0);
  private final WorkCounters counters = new WorkCounters(() -> new Reading.Value<>(kernel));

  @BeforeEach
  void anIterationIsSetUp() {
    counters.begin();
    kernel = new ProcessCounters(500, 70, 9);
    System.gc();
  }

  @Test
  void whatHappensBeforeTheWorkBeginsIsNotCounted() {
    counters.begin();
    kernel = new ProcessCounters(501, 72, 12);

    counters.report(recorder);

    Map<MetricName, Double> counted = recorder.values();
    assertEquals(1, counted.get(MetricName.MAJOR_FAULTS));
    assertEquals(2, counted.get(MetricName.VOLUNTARY_SWITCHES));
    assertEquals(3, counted.get(MetricName.INVOLUNTARY_SWITCHES));
    assertEquals(0, counted.get(MetricName.GC_COUNT));
    assertEquals(0, counted.get(MetricName.GC_TIME));
  }

  @Test
  void norIsWhatHappensBehindItsEnd() {
    counters.begin();
    counters.end();
    kernel = new ProcessCounters(900, 900, 900);
    System.gc();

    counters.report(recorder);

    assertEquals(0, recorder.values().get(MetricName.MAJOR_FAULTS));
    assertEquals(0, recorder.values().get(MetricName.GC_COUNT));
  }

  @Test
  void aBenchmarkThatMarksNoWorkIsCountedAsAWhole() {
    counters.report(recorder);

    assertEquals(500, recorder.values().get(MetricName.MAJOR_FAULTS));
    assertTrue(recorder.values().get(MetricName.GC_COUNT) >= 1);
  }

  @Test
  void withoutCountersOfTheKernelTheReasonIsRecorded() {
    WorkCounters blind = new WorkCounters(() -> new Reading.Missing<>("no getrusage"));
    blind.begin();

    blind.report(recorder);

    assertFalse(recorder.values().containsKey(MetricName.MAJOR_FAULTS));
    assertEquals("no getrusage", recorder.reasons().get(MetricName.MAJOR_FAULTS));
    assertEquals(0, recorder.values().get(MetricName.GC_COUNT));
  }
}
