package dev.tare.bench.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class MachineWatchTest {
  private static final long SECOND_NS = 1_000_000_000;

  // user nice system idle iowait irq softirq steal guest guest_nice
  private static final String STAT = "cpu  1000 10 200 5000 50 6 7 30 100 0\nintr 5 0\n";
  private static final String SELF = "42 (a) b (c) S 1 42 42 0 -1 4194560 9 8 0 0 70 30 15 5 20 0";

  @TempDir private Path root;

  private FakeSystem system() {
    return new FakeSystem(root);
  }

  private Map<String, Double> between(Counters before, int cores) {
    return Counters.read(system().files(), SECOND_NS).since(before, cores);
  }

  @Test
  void theCountersAreTakenFromTheirFields() throws IOException {
    system().put("proc/stat", STAT);
    system().put("proc/self/stat", SELF);
    system().put("proc/vmstat", "pgfault 1\npgmajfault 4\npswpin 7\npswpout 9");
    system().put("proc/pressure/cpu", "some avg10=0.00 avg60=0.00 total=123\nfull total=5");
    system().put("sys/devices/system/cpu/cpu1/thermal_throttle/core_throttle_count", "2");
    system().put("proc/self/cgroup", "0::/app");
    system().put("sys/fs/cgroup/app/cpu.stat", "usage_usec 9\nnr_throttled 1\nthrottled_usec 8");

    assertEquals(
        new Counters(
            5,
            new CpuTimes(6303, 5050, 1210, 30),
            120,
            7,
            9,
            4,
            OptionalLong.of(2),
            OptionalLong.of(123),
            OptionalLong.of(8000)),
        Counters.read(system().files(), 5));
  }

  @Test
  void aSystemThatTellsOnlyItsTimesHasNoOtherCounters() throws IOException {
    system().put("proc/stat", STAT);
    Counters counters = Counters.read(system().files(), 0);
    assertEquals(OptionalLong.empty(), counters.hot());
    assertEquals(OptionalLong.empty(), counters.pressureUs());
    assertEquals(OptionalLong.empty(), counters.limitedNs());
  }

  @Test
  void stolenTimeIsComparedWithWhatWasWantedHoweverManyCoresAreIdle() throws IOException {
    system().cpu(0, 0, 0);
    system().process("self", 0);
    Counters before = Counters.read(system().files(), 0);
    // One thread on eight cores: of its 1000 ticks the host took 150.
    system().cpu(850, 7000, 150);
    system().process("self", 850);

    Map<String, Double> readings = between(before, 8);

    assertEquals(0.15, readings.get(Conditions.STEAL_SHARE), 1e-12);
    assertEquals(7.0, readings.get(Conditions.IDLE_CORES), 1e-12);
    assertEquals(1, new Conditions(readings).disturbances().size());
  }

  @Test
  void othersAreAllThatRanButThisProcessAndItsForks() throws IOException {
    system().cpu(0, 0, 0);
    system().process("self", 0);
    Counters before = Counters.read(system().files(), 0);
    system().cpu(400, 600, 0);
    system().process("self", 250);

    assertEquals(0.3, between(before, 2).get(Conditions.OTHER_CPU_CORES), 1e-12);
  }

  @Test
  void interruptsAreNobodysWork() throws IOException {
    system().process("self", 0);
    system().put("proc/stat", "cpu  0 0 0 0 0 0 0 0 0 0");
    Counters before = Counters.read(system().files(), 0);
    system().put("proc/stat", "cpu  0 0 0 600 0 300 100 0 0 0");

    assertEquals(0, between(before, 2).get(Conditions.OTHER_CPU_CORES));
  }

  @Test
  void whatTheSystemCountsBesidesIsReadAsADifference() throws IOException {
    system().cpu(0, 0, 0);
    system().put("proc/vmstat", "pgmajfault 4\npswpin 7\npswpout 9");
    system().put("proc/pressure/cpu", "some avg10=0.00 total=1000");
    Counters before = Counters.read(system().files(), 0);
    system().cpu(10, 190, 0);
    system().put("proc/vmstat", "pgmajfault 14\npswpin 8\npswpout 9");
    system().put("proc/pressure/cpu", "some avg10=0.00 total=251000");

    Map<String, Double> readings = between(before, 2);

    assertEquals(10, readings.get(Conditions.MAJOR_FAULTS));
    assertEquals(1, readings.get(Conditions.SWAPPED_IN_PAGES));
    assertEquals(0.25, readings.get(Conditions.CPU_PRESSURE_SHARE), 1e-12);
    assertEquals(
        Set.of(),
        Set.copyOf(new Conditions(readings).disturbances()),
        "a page and waiting threads are no disturbance");
  }

  @Test
  void withoutATickNothingIsKnown() throws IOException {
    system().cpu(5, 5, 0);
    assertEquals(Map.of(), between(Counters.read(system().files(), 0), 2));
  }

  @Test
  void aSecondOfOthersIsSeenThatTheMeanHides() throws IOException {
    system().cpu(0, 0, 0);
    system().process("self", 10);
    SecondsWatch watch = new SecondsWatch(system().files(), () -> Set.of(77L), 2);
    system().process("77", 0);
    watch.look();
    for (int second = 1; second <= 20; second++) {
      long others = second >= 7 ? 80 : 0;
      system().cpu(100L * second + others, 100L * second - others, 0);
      system().process("77", 100L * second);
      watch.look();
    }
    double worst = watch.end().get(Conditions.WORST_OTHER_CPU_CORES);

    assertEquals(0.8, worst, 1e-12);
    assertEquals(
        List.of("other processes used 0.80 cores for a second"),
        new Conditions(
                Map.of(Conditions.OTHER_CPU_CORES, 0.04, Conditions.WORST_OTHER_CPU_CORES, worst))
            .disturbances());
  }

  @Test
  void theSecondInWhichAForkEndsIsNotTakenForWorkOfOthers() throws IOException {
    system().cpu(0, 0, 0);
    system().process("self", 0);
    system().process("77", 0);
    SecondsWatch watch = new SecondsWatch(system().files(), () -> Set.of(77L), 2);
    watch.look();
    system().cpu(100, 100, 0);
    system().process("77", 100);
    watch.look();
    // It ended and is counted with this process only in the second after.
    system().cpu(200, 200, 0);
    system().remove("proc/77/stat");
    watch.look();
    system().cpu(300, 300, 0);
    system().process("self", 200);
    watch.look();

    assertEquals(0, watch.end().get(Conditions.WORST_OTHER_CPU_CORES));
  }

  @Test
  void aChildThatCameUnseenIsLookedForBeforeOthersAreBlamed() throws IOException {
    system().cpu(0, 0, 0);
    system().process("self", 0);
    system().process("77", 0);
    system().process("78", 0);
    List<Set<Long>> answers = List.of(Set.of(77L), Set.of(77L, 78L));
    int[] asked = {0};
    SecondsWatch watch =
        new SecondsWatch(
            system().files(), () -> answers.get(Math.min(asked[0]++, answers.size() - 1)), 2);
    watch.look();
    for (int second = 1; second <= 3; second++) {
      system().cpu(200L * second, 0, 0);
      system().process("77", 100L * second);
      system().process("78", 100L * second);
      watch.look();
    }

    assertEquals(0, watch.end().get(Conditions.WORST_OTHER_CPU_CORES));
  }

  @Test
  void theClockIsReadEachSecond() throws IOException {
    system().cpu(0, 0, 0);
    for (int cpu = 0; cpu < 20; cpu++) {
      system().put("sys/devices/system/cpu/cpu" + cpu + "/cpufreq/scaling_cur_freq", "3000000");
    }
    SecondsWatch watch = new SecondsWatch(system().files(), Set::of, 20);
    watch.look();
    system().put("sys/devices/system/cpu/cpu0/cpufreq/scaling_cur_freq", "1400000");
    watch.look();
    Map<String, Double> readings = watch.end();

    assertEquals(2.8e9, readings.get(Conditions.MIN_FREQUENCY_HZ), 1);
    assertEquals(2.9e9, readings.get(Conditions.MEAN_FREQUENCY_HZ), 1);
  }

  /** Both look at the same moments, so that whatever else runs on the machine is seen by both. */
  @ParameterizedTest
  @ValueSource(strings = {"while :; do :; done", "sh -c 'while :; do :; done'; true"})
  void neitherAForkNorWhatItStartsIsAmongTheOthers(String command) throws Exception {
    assumeTrue(LinuxWatch.isAvailable());
    KernelFiles files = KernelFiles.ofThisSystem();
    Process child = new ProcessBuilder("sh", "-c", command).start();
    try {
      SecondsWatch knowing = new SecondsWatch(files, LinuxWatch::descendants, 2);
      SecondsWatch blind = new SecondsWatch(files, Set::of, 2);
      for (int i = 0; i < 4; i++) {
        TimeUnit.MILLISECONDS.sleep(500);
        knowing.look();
        blind.look();
      }
      double known = knowing.end().get(Conditions.WORST_OTHER_CPU_CORES);
      double seen = blind.end().get(Conditions.WORST_OTHER_CPU_CORES);
      assertTrue(known < seen - 0.2, known + " cores, and " + seen + " with the child among them");
    } finally {
      child.descendants().forEach(ProcessHandle::destroyForcibly);
      child.destroyForcibly();
    }
  }

  @Test
  void aWatchLooksWhileTheForkRuns() throws Exception {
    assumeTrue(LinuxWatch.isAvailable());
    MachineWatch watch = MachineWatch.start();
    TimeUnit.MILLISECONDS.sleep(2600);
    Map<String, Double> readings = watch.end().readings();
    assertTrue(readings.containsKey(Conditions.WORST_OTHER_CPU_CORES), readings::toString);
    assertTrue(readings.containsKey(Conditions.MACHINE_CORES), readings::toString);
  }

  @Test
  void eachDisturbanceSaysWhatHappened() {
    Conditions conditions =
        new Conditions(
            Map.of(
                Conditions.STEAL_SHARE, 0.05,
                Conditions.OTHER_CPU_CORES, 0.5,
                Conditions.SWAPPED_IN_PAGES, 1200.0,
                Conditions.THROTTLED_TIME_NS, 75e6,
                Conditions.THROTTLE_EVENTS, 1.0));
    assertEquals(
        List.of(
            "the host gave others 5.0 % of the time that was wanted",
            "other processes used 0.50 cores",
            "a CPU limit stopped the fork for 75 ms",
            "1200 pages came back from swap",
            "the processor was too hot 1 times"),
        conditions.disturbances());
  }

  @Test
  void aSecondThatTheHostTookIsADisturbance() {
    assertEquals(
        List.of("the host gave others 30.0 % of one second"),
        new Conditions(Map.of(Conditions.STEAL_SHARE, 0.01, Conditions.WORST_STEAL_SHARE, 0.3))
            .disturbances());
  }

  @Test
  void alittleWorkOfOthersDisturbsNothing() {
    Conditions conditions =
        new Conditions(
            Map.of(
                Conditions.STEAL_SHARE, 0.01,
                Conditions.OTHER_CPU_CORES, 0.1,
                Conditions.WORST_OTHER_CPU_CORES, 0.4,
                Conditions.SWAPPED_OUT_PAGES, 256.0,
                Conditions.THROTTLED_TIME_NS, 5e6,
                Conditions.CPU_PRESSURE_SHARE, 0.9));
    assertEquals(List.of(), conditions.disturbances());
    assertEquals(List.of(), Conditions.UNKNOWN.disturbances());
  }

  @ParameterizedTest
  @CsvSource({
    // others, cores, idle cores, disturbed
    "0.2, 2, 0.9, true",
    "0.9, 64, 62.5, false",
    "0.5, 64, 0, false",
    "0.7, 64, 0, true",
    "2.0, 64, 61, true",
    "0.14, 2, 0, false"
  })
  void othersMayUseMoreOfALargeMachineAndMostWhereItIsIdle(
      double others, double cores, double idle, boolean disturbed) {
    Conditions conditions =
        new Conditions(
            Map.of(
                Conditions.OTHER_CPU_CORES, others,
                Conditions.MACHINE_CORES, cores,
                Conditions.IDLE_CORES, idle));
    assertEquals(disturbed, !conditions.disturbances().isEmpty());
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
