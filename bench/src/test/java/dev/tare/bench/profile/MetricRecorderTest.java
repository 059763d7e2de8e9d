package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

class MetricRecorderTest {
  private final MetricRecorder recorder = new MetricRecorder();

  @Test
  void aValueStandsOverAReason() {
    recorder.missing(MetricName.LOAD_TIME, "not yet");
    recorder.record(MetricName.LOAD_TIME, 5);
    recorder.missing(MetricName.LOAD_TIME, "too late");
    assertEquals(Map.of(MetricName.LOAD_TIME, 5.0), recorder.values());
    assertTrue(recorder.reasons().isEmpty());
  }

  @Test
  void aValueThatIsNotFiniteIsMissing() {
    recorder.record(MetricName.DECODE_RATE, Double.NaN);
    recorder.record(MetricName.PREFILL_RATE, Double.POSITIVE_INFINITY);
    assertTrue(recorder.values().isEmpty());
    assertEquals(2, recorder.reasons().size());
  }

  @Test
  void aReasonIsOneLine() {
    recorder.missing(MetricName.LOAD_TIME, "first\n  second ");
    assertEquals("first second", recorder.reasons().get(MetricName.LOAD_TIME));
  }

  @Test
  void aReadingKeepsItsReason() {
    recorder.record(MetricName.MAJOR_FAULTS, new Reading.Missing<>("no counter"));
    recorder.record(MetricName.GC_TIME, new Reading.Value<>(7L));
    assertEquals("no counter", recorder.reasons().get(MetricName.MAJOR_FAULTS));
    assertEquals(7.0, recorder.values().get(MetricName.GC_TIME));
  }

  @Test
  void clearingForgetsValuesAndReasons() {
    recorder.record(MetricName.LOAD_TIME, 5);
    recorder.missing(MetricName.GC_TIME, "none");
    recorder.clear();
    assertTrue(recorder.values().isEmpty());
    assertTrue(recorder.reasons().isEmpty());
  }
}
