package dev.tare.results.changes;

import dev.tare.results.history.RunMark;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalDouble;

/**
 * A step of most of a machine's series at once: one finding, whose cause none of the things that
 * are measured is likely to be alone.
 *
 * @param fingerprint the machine
 * @param from the run with which most of them step
 * @param series how many series of the machine could have stepped then
 * @param changes the steps, one of each series that does, newest first
 */
public record SharedStep(String fingerprint, RunMark from, int series, List<Change> changes) {
  /** Copies the steps. */
  public SharedStep {
    changes = List.copyOf(changes);
  }

  /** How many of the steps are of a verdict. */
  public long count(ChangeVerdict verdict) {
    return changes.stream().filter(change -> change.verdict() == verdict).count();
  }

  /**
   * The median size, whatever the direction: 0.1 is a tenth of the level. Empty when no size is
   * relative.
   */
  public OptionalDouble medianSize() {
    double[] sizes =
        changes.stream()
            .filter(Change::relative)
            .mapToDouble(change -> Math.abs(change.size()))
            .sorted()
            .toArray();
    int last = sizes.length - 1;
    return sizes.length == 0
        ? OptionalDouble.empty()
        : Arrays.stream(new double[] {sizes[last / 2], sizes[(last + 1) / 2]}).average();
  }

  /** The day of that run, in UTC. */
  public LocalDate date() {
    return from.day();
  }
}
