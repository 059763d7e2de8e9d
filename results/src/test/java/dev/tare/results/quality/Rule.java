package dev.tare.results.quality;

import java.util.List;

/** A gate's rule: which benchmarks of a night it says have become slower. */
interface Rule {
  /** What it is called in the table. */
  String name();

  /**
   * Judges a night.
   *
   * @param history earlier nights of the same machine, in order, the baseline last
   * @param night the night
   */
  Judgement judge(List<Night> history, Night night);
}
