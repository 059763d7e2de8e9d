package dev.tare.bench.trial;

import java.util.Random;

/**
 * One kill of a trial: whom, and when.
 *
 * @param victim who is killed
 * @param moment when, after the process was started
 */
record Kill(Victim victim, Moment moment) {
  /** Longer than the start before the first fork. */
  private static final int LATEST_MS = 6000;

  /** About as long as a fork takes. */
  private static final int FORK_MS = 2000;

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

    /** So long after a fork was there: the times before it differ from machine to machine. */
    record InFork(int ms) implements Moment {}

    /** When a file in the folder of runs is begun for the n-th time: while it is being written. */
    record AtWrite(int n) implements Moment {}
  }

  static Kill random(Random random) {
    Victim victim = Victim.values()[random.nextInt(Victim.values().length)];
    return new Kill(victim, victim == Victim.FORK ? inFork(random) : moment(random));
  }

  /** Moments of the clock alone would seldom meet the milliseconds of a write. */
  private static Moment moment(Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> new Moment.After(random.nextInt(LATEST_MS));
      case 1, 2 -> new Moment.AtWrite(1 + random.nextInt(MOST_WRITES));
      default -> inFork(random);
    };
  }

  private static Moment inFork(Random random) {
    return new Moment.InFork(random.nextInt(FORK_MS));
  }
}
