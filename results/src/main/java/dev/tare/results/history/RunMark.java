package dev.tare.results.history;

import dev.tare.results.run.Run;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.Optional;

/**
 * A run as a point in time.
 *
 * @param id the run's id
 * @param startedAt when it started
 * @param commit what was measured, when the run's document says so; not blank
 */
public record RunMark(String id, Instant startedAt, Optional<String> commit)
    implements Comparable<RunMark> {
  /** The entry of {@link Run#tool} that names the commit. */
  public static final String COMMIT = "commit";

  private static final Comparator<RunMark> BY_TIME =
      Comparator.comparing(RunMark::startedAt).thenComparing(RunMark::id);

  /**
   * Checks that there is something to order by.
   *
   * @throws IllegalArgumentException when the id or the time is missing
   */
  public RunMark {
    if (id == null || startedAt == null || commit == null) {
      throw new IllegalArgumentException("a run needs an id and a time");
    }
    commit = commit.filter(text -> !text.isBlank());
  }

  /** The day on which it started, in UTC. */
  public LocalDate day() {
    return startedAt.atOffset(ZoneOffset.UTC).toLocalDate();
  }

  @Override
  public int compareTo(RunMark other) {
    return BY_TIME.compare(this, other);
  }
}
