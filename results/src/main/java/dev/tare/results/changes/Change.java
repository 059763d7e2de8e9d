package dev.tare.results.changes;

import dev.tare.results.history.LevelChange;
import dev.tare.results.history.RunMark;
import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.Subject;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A change of one series, judged.
 *
 * @param series what changed
 * @param kind a step, a drift, or a place where somebody said that something changed
 * @param verdict what it means
 * @param previous the last run at the old level
 * @param from the first run at the new level; of a drift, the first that drifts
 * @param to of a drift, the last run that drifts; else {@code from}
 * @param runsLater how many runs after {@code from} it could first have been known, 0 or more
 * @param before the level before, in the metric's unit
 * @param after the level after, in the metric's unit
 * @param relative whether size and interval are relative (0.05 is 5 % more) or in the metric's unit
 * @param size the size of the change
 * @param interval its 95 % interval
 * @param excuse why it raises no alarm, one line, not escaped; empty when it does
 */
public record Change(
    SeriesId series,
    LevelChange.Kind kind,
    ChangeVerdict verdict,
    RunMark previous,
    RunMark from,
    RunMark to,
    int runsLater,
    double before,
    double after,
    boolean relative,
    double size,
    Interval interval,
    Optional<String> excuse) {
  /** What changed, as comparisons name it. */
  public Subject subject() {
    return Subject.of(series);
  }

  /** Whether it is a regression that nobody explained. */
  public boolean isAlarm() {
    return verdict == ChangeVerdict.REGRESSED && excuse.isEmpty();
  }

  /** The day of the first run at the new level, in UTC. */
  public LocalDate date() {
    return from.day();
  }

  /** The day of the last run of a drift, in UTC. */
  public LocalDate lastDate() {
    return to.day();
  }
}
