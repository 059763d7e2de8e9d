package dev.tare.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Finding;
import dev.tare.results.run.Finding.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DoctorTest {
  private static final String CPU = "sys/devices/system/cpu/";

  @TempDir private Path root;

  private KernelFiles files() {
    return new KernelFiles(root);
  }

  private void put(String path, String text) throws IOException {
    Path file = root.resolve(path);
    Files.createDirectories(file.getParent());
    Files.writeString(file, text + "\n");
  }

  @Test
  void everyFindingOfThisMachineHasItsOwnName() {
    List<Finding> findings = Doctor.examine();
    Set<String> names = new HashSet<>();
    findings.forEach(finding -> assertTrue(names.add(finding.name()), finding.name()));
    assertTrue(names.containsAll(Set.of("cpuModel", "cpuFeatures", "memory", "clock")));
  }

  @Test
  void aWarningWithoutARemedyIsRefused() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new Finding("swap", Level.WARNING, "1 GiB", Optional.of("slow"), Optional.empty()));
  }

  @Test
  void aSystemThatTellsNothingLeavesEverythingUnknown() {
    assertEquals(Level.UNKNOWN, ProcessorFindings.governor(files()).level());
    assertEquals(Level.UNKNOWN, ProcessorFindings.turbo(files()).level());
    assertEquals(Level.UNKNOWN, ProcessorFindings.smt(files()).level());
    assertEquals(Level.UNKNOWN, ProcessorFindings.numa(files()).level());
    assertEquals(Level.UNKNOWN, ProcessorFindings.throttling(files()).level());
    assertEquals(Level.UNKNOWN, SystemFindings.virtualisation(files()).level());
    assertEquals(Level.UNKNOWN, SystemFindings.energyMeter(files()).level());
  }

  @Test
  void oneCoreThatSavesPowerIsEnoughForAWarning() throws IOException {
    put(CPU + "cpu0/cpufreq/scaling_governor", "performance");
    assertEquals(Level.GOOD, ProcessorFindings.governor(files()).level());
    put(CPU + "cpu1/cpufreq/scaling_governor", "powersave");
    Finding finding = ProcessorFindings.governor(files());
    assertEquals(Level.WARNING, finding.level());
    assertEquals("performance, powersave", finding.value());
  }

  @Test
  void turboIsReadFromIntelAndFromAmd() throws IOException {
    put(CPU + "cpufreq/boost", "0");
    assertEquals("off", ProcessorFindings.turbo(files()).value());
    put(CPU + "intel_pstate/no_turbo", "0");
    assertEquals("on", ProcessorFindings.turbo(files()).value());
  }

  @Test
  void idleInstructionSetsAreNamed() {
    String kernels = "CPU : SSE3 = 1 | AVX2 = 1 | FMA = 1 | AVX512 = 0 | ";
    Finding idle = ProcessorFindings.features(Set.of("avx2", "avx512f"), kernels);
    assertEquals(Level.NOTE, idle.level());
    assertTrue(idle.value().endsWith("idle: avx512f"), idle.value());
    assertEquals(Level.GOOD, ProcessorFindings.features(Set.of("avx2"), kernels).level());
    String newer = "CPU : AVX2 = 1 | AVX512 = 1 | ";
    assertEquals(Level.GOOD, ProcessorFindings.features(Set.of("avx2", "avx512f"), newer).level());
  }

  @Test
  void severalMemoryNodesAreAWarning() throws IOException {
    put("sys/devices/system/node/node0/cpulist", "0");
    assertEquals(Level.GOOD, ProcessorFindings.numa(files()).level());
    put("sys/devices/system/node/node1/cpulist", "1");
    assertEquals(Level.WARNING, ProcessorFindings.numa(files()).level());
  }

  @Test
  void throttlingOfAnyCoreCounts() throws IOException {
    put(CPU + "cpu0/thermal_throttle/core_throttle_count", "0");
    assertEquals(Level.GOOD, ProcessorFindings.throttling(files()).level());
    put(CPU + "cpu1/thermal_throttle/core_throttle_count", "3");
    assertEquals(Level.WARNING, ProcessorFindings.throttling(files()).level());
  }

  @Test
  void aContainersLimitsAreSeenInBothVersionsOfCgroups() throws IOException {
    long machine = 16L << 30;
    assertEquals(Level.GOOD, MemoryFindings.memoryLimit(files(), machine).level());
    put("sys/fs/cgroup/memory/memory.limit_in_bytes", "9223372036854771712");
    assertEquals(Level.GOOD, MemoryFindings.memoryLimit(files(), machine).level());
    put("sys/fs/cgroup/memory.max", Long.toString(2L << 30));
    assertEquals(
        "2.0 GiB for this container", MemoryFindings.memoryLimit(files(), machine).value());
    put("sys/fs/cgroup/cpu.max", "max 100000");
    assertEquals(Level.GOOD, MemoryFindings.processorLimit(files()).level());
    put("sys/fs/cgroup/cpu/cpu.cfs_quota_us", "150000");
    assertEquals(Level.WARNING, MemoryFindings.processorLimit(files()).level());
  }

  @Test
  void usedSwapAndLittleMemoryAreWarnings() {
    assertEquals(Level.GOOD, MemoryFindings.swap(1L << 30, 0).level());
    assertEquals(Level.WARNING, MemoryFindings.swap(1L << 30, 1).level());
    assertEquals(Level.GOOD, MemoryFindings.memory(100, 25).level());
    assertEquals(Level.WARNING, MemoryFindings.memory(100, 24).level());
  }

  @Test
  void busyAndStolenTimeAreTakenFromTheTicks() {
    // User, nice, system, idle, iowait, irq, softirq, steal.
    long[] before = new long[8];
    assertEquals(
        Level.GOOD, SystemFindings.load(before, new long[] {2, 0, 0, 98, 0, 0, 0, 0}).level());
    Finding busy = SystemFindings.load(before, new long[] {30, 0, 0, 60, 0, 0, 0, 10});
    assertEquals("40 % busy, 10.0 % stolen", busy.value());
    assertEquals(Level.WARNING, busy.level());
    assertEquals(Level.UNKNOWN, SystemFindings.load(before, before).level());
  }

  @Test
  void aGuestIsToldByTheFlagOfItsProcessor() throws IOException {
    put("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse hypervisor avx2");
    assertEquals(Level.NOTE, SystemFindings.virtualisation(files()).level());
    put("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse avx2");
    assertEquals(Level.GOOD, SystemFindings.virtualisation(files()).level());
  }

  @Test
  void theDiskOfAFolderThatIsNotThereYetIsThatOfItsParent() {
    Finding there = SystemFindings.disk(root);
    assertEquals(there, SystemFindings.disk(root.resolve("models/tare")));
  }

  @Test
  void anEnergyMeterThatCannotBeReadIsSaid() throws IOException {
    put("sys/class/powercap/intel-rapl:0/name", "package-0");
    assertEquals(Level.NOTE, SystemFindings.energyMeter(files()).level());
    put("sys/class/powercap/intel-rapl:0/energy_uj", "12345");
    assertEquals(Level.GOOD, SystemFindings.energyMeter(files()).level());
  }
}
