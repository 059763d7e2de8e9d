package dev.tare.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.bench.machine.LinuxWatch.Counters;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MachineWatchTest {
  // user nice system idle iowait irq softirq steal guest guest_nice
  private static final String STAT =
      """
      cpu  1000 10 200 5000 50 5 5 30 100 0
      cpu0 1000 10 200 5000 50 5 5 30 100 0
      procs_running 3
      """;

  // The name of a process may hold anything, brackets and blanks included.
  private static final String SELF = "42 (a) b (c) S 1 42 42 0 -1 4194560 9 8 0 0 70 30 15 5 20 0";

  @Test
  void theCountersAreTakenFromTheirFields() {
    Counters counters = Counters.of(STAT, SELF, "pgfault 1\npswpin 7\npswpout 9\n", 2);
    assertEquals(new Counters(6300, 1220, 30, 120, 7, 9, 2), counters);
  }

  @Test
  void othersAreAllThatRanButThisProcessAndItsForks() {
    Counters before = new Counters(0, 0, 0, 0, 0, 0, -1);
    Counters after = new Counters(1000, 400, 100, 250, 0, 0, -1);
    Map<String, Double> readings = LinuxWatch.readings(before, after, 2);
    assertEquals(0.1, readings.get(Conditions.STEAL_SHARE));
    assertEquals(0.3, readings.get(Conditions.OTHER_CPU_CORES), 1e-12);
    assertEquals(
        Set.of(
            Conditions.STEAL_SHARE,
            Conditions.OTHER_CPU_CORES,
            Conditions.SWAPPED_IN_PAGES,
            Conditions.SWAPPED_OUT_PAGES),
        readings.keySet());
  }

  @Test
  void withoutATickNothingIsKnown() {
    Counters same = new Counters(5, 4, 0, 1, 0, 0, -1);
    assertEquals(Map.of(), LinuxWatch.readings(same, same, 2));
  }

  @Test
  void eachDisturbanceSaysWhatHappened() {
    Conditions conditions =
        new Conditions(
            Map.of(
                Conditions.STEAL_SHARE, 0.05,
                Conditions.OTHER_CPU_CORES, 0.5,
                Conditions.SWAPPED_IN_PAGES, 12.0,
                Conditions.THROTTLE_EVENTS, 1.0));
    assertEquals(
        List.of(
            "the host gave 5.0 % of the time to others",
            "other processes used 0.50 cores",
            "12 pages came back from swap",
            "the processor was too hot 1 times"),
        conditions.disturbances());
  }

  @Test
  void alittleWorkOfOthersDisturbsNothing() {
    Conditions conditions =
        new Conditions(Map.of(Conditions.STEAL_SHARE, 0.01, Conditions.OTHER_CPU_CORES, 0.1));
    assertEquals(List.of(), conditions.disturbances());
    assertEquals(List.of(), Conditions.UNKNOWN.disturbances());
  }

  @Test
  void workOfThisProcessAndItsChildrenIsNotThatOfOthers() throws Exception {
    assumeTrue(LinuxWatch.isAvailable());
    // Whatever else runs on the machine: the child's own time must not be added to it.
    double idle = othersDuring("sleep 1");
    double busy = othersDuring("timeout 1 sh -c 'while :; do :; done'");
    assertTrue(
        busy < idle + 0.7, idle + " cores beside a sleeping child, " + busy + " beside a busy one");
  }

  private static double othersDuring(String command) throws Exception {
    MachineWatch watch = MachineWatch.start();
    Process child = new ProcessBuilder("sh", "-c", command).start();
    assertTrue(child.waitFor(20, TimeUnit.SECONDS));
    return watch.end().readings().get(Conditions.OTHER_CPU_CORES);
  }
}
