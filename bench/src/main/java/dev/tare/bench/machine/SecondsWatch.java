package dev.tare.bench.machine;

import dev.tare.bench.machine.WorstWindow.Moment;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * Looks at the machine once a second, in a thread of its own: three small files and some clocks,
 * less than a thousandth of a core. Asking for the descendants is dearer, since it goes through all
 * processes of the system, and is done only while none is known, when one has ended, and when a
 * window looks disturbed: an unknown one would be taken for another's process.
 */
final class SecondsWatch {
  private static final long SECOND_MS = 1000;
  private static final int MOST_CLOCKS = 8;

  /** The first line of {@code /proc/stat}. */
  private static final int LINE_BYTES = 512;

  /** From here on it is made sure that no descendant was overlooked. */
  private static final double SUSPICIOUS_CORES = 0.25;

  private final KernelFiles files;
  private final Supplier<Set<Long>> runningDescendants;
  private final Processors clocks;
  private final WorstWindow worst;
  private final CountDownLatch stop = new CountDownLatch(1);
  private Set<Long> descendants = Set.of();
  private Moment last;

  /**
   * Takes the first look.
   *
   * @param files the system's
   * @param runningDescendants finds the processes that this one and those have started and that run
   * @param cores of the machine
   */
  SecondsWatch(KernelFiles files, Supplier<Set<Long>> runningDescendants, int cores) {
    this.files = files;
    this.runningDescendants = runningDescendants;
    this.clocks = Processors.all(files).withClock(MOST_CLOCKS);
    this.worst = new WorstWindow(cores);
    this.last = moment();
  }

  /** Goes on looking until {@link #end()}. */
  void start() {
    Thread thread = new Thread(this::lookOn, "tare-watch");
    thread.setDaemon(true);
    thread.start();
  }

  private void lookOn() {
    try {
      while (!stop.await(SECOND_MS, TimeUnit.MILLISECONDS)) {
        look();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Takes the window since the last look, when it can be judged. */
  synchronized void look() {
    Moment now = moment();
    clocks.frequencyHz().ifPresent(worst::addClock);
    boolean fits = now.fits(last);
    if (descendants.isEmpty() || !fits || worst.otherCores(last, now) > SUSPICIOUS_CORES) {
      Set<Long> running = runningDescendants.get();
      if (!running.equals(descendants)) {
        descendants = running;
        last = moment();
        return;
      }
    }
    if (fits) {
      worst.add(last, now);
    }
    last = now;
  }

  private Moment moment() {
    return new Moment(
        CpuTimes.of(files.start("proc/stat", LINE_BYTES).orElse("")),
        ProcessTimes.byProcess(files, descendants));
  }

  /** Stops looking; what was seen, by the names of {@link Conditions}. */
  Map<String, Double> end() {
    stop.countDown();
    synchronized (this) {
      return worst.readings();
    }
  }
}
