package dev.tare.bench.driver;

/** Runs one fork and waits for it; the driver's only way to measure. */
public interface ForkRunner {
  /**
   * Runs the fork to its end, its failure or its time limit.
   *
   * @return what it measured, or why it failed; never null
   * @throws dev.tare.results.document.UnwritableFileException when its log cannot be written, as
   *     that of no other fork can
   */
  ForkResult run(ForkRequest request);

  /** Kills the fork that is running, if one is. Safe from any thread. */
  void kill();
}
