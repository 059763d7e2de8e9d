package dev.tare.results.experience;

import dev.tare.results.run.RunOutline;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Runs of one machine by time, up to the one that is judged: the newest of them, or those around
 * the baseline where it is older.
 */
public final class EarlierRuns {
  /** How many runs are learned from, at most: older ones say little of a machine as it is now. */
  public static final int MOST = 60;

  /** How many there must be, the baseline among them. */
  static final int FEWEST = 3;

  /** No runs. */
  public static final EarlierRuns NONE = none("");

  private static final Comparator<RunOutline> BY_TIME =
      Comparator.comparing(RunOutline::startedAt).thenComparing(RunOutline::id);

  private final List<RunOutline> byTime;
  private final int baseline;
  private final String whyNone;

  private EarlierRuns(List<RunOutline> byTime, int baseline, String whyNone) {
    this.byTime = byTime;
    this.baseline = baseline;
    this.whyNone = whyNone;
  }

  private static EarlierRuns none(String why) {
    return new EarlierRuns(List.of(), 0, why);
  }

  /**
   * Chooses from the runs of a store.
   *
   * @param store runs in any order; {@link #teaches} says which count
   * @param baseline need not be in the store
   * @param judged the run that is judged; counts for nothing where the store has it
   * @return none when there are too few
   */
  public static EarlierRuns of(List<RunOutline> store, RunOutline baseline, RunOutline judged) {
    if (store.isEmpty()) {
      return NONE;
    }
    Instant end = end(baseline.startedAt(), judged.startedAt());
    List<RunOutline> runs = new ArrayList<>();
    Set<String> seen = new HashSet<>(List.of(judged.id(), baseline.id()));
    runs.add(baseline);
    for (RunOutline run : store) {
      boolean copy = run.cells().equals(judged.cells()) || run.cells().equals(baseline.cells());
      if (teaches(run, judged, end) && !copy && seen.add(run.id())) {
        runs.add(run);
      }
    }
    runs.sort(BY_TIME);
    int place = runs.indexOf(baseline);
    int from = Math.max(0, Math.min(runs.size() - MOST, place - MOST / 2));
    int to = Math.min(runs.size(), from + MOST);
    return to - from < FEWEST
        ? none(
            "nothing is learned from earlier runs: there are "
                + (to - from)
                + " whole ones of this machine and suite with the baseline, and it takes "
                + FEWEST)
        : new EarlierRuns(List.copyOf(runs.subList(from, to)), place - from, "");
  }

  /**
   * Whether a run can teach something of another: it is earlier, of the same machine and suite, is
   * whole and does not compare two things within itself.
   *
   * @param end the earlier ones started before it, see {@link #end}
   */
  static boolean teaches(RunOutline run, RunOutline judged, Instant end) {
    return !run.arms()
        && run.complete()
        && run.suite().equals(judged.suite())
        && run.startedAt().isBefore(end)
        && run.machine().identity().equals(judged.machine().identity());
  }

  /**
   * Before when runs started that count as earlier: before the judged run, or the baseline where
   * that is newer, as when an old run is judged anew or a file's time is all that is known of it.
   */
  static Instant end(Instant baseline, Instant judged) {
    return baseline.isAfter(judged) ? baseline : judged;
  }

  /** Why a store has nothing to learn from, one line; empty when it has, or there is none. */
  public Optional<String> whyNone() {
    return Optional.of(whyNone).filter(why -> !why.isEmpty());
  }

  /** Number of runs, the baseline among them; 0 when there are too few to learn from. */
  public int size() {
    return byTime.size();
  }

  /**
   * The machine's fingerprint.
   *
   * @throws IllegalStateException when there are no runs
   */
  public String fingerprint() {
    if (byTime.isEmpty()) {
      throw new IllegalStateException("no runs");
    }
    return byTime.get(0).machine().fingerprint();
  }

  /** The runs by time. */
  List<RunOutline> byTime() {
    return byTime;
  }

  /** The baseline's place. */
  int baseline() {
    return baseline;
  }
}
