package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

class LatencyRecorderTest {
  private final LatencyRecorder recorder = new LatencyRecorder();

  @Test
  void aPercentileKeepsThreeDigits() {
    for (int i = 1; i <= 1000; i++) {
      recorder.record(i * 1_000_000L);
    }
    assertEquals(500e6, value(50), 500e6 / 1000);
    assertEquals(900e6, value(90), 900e6 / 1000);
    assertEquals(990e6, value(99), 990e6 / 1000);
  }

  @Test
  void aPercentileWithoutEnoughSamplesIsMissingWithItsReason() {
    record(99);
    assertEquals(
        "p99 needs 100 samples or more, the iteration had 99",
        assertInstanceOf(Reading.Missing.class, recorder.percentileNs(99)).reason());
    record(1);
    assertInstanceOf(Reading.Value.class, recorder.percentileNs(99));
  }

  @Test
  void theNinetiethPercentileNeedsTenSamplesAndTheMedianTwo() {
    record(1);
    assertInstanceOf(Reading.Missing.class, recorder.percentileNs(50));
    record(1);
    assertInstanceOf(Reading.Value.class, recorder.percentileNs(50));
    record(7);
    assertInstanceOf(Reading.Missing.class, recorder.percentileNs(90));
    record(1);
    assertInstanceOf(Reading.Value.class, recorder.percentileNs(90));
  }

  @Test
  void whatTakesLongerThanTenMinutesCountsAsTenMinutes() {
    recorder.record(Long.MAX_VALUE);
    recorder.record(Long.MAX_VALUE);
    assertEquals(600e9, value(50), 600e9 / 1000);
  }

  @Test
  void resettingForgetsAndACopyDoesNot() {
    record(3);
    var copy = recorder.copy();
    recorder.reset();
    assertEquals(0, recorder.count());
    assertEquals(3, copy.getTotalCount());
  }

  @Test
  void onlyPercentsBetweenZeroAndHundredAreAsked() {
    assertThrows(IllegalArgumentException.class, () -> recorder.percentileNs(0));
    assertThrows(IllegalArgumentException.class, () -> recorder.percentileNs(100));
  }

  private void record(int count) {
    for (int i = 0; i < count; i++) {
      recorder.record(1000);
    }
  }

  private double value(int percent) {
    Reading<Double> reading = recorder.percentileNs(percent);
    assertTrue(reading instanceof Reading.Value, () -> percent + ": " + reading);
    return ((Reading.Value<Double>) reading).value();
  }
}
