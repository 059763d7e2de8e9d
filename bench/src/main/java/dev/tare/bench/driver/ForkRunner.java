package dev.tare.bench.driver;

import java.util.List;

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

  /**
   * Runs two forks; one after the other, unless the runner can let them measure in turns.
   *
   * @return what each measured, or why it failed, in the order of the requests
   */
  default List<ForkResult> runPair(ForkRequest first, ForkRequest second) {
    return List.of(run(first), run(second));
  }

  /** Kills the forks that are running. Safe from any thread. */
  void kill();
}
