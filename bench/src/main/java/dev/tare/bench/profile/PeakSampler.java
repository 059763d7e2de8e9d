package dev.tare.bench.profile;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Follows this process's anonymous memory from a thread of its own: the kernel keeps the peak of
 * all resident memory only. It takes some of a core while it runs, so it is for what is not timed.
 */
final class PeakSampler {
  private static final long PERIOD_MS = 2;

  private final ProcessMemory memory;
  private final CountDownLatch started = new CountDownLatch(1);
  private final CountDownLatch stop = new CountDownLatch(1);
  private final Thread thread = new Thread(this::sample, "tare-memory");
  private Reading<Long> highest = new Reading.Missing<>("no sample was taken");

  private PeakSampler(ProcessMemory memory) {
    this.memory = memory;
    thread.setDaemon(true);
  }

  /**
   * Starts; the first sample is taken when this returns, so that the thread's own memory stands.
   */
  static PeakSampler start(ProcessMemory memory) {
    PeakSampler sampler = new PeakSampler(memory);
    sampler.thread.start();
    try {
      sampler.started.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    return sampler;
  }

  private void sample() {
    try {
      do {
        add(memory.snapshot().map(MemorySnapshot::anonBytes));
        started.countDown();
      } while (!stop.await(PERIOD_MS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void add(Reading<Long> now) {
    boolean known = highest instanceof Reading.Value<Long>;
    if (!known || bytes(now) > bytes(highest)) {
      highest = now;
    }
  }

  private static long bytes(Reading<Long> reading) {
    return reading instanceof Reading.Value<Long> value ? value.value() : -1;
  }

  /** Ends; gives the most anonymous memory that was seen, bytes. */
  synchronized Reading<Long> stop() {
    stop.countDown();
    return highest;
  }
}
