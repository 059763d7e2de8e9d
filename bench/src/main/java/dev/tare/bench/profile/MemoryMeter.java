package dev.tare.bench.profile;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.ToLongFunction;

/**
 * Follows the memory of one model from before its open, and gives it above the JVM's own, by phase:
 * the load, then the work that the benchmark is for. When a process opens models one after the
 * other, the first one's figures stand: the C library keeps some of what is freed, so that later
 * ones would seem to need less.
 */
public final class MemoryMeter {
  private static final String NOT_OPENED = "no memory baseline was taken before the model opened";
  private static final String TIMED =
      "it is sampled while a load is not timed; give the benchmark a warm-up iteration";

  private static final int MOST_PAUSES = 20;
  private static final long PAUSE_MS = 5;

  private final ProcessMemory memory;
  private Reading<MemorySnapshot> baseline = new Reading.Missing<>(NOT_OPENED);
  private Reading<MemorySnapshot> loaded = new Reading.Missing<>(NOT_OPENED);
  private Reading<MemorySnapshot> worked = new Reading.Missing<>(NOT_OPENED);
  private Reading<Long> loadPeakAnonBytes = new Reading.Missing<>(NOT_OPENED);
  private Optional<PeakSampler> sampler = Optional.empty();
  private Optional<String> peakProblem = Optional.empty();
  private boolean opened;
  private boolean anotherOpened;
  private boolean working;
  private long peakRssBytes;
  private long peakFileBytes;
  private long peakAnonBytes;

  /** Measures this process. */
  public MemoryMeter() {
    this(new ProcessMemory());
  }

  MemoryMeter(ProcessMemory memory) {
    this.memory = memory;
  }

  /** Takes the baseline and resets the peak; call it just before a model is opened untimed. */
  public void beforeOpen() {
    beforeOpen(false);
  }

  /**
   * Takes the baseline and resets the peak; call it just before the model is opened.
   *
   * @param timed whether the time of the open counts, so that nothing may run beside it
   */
  public void beforeOpen(boolean timed) {
    if (opened) {
      endWork();
      anotherOpened = true;
      return;
    }
    opened = true;
    settle();
    sampler = timed ? Optional.empty() : Optional.of(PeakSampler.start(memory));
    baseline = memory.snapshot();
    peakProblem = memory.resetPeak();
    loaded = new Reading.Missing<>("the model was not opened");
  }

  /**
   * Lets go of files that Java has mapped and forgotten, those whose headers the catalogue read:
   * collected later, they would make the model seem smaller. They are unmapped by another thread.
   */
  private void settle() {
    System.gc();
    Reading<Long> before = fileBytes();
    for (int i = 0; i < MOST_PAUSES; i++) {
      try {
        TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return;
      }
      Reading<Long> now = fileBytes();
      if (now.equals(before)) {
        return;
      }
      before = now;
    }
  }

  private Reading<Long> fileBytes() {
    return memory.snapshot().map(MemorySnapshot::fileBytes);
  }

  /** Ends the load and begins the work; call it just after the model is ready. */
  public void afterOpen() {
    if (anotherOpened) {
      return;
    }
    loaded = memory.snapshot();
    follow(loaded);
    loadPeakAnonBytes =
        sampler
            .map(PeakSampler::stop)
            .map(seen -> seen.map(bytes -> Math.max(bytes, peakAnonBytes)))
            .orElseGet(() -> new Reading.Missing<>(TIMED));
    sampler = Optional.empty();
    if (loadPeakAnonBytes instanceof Reading.Value<Long> seen) {
      peakAnonBytes = seen.value();
    }
    beginWork();
  }

  /** Begins a stretch of work with a peak of its own; call it before what is measured. */
  public void beginWork() {
    if (opened && !anotherOpened) {
      follow(memory.snapshot());
      peakProblem = peakProblem.or(memory::resetPeak);
      working = true;
    }
  }

  /** Ends the stretch; call it before something large is freed. */
  public void endWork() {
    if (working) {
      worked = memory.snapshot();
      follow(worked);
      working = false;
    }
  }

  /** Records the memory up to now. */
  public void report(MetricRecorder recorder) {
    endWork();
    reportBaseline(recorder);
    reportLoad(recorder);
    reportWork(recorder);
    reportPeaks(recorder);
  }

  private void reportBaseline(MetricRecorder recorder) {
    recorder.record(MetricName.JVM_BASELINE, baseline.map(MemorySnapshot::rssBytes));
    recorder.record(MetricName.JVM_BASELINE_FILE, baseline.map(MemorySnapshot::fileBytes));
    recorder.record(MetricName.JVM_BASELINE_ANON, baseline.map(MemorySnapshot::anonBytes));
    recorder.record(MetricName.JVM_BASELINE_SHARED, baseline.map(MemorySnapshot::sharedBytes));
  }

  private void reportLoad(MetricRecorder recorder) {
    recorder.record(MetricName.LOADED_FILE, above(loaded, MemorySnapshot::fileBytes));
    recorder.record(MetricName.LOADED_ANON, above(loaded, MemorySnapshot::anonBytes));
    recorder.record(MetricName.LOADED_SHARED, above(loaded, MemorySnapshot::sharedBytes));
    recorder.record(MetricName.LOAD_PEAK, peak(peakAbove(loaded)));
    recorder.record(
        MetricName.LOAD_PEAK_ANON,
        baseline instanceof Reading.Value<MemorySnapshot> before
            ? loadPeakAnonBytes.map(bytes -> above(bytes, before.value().anonBytes()))
            : baseline.map(MemorySnapshot::anonBytes));
  }

  private void reportWork(MetricRecorder recorder) {
    recorder.record(MetricName.STEADY_FILE, above(worked, MemorySnapshot::fileBytes));
    recorder.record(MetricName.STEADY_ANON, above(worked, MemorySnapshot::anonBytes));
    recorder.record(MetricName.STEADY_SHARED, above(worked, MemorySnapshot::sharedBytes));
    recorder.record(MetricName.UNRECLAIMABLE, above(worked, MemorySnapshot::unreclaimableBytes));
    recorder.record(MetricName.WORK_PEAK, peak(peakAbove(worked)));
  }

  private void reportPeaks(MetricRecorder recorder) {
    recorder.record(
        MetricName.PEAK_FILE, baseline.map(before -> above(peakFileBytes, before.fileBytes())));
    recorder.record(
        MetricName.PEAK_ANON, baseline.map(before -> above(peakAnonBytes, before.anonBytes())));
    recorder.record(
        MetricName.PEAK_RSS, peak(baseline.map(before -> above(peakRssBytes, before.rssBytes()))));
  }

  private void follow(Reading<MemorySnapshot> reading) {
    if (reading instanceof Reading.Value<MemorySnapshot> seen) {
      peakRssBytes = Math.max(peakRssBytes, seen.value().peakRssBytes());
      peakFileBytes = Math.max(peakFileBytes, seen.value().fileBytes());
      peakAnonBytes = Math.max(peakAnonBytes, seen.value().anonBytes());
    }
  }

  private Reading<Long> peak(Reading<Long> reading) {
    return peakProblem.<Reading<Long>>map(Reading.Missing::new).orElse(reading);
  }

  private Reading<Long> peakAbove(Reading<MemorySnapshot> reading) {
    return baseline instanceof Reading.Value<MemorySnapshot> before
        ? reading.map(after -> above(after.peakRssBytes(), before.value().rssBytes()))
        : baseline.map(MemorySnapshot::rssBytes);
  }

  /** A part of a snapshot less the same part of the baseline. */
  private Reading<Long> above(
      Reading<MemorySnapshot> reading, ToLongFunction<MemorySnapshot> part) {
    if (!(baseline instanceof Reading.Value<MemorySnapshot> before)) {
      return baseline.map(part::applyAsLong);
    }
    return reading.map(after -> above(part.applyAsLong(after), part.applyAsLong(before.value())));
  }

  private static long above(long bytes, long baselineBytes) {
    return Math.max(0, bytes - baselineBytes);
  }
}
