package dev.tare.results.changes;

import dev.tare.results.history.RunMark;
import dev.tare.results.history.Series;
import dev.tare.results.verdict.KnownChange;
import java.util.OptionalInt;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/** Where in a series a known change lies. */
final class FirstRun {
  private FirstRun() {}

  /**
   * The first run that has a change. Where a run of the series has the commit that the change
   * names, that decides in place of the date.
   *
   * @return its index; empty when none has it
   */
  static OptionalInt with(KnownChange change, Series series) {
    OptionalInt named =
        change
            .commit()
            .map(commit -> first(series, run -> run.commit().filter(isOf(commit)).isPresent()))
            .orElse(OptionalInt.empty());
    return named.isPresent() ? named : first(series, run -> !run.day().isBefore(change.date()));
  }

  private static OptionalInt first(Series series, Predicate<RunMark> wanted) {
    return IntStream.range(0, series.size()).filter(i -> wanted.test(series.run(i))).findFirst();
  }

  /** Either may be the beginning of the id that the other gives in full. */
  private static Predicate<String> isOf(String commit) {
    return id -> id.startsWith(commit) || commit.startsWith(id);
  }
}
