package dev.tare.bench.engine;

/** Turns the thread parameter of a benchmark into the number an engine is given. */
public final class ThreadCount {
  private ThreadCount() {}

  /**
   * Resolves the parameter.
   *
   * @param requested 0 for all cores that this process may use, else the number of threads
   * @return 1 or more
   * @throws IllegalArgumentException when requested is negative
   */
  public static int resolve(int requested) {
    if (requested < 0) {
      throw new IllegalArgumentException("threads must be 0 (all cores) or more, got " + requested);
    }
    return requested == 0 ? Runtime.getRuntime().availableProcessors() : requested;
  }
}
