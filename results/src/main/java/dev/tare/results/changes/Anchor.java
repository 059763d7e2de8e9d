package dev.tare.results.changes;

import dev.tare.results.history.RunMark;
import dev.tare.results.history.Series;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * A change that somebody wanted or explained: a series begins anew with it.
 *
 * @param date the first day, in UTC, whose runs have it
 * @param commit the commit that brought it, or the beginning of its id; where a run of the series
 *     has it, it decides in place of the date
 * @param text why it is known, one line, not escaped
 */
public record Anchor(LocalDate date, Optional<String> commit, String text) {
  /**
   * Where the change lies in a series.
   *
   * @return index of the first run that has it; empty when none does
   */
  public OptionalInt firstRun(Series series) {
    OptionalInt named =
        commit.isEmpty()
            ? OptionalInt.empty()
            : first(series, run -> run.commit().filter(this::isNamed).isPresent());
    return named.isPresent() ? named : first(series, this::isNotBefore);
  }

  private static OptionalInt first(Series series, Predicate<RunMark> wanted) {
    return IntStream.range(0, series.size()).filter(i -> wanted.test(series.run(i))).findFirst();
  }

  private boolean isNamed(String id) {
    return id.startsWith(commit.orElseThrow()) || commit.orElseThrow().startsWith(id);
  }

  private boolean isNotBefore(RunMark run) {
    return !run.startedAt().atOffset(ZoneOffset.UTC).toLocalDate().isBefore(date);
  }
}
