package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.jna.Platform;
import org.junit.jupiter.api.Test;

class ResourceUsageTest {
  @Test
  void sleepingIsCountedAsVoluntarySwitches() throws InterruptedException {
    assumeTrue(Platform.isLinux() || Platform.isMac());
    ProcessCounters before = read();
    for (int i = 0; i < 20; i++) {
      Thread.sleep(1);
    }
    ProcessCounters during = read().since(before);
    assertTrue(during.voluntarySwitches() >= 20, during.toString());
    assertTrue(during.majorFaults() >= 0, during.toString());
    assertTrue(during.involuntarySwitches() >= 0, during.toString());
  }

  @Test
  void theDifferenceOfTwoMomentsIsTakenPerCounter() {
    assertEquals(
        new ProcessCounters(1, 2, 3),
        new ProcessCounters(11, 22, 33).since(new ProcessCounters(10, 20, 30)));
  }

  private static ProcessCounters read() {
    Reading<ProcessCounters> reading = ResourceUsage.read();
    assertTrue(reading instanceof Reading.Value, reading::toString);
    return ((Reading.Value<ProcessCounters>) reading).value();
  }
}
