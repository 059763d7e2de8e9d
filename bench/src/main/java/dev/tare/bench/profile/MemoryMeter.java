package dev.tare.bench.profile;

import java.util.Optional;

/**
 * Follows the memory of one model from before its open, and gives it above the JVM's own. When a
 * process opens models one after the other, the first one's figures stand: the C library keeps some
 * of what is freed, so that later ones would seem to need less.
 */
public final class MemoryMeter {
  private static final String NOT_OPENED = "no memory baseline was taken before the model opened";

  private final ProcessMemory memory;
  private Reading<MemorySnapshot> baseline = new Reading.Missing<>(NOT_OPENED);
  private Reading<MemorySnapshot> loaded = new Reading.Missing<>(NOT_OPENED);
  private Optional<String> peakProblem = Optional.empty();
  private Optional<Reading<MemorySnapshot>> endOfFirst = Optional.empty();
  private boolean opened;
  private long peakFileBytes;
  private long peakAnonBytes;

  /** Measures this process. */
  public MemoryMeter() {
    this(new ProcessMemory());
  }

  MemoryMeter(ProcessMemory memory) {
    this.memory = memory;
  }

  /** Takes the baseline and resets the peak; call it just before the model is opened. */
  public void beforeOpen() {
    if (opened) {
      endOfFirst = Optional.of(endOfFirst.orElseGet(memory::snapshot));
      return;
    }
    opened = true;
    peakProblem = memory.resetPeak();
    baseline = memory.snapshot();
    loaded = new Reading.Missing<>("the model was not opened");
  }

  /** Takes the memory after the load; call it just after the model is ready. */
  public void afterOpen() {
    if (endOfFirst.isPresent()) {
      return;
    }
    loaded = memory.snapshot();
    follow(loaded);
  }

  /** Takes the memory of now into the peaks; call it before something large is freed. */
  public void follow() {
    follow(memory.snapshot());
  }

  /** Records the memory up to now. */
  public void report(MetricRecorder recorder) {
    Reading<MemorySnapshot> now = endOfFirst.orElseGet(memory::snapshot);
    follow(now);
    recorder.record(MetricName.JVM_BASELINE, baseline.map(MemorySnapshot::rssBytes));
    if (!(baseline instanceof Reading.Value<MemorySnapshot> before)) {
      missing(recorder, ((Reading.Missing<MemorySnapshot>) baseline).reason());
      return;
    }
    reportLoaded(recorder, before.value());
    reportPeaks(recorder, before.value(), now);
  }

  private void reportLoaded(MetricRecorder recorder, MemorySnapshot before) {
    recorder.record(
        MetricName.LOADED_FILE, loaded.map(after -> above(after.fileBytes(), before.fileBytes())));
    recorder.record(
        MetricName.LOADED_ANON, loaded.map(after -> above(after.anonBytes(), before.anonBytes())));
  }

  private void reportPeaks(
      MetricRecorder recorder, MemorySnapshot before, Reading<MemorySnapshot> now) {
    recorder.record(MetricName.PEAK_FILE, above(peakFileBytes, before.fileBytes()));
    recorder.record(MetricName.PEAK_ANON, above(peakAnonBytes, before.anonBytes()));
    if (peakProblem.isPresent()) {
      recorder.missing(MetricName.PEAK_RSS, peakProblem.get());
    } else {
      recorder.record(
          MetricName.PEAK_RSS, now.map(after -> above(after.peakRssBytes(), before.rssBytes())));
    }
  }

  private void follow(Reading<MemorySnapshot> reading) {
    if (endOfFirst.isEmpty() && reading instanceof Reading.Value<MemorySnapshot> seen) {
      peakFileBytes = Math.max(peakFileBytes, seen.value().fileBytes());
      peakAnonBytes = Math.max(peakAnonBytes, seen.value().anonBytes());
    }
  }

  private static long above(long bytes, long baselineBytes) {
    return Math.max(0, bytes - baselineBytes);
  }

  private static void missing(MetricRecorder recorder, String reason) {
    recorder.missing(MetricName.PEAK_RSS, reason);
    recorder.missing(MetricName.LOADED_FILE, reason);
    recorder.missing(MetricName.LOADED_ANON, reason);
    recorder.missing(MetricName.PEAK_FILE, reason);
    recorder.missing(MetricName.PEAK_ANON, reason);
  }
}
