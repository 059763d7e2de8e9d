package dev.tare.results.verdict;

import dev.tare.results.stats.Interval;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * What a comparison learned from earlier runs of the machine.
 *
 * @param runs how many runs, the baseline among them
 * @param metrics how many noisy metrics are judged against their level in these runs
 * @param noisyMetrics how many noisy metrics there are
 * @param shift what moved the run as a whole; empty where too few cells tell
 */
public record HistoryUse(int runs, int metrics, int noisyMetrics, Optional<Shift> shift) {
  /** A smaller shift is not worth a line. */
  private static final double LEAST_SAID = 0.01;

  /**
   * What moved a run as a whole.
   *
   * @param change how far the run lies from its levels, relative, above 0 for the worse
   * @param interval what runs of the machine differ by, around the change
   * @param takenOff whether runs of this machine are moved as far by chance: then each metric is
   *     judged without it
   */
  public record Shift(double change, Interval interval, boolean takenOff) {
    private String line() {
      String far =
          String.format(
              Locale.ROOT,
              "the run as a whole takes %.1f %% %s time than at its levels; runs of this machine"
                  + " differ by ±%.1f %% (95 %%): ",
              100 * Math.abs(change),
              change > 0 ? "more" : "less",
              50 * (interval.upper() - interval.lower()));
      return far
          + (takenOff
              ? "taken off before each metric is judged"
              : "more than usual, so it is left in every metric");
    }
  }

  /** One line for each thing that is worth one; not escaped. */
  List<String> notes() {
    List<String> notes = new ArrayList<>();
    if (metrics > 0) {
      notes.add(
          metrics
              + " of "
              + noisyMetrics
              + " noisy metrics are judged against their level in "
              + runs
              + " runs of this machine");
    }
    shift
        .filter(each -> !each.takenOff() || Math.abs(each.change()) >= LEAST_SAID)
        .ifPresent(each -> notes.add(each.line()));
    return notes;
  }
}
