package dev.tare.bench.profile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {
  @TempDir private Path proc;

  @Test
  void kernelKibibytesBecomeBytes() throws IOException {
    status(2048, 1000, 900, 148, 4096);
    MemorySnapshot snapshot = read(new ProcessMemory(proc));
    assertEquals(
        new MemorySnapshot(2048 << 10, 1000 << 10, 900 << 10, 148 << 10, 4096 << 10), snapshot);
  }

  @Test
  void aSystemWithoutProcIsMissingWithItsReason() {
    ProcessMemory elsewhere = new ProcessMemory(proc.resolve("none"));
    Reading<MemorySnapshot> reading = elsewhere.snapshot();
    assertTrue(assertInstanceOf(Reading.Missing.class, reading).reason().contains("does not have"));
    assertTrue(elsewhere.resetPeak().isPresent());
  }

  @Test
  void anOldKernelsMissingLineIsNamed() throws IOException {
    Files.writeString(proc.resolve("status"), "Name:\tjava\nVmRSS:\t  10 kB\n");
    assertEquals(
        "the kernel does not report RssAnon",
        assertInstanceOf(Reading.Missing.class, new ProcessMemory(proc).snapshot()).reason());
  }

  @Test
  void thisProcessIsMeasuredOnLinux() {
    assumeTrue(Files.exists(Path.of("/proc/self/status")));
    MemorySnapshot snapshot = read(new ProcessMemory());
    assertTrue(snapshot.rssBytes() > 10_000_000, snapshot.toString());
    assertTrue(snapshot.peakRssBytes() >= snapshot.rssBytes(), snapshot.toString());
  }

  @Test
  void theMeterGivesMemoryAboveTheBaseline() throws IOException {
    Files.writeString(proc.resolve("clear_refs"), "");
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 40, 0, 100);
    meter.beforeOpen();
    status(400, 160, 240, 0, 500);
    meter.afterOpen();
    status(300, 260, 40, 0, 600);
    meter.report(recorder);
    assertEquals("5", Files.readString(proc.resolve("clear_refs")));
    assertEquals(100 << 10, recorder.values().get(MetricName.JVM_BASELINE));
    assertEquals(100 << 10, recorder.values().get(MetricName.LOADED_ANON));
    assertEquals(200 << 10, recorder.values().get(MetricName.LOADED_FILE));
    assertEquals(200 << 10, recorder.values().get(MetricName.PEAK_ANON));
    assertEquals(200 << 10, recorder.values().get(MetricName.PEAK_FILE));
    assertEquals(500 << 10, recorder.values().get(MetricName.PEAK_RSS));
  }

  @Test
  void eachPhaseHasItsOwnPeakAndTheWholeHasTheHighest() throws IOException {
    Files.writeString(proc.resolve("clear_refs"), "");
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 38, 2, 900);
    meter.beforeOpen();
    status(400, 160, 230, 10, 800);
    meter.afterOpen();
    status(400, 160, 230, 10, 450);
    meter.beginWork();
    status(320, 270, 40, 10, 600);
    meter.endWork();
    status(50, 50, 0, 0, 50);
    meter.report(recorder);
    Map<MetricName, Double> values = recorder.values();
    assertEquals(38 << 10, values.get(MetricName.JVM_BASELINE_FILE));
    assertEquals(60 << 10, values.get(MetricName.JVM_BASELINE_ANON));
    assertEquals(2 << 10, values.get(MetricName.JVM_BASELINE_SHARED));
    assertEquals(700 << 10, values.get(MetricName.LOAD_PEAK));
    assertEquals(8 << 10, values.get(MetricName.LOADED_SHARED));
    assertEquals(500 << 10, values.get(MetricName.WORK_PEAK));
    assertEquals(2 << 10, values.get(MetricName.STEADY_FILE));
    assertEquals(210 << 10, values.get(MetricName.STEADY_ANON));
    assertEquals(8 << 10, values.get(MetricName.STEADY_SHARED));
    assertEquals(218 << 10, values.get(MetricName.UNRECLAIMABLE));
    assertEquals(700 << 10, values.get(MetricName.PEAK_RSS));
    assertEquals(210 << 10, values.get(MetricName.PEAK_ANON));
  }

  @Test
  void aPeakOfAnonymousMemoryThatPassesDuringTheLoadIsSeen() throws Exception {
    Files.writeString(proc.resolve("clear_refs"), "");
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 40, 0, 100);
    meter.beforeOpen();
    status(900, 860, 40, 0, 900);
    Thread.sleep(200);
    status(400, 160, 240, 0, 900);
    meter.afterOpen();
    meter.report(recorder);
    assertEquals(800 << 10, recorder.values().get(MetricName.LOAD_PEAK_ANON));
    assertEquals(800 << 10, recorder.values().get(MetricName.PEAK_ANON));
    assertEquals(100 << 10, recorder.values().get(MetricName.LOADED_ANON));
  }

  @Test
  void nothingSamplesBesideALoadThatIsTimed() throws IOException {
    Files.writeString(proc.resolve("clear_refs"), "");
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 40, 0, 100);
    meter.beforeOpen(true);
    meter.afterOpen();
    meter.report(recorder);
    assertTrue(recorder.reasons().get(MetricName.LOAD_PEAK_ANON).contains("warm-up iteration"));
    assertEquals(0, recorder.values().get(MetricName.PEAK_ANON));
  }

  @Test
  void theFirstModelOfAProcessIsTheOneThatIsReported() throws IOException {
    Files.writeString(proc.resolve("clear_refs"), "");
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 40, 0, 100);
    meter.beforeOpen();
    status(400, 160, 240, 0, 500);
    meter.afterOpen();
    status(300, 260, 40, 0, 600);
    meter.beforeOpen();
    status(310, 270, 40, 0, 700);
    meter.afterOpen();
    meter.report(recorder);
    assertEquals(100 << 10, recorder.values().get(MetricName.LOADED_ANON));
    assertEquals(500 << 10, recorder.values().get(MetricName.PEAK_RSS));
  }

  @Test
  void aPeakThatCouldNotBeResetIsNotReported() throws IOException {
    Files.createDirectory(proc.resolve("clear_refs"));
    MemoryMeter meter = new MemoryMeter(new ProcessMemory(proc));
    MetricRecorder recorder = new MetricRecorder();
    status(100, 60, 40, 0, 900);
    meter.beforeOpen();
    meter.afterOpen();
    meter.report(recorder);
    assertFalse(recorder.values().containsKey(MetricName.PEAK_RSS));
    assertTrue(recorder.reasons().get(MetricName.PEAK_RSS).contains("could not be reset"));
    assertEquals(0, recorder.values().get(MetricName.LOADED_ANON));
  }

  private void status(int rss, int anon, int file, int shared, int peak) throws IOException {
    Files.writeString(
        proc.resolve("status"),
        """
        Name:	java
        VmHWM:	 %d kB
        VmRSS:	 %d kB
        RssAnon:	 %d kB
        RssFile:	 %d kB
        RssShmem:	 %d kB
        Threads:	20
        """
            .formatted(peak, rss, anon, file, shared));
  }

  private static MemorySnapshot read(ProcessMemory memory) {
    Reading<MemorySnapshot> reading = memory.snapshot();
    assertTrue(reading instanceof Reading.Value, reading::toString);
    return ((Reading.Value<MemorySnapshot>) reading).value();
  }
}
