package dev.tare.bench.trial;

import java.util.Random;

/**
 * One kill of a trial: whom, and when.
 *
 * @param victim who is killed
 * @param moment when, after the process was started
 */
record Kill(Victim victim, Moment moment) {
  /** Longer than a fork takes, and the start before the first. */
  private static final int LATEST_MS = 6000;

  private static final int MOST_WRITES = 4;

  /** Whom the signal reaches. */
  enum Victim {
    /** The driver alone; its fork is left an orphan. */
    DRIVER,
    /** The driver and its fork, as when a container is removed. */
    ALL,
    /** The fork alone; the driver goes on. */
    FORK
  }

  /** When the signal comes. */
  sealed interface Moment {
    /** So long after the start. */
    record After(int ms) implements Moment {}

    /** When a file in the folder of runs is begun for the n-th time: while it is being written. */
    record AtWrite(int n) implements Moment {}
  }

  static Kill random(Random random) {
    Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
    // Random moments seldom meet the milliseconds in which the document is written.
    boolean atWrite = victim != Victim.FORK && random.nextInt(3) == 0;
    return new Kill(
        victim,
        atWrite
            ? new Moment.AtWrite(1 + random.nextInt(MOST_WRITES))
            : new Moment.After(random.nextInt(LATEST_MS)));
  }
}
