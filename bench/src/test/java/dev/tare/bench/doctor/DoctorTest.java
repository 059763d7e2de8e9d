package dev.tare.bench.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.machine.KernelFiles;
import dev.tare.bench.profile.EnergyMeter;
import dev.tare.results.run.Finding;
import dev.tare.results.run.Finding.Level;
import java.io.IOException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import oshi.hardware.PowerSource;
import oshi.hardware.PowerSource.CapacityUnits;

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
    assertEquals(Level.UNKNOWN, Virtualisation.finding(files()).level());
    assertEquals(Level.UNKNOWN, SystemFindings.energyMeter(files()).level());
    assertEquals(Level.UNKNOWN, MemoryFindings.memoryLimit(files(), 1L << 34).level());
    assertEquals(Level.UNKNOWN, MemoryFindings.processorLimit(files()).level());
    assertEquals(Level.UNKNOWN, ProcessorFindings.features(Set.of("fpu"), "AVX2 = 1").level());
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
  void idleInstructionSetsOfArmAreNamedToo() {
    Set<String> flags = Set.of("asimd", "asimddp", "asimdhp", "i8mm", "sve");
    Finding old = ProcessorFindings.features(flags, "CPU : NEON = 1 | ARM_FMA = 1 | DOTPROD = 1");
    assertTrue(old.value().endsWith("idle: asimdhp i8mm sve"), old.value());
    String all = "CPU : NEON = 1 | FP16_VA = 1 | MATMUL_INT8 = 1 | SVE = 1 | DOTPROD = 1";
    assertEquals(Level.GOOD, ProcessorFindings.features(flags, all).level());
  }

  @Test
  void idleVnniOfACoreWithoutAvx512IsNamed() {
    Finding idle = ProcessorFindings.features(Set.of("avx2", "avx_vnni"), "CPU : AVX2 = 1");
    assertTrue(idle.value().endsWith("idle: avx_vnni"), idle.value());
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
    put("proc/self/cgroup", "4:memory:/\n0::/");
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
  void aLimitOfAGroupAboveTheOwnOneHolds() throws IOException {
    put("proc/self/cgroup", "0::/user.slice/job.scope");
    put("sys/fs/cgroup/user.slice/memory.max", Long.toString(1L << 30));
    put("sys/fs/cgroup/user.slice/job.scope/memory.max", "max");
    put("sys/fs/cgroup/user.slice/cpu.max", "150000 100000");
    assertEquals(
        "1.0 GiB for this container", MemoryFindings.memoryLimit(files(), 16L << 30).value());
    assertEquals("1.50 cores for this container", MemoryFindings.processorLimit(files()).value());
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
    // User, nice, system, idle, iowait, irq, softirq, steal; ms.
    long[] before = new long[8];
    assertEquals(
        Level.GOOD, SystemFindings.load(before, new long[] {20, 0, 0, 980, 0, 0, 0, 0}).level());
    Finding busy = SystemFindings.load(before, new long[] {300, 0, 0, 600, 0, 0, 0, 100});
    assertEquals("30 % busy, 25.0 % of the wanted time stolen", busy.value());
    assertEquals(Level.WARNING, busy.level());
    assertEquals(Level.UNKNOWN, SystemFindings.load(before, before).level());
  }

  @Test
  void idleCoresDoNotHideWhatTheHostTakes() {
    long[] before = new long[8];
    Finding stolen = SystemFindings.load(before, new long[] {130, 0, 0, 3840, 0, 0, 0, 30});
    assertEquals("3 % busy, 18.8 % of the wanted time stolen", stolen.value());
    assertEquals(Level.WARNING, stolen.level());
    // A single tick of the kernel's clock is a large share of nearly nothing.
    assertEquals(
        Level.GOOD, SystemFindings.load(before, new long[] {20, 0, 0, 3970, 0, 0, 0, 10}).level());
  }

  @Test
  void aGuestIsToldByTheFlagOfItsProcessor() throws IOException {
    put("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse hypervisor avx2");
    assertEquals(Level.NOTE, Virtualisation.finding(files()).level());
    put("proc/cpuinfo", "processor : 0\nflags\t\t: fpu sse avx2");
    assertEquals(Level.GOOD, Virtualisation.finding(files()).level());
  }

  @Test
  void aGuestWithoutFlagsIsToldByItsFirmware() throws IOException {
    put("proc/cpuinfo", "processor : 0\nFeatures\t: fp asimd");
    assertEquals(Level.UNKNOWN, Virtualisation.finding(files()).level());
    put("sys/class/dmi/id/sys_vendor", "Amazon EC2");
    put("sys/class/dmi/id/product_name", "m7g.large");
    assertEquals(
        "a virtual machine (Amazon EC2 m7g.large)", Virtualisation.finding(files()).value());
    put("sys/class/dmi/id/product_name", "m7g.metal");
    assertEquals(Level.GOOD, Virtualisation.finding(files()).level());
    put("sys/class/dmi/id/sys_vendor", "GIGABYTE");
    put("sys/class/dmi/id/product_name", "R272-P30-JG");
    assertEquals(Level.GOOD, Virtualisation.finding(files()).level());
    put("proc/device-tree/hypervisor/compatible", "xen,xen");
    assertEquals(Level.NOTE, Virtualisation.finding(files()).level());
  }

  private static PowerSource discharging(CapacityUnits units) {
    return (PowerSource)
        Proxy.newProxyInstance(
            PowerSource.class.getClassLoader(),
            new Class<?>[] {PowerSource.class},
            (proxy, method, args) ->
                switch (method.getName()) {
                  case "getCapacityUnits" -> units;
                  case "getCurrentCapacity" -> 80;
                  case "getVoltage" -> 12.5;
                  case "isDischarging" -> true;
                  default -> throw new AssertionError(method.getName());
                });
  }

  @Test
  void theBatteryOfAMouseDoesNotRunTheMachine() {
    PowerSource mouse = discharging(CapacityUnits.RELATIVE);
    assertEquals("mains (no battery)", SystemFindings.power(List.of(mouse)).value());
    PowerSource own = discharging(CapacityUnits.MWH);
    assertEquals(Level.WARNING, SystemFindings.power(List.of(mouse, own)).level());
  }

  @Test
  void theDiskOfAFolderThatIsNotThereYetIsThatOfItsParent() {
    Finding there = SystemFindings.disk(root);
    assertEquals(there, SystemFindings.disk(root.resolve("models/tare")));
  }

  @Test
  void theEnergyMeterIsThatOfTheRunsNotes() throws IOException {
    Path classes = root.resolve("sys/class");
    Finding none = SystemFindings.energyMeter(files());
    assertEquals(EnergyMeter.describe(EnergyMeter.find(classes)), none.value());
    put("sys/class/powercap/intel-rapl:0/name", "package-0");
    Finding closed = SystemFindings.energyMeter(files());
    assertEquals(Level.NOTE, closed.level());
    assertTrue(closed.value().contains("may be read by root only"), closed.value());
    put("sys/class/powercap/intel-rapl:0/energy_uj", "12345");
    put("sys/class/powercap/intel-rapl:0/max_energy_range_uj", "99999");
    Finding open = SystemFindings.energyMeter(files());
    assertEquals(Level.GOOD, open.level());
    assertTrue(open.value().startsWith("RAPL package-0 "), open.value());
    assertEquals(EnergyMeter.describe(EnergyMeter.find(classes)), open.value());
  }
}
