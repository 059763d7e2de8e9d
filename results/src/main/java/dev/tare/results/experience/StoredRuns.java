package dev.tare.results.experience;

import dev.tare.results.history.OutlineAttempt;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Function;

/**
 * Reads from a store the runs that {@link EarlierRuns} may choose, and few others.
 *
 * @param runs what was read; those of other machines too
 * @param unreadable why documents were passed over, one line each, not escaped
 */
public record StoredRuns(List<RunOutline> runs, List<String> unreadable) {
  /** No store. */
  public static final StoredRuns NONE = new StoredRuns(List.of(), List.of());

  private static final int MOST_NAMED = 3;

  /** Documents that are read at a time, on all cores. */
  private static final int AT_ONCE = 16;

  /** Copies the lists. */
  public StoredRuns {
    runs = List.copyOf(runs);
    unreadable = List.copyOf(unreadable);
  }

  /**
   * Reads documents until there are enough of the machine, before the judged run and around the
   * baseline. A damaged document is passed over: it must not keep a gate from judging.
   *
   * @param newestFirst the documents; where their names do not follow time, all are read
   * @param reader makes a document's outline; called on several threads at once
   * @param baseline with what the run will be compared
   * @param judged the run that will be judged
   */
  public static StoredRuns read(
      List<Path> newestFirst, Function<Path, RunOutline> reader, Run baseline, Run judged) {
    RunOutline outline = RunOutline.of(judged);
    Instant end = EarlierRuns.end(baseline.startedAt(), judged.startedAt());
    List<RunOutline> runs = new ArrayList<>();
    List<String> unreadable = new ArrayList<>();
    int earlier = 0;
    int beforeBaseline = 0;
    boolean ordered = true;
    Instant oldest = Instant.MAX;
    Iterator<List<OutlineAttempt>> parts =
        OutlineAttempt.inParts(newestFirst, AT_ONCE, reader).iterator();
    while (parts.hasNext()) {
      List<OutlineAttempt> part = parts.next();
      part.forEach(each -> each.problem().map(Throwable::getMessage).ifPresent(unreadable::add));
      for (RunOutline read : part.stream().flatMap(each -> each.outline().stream()).toList()) {
        runs.add(read);
        boolean teaches = EarlierRuns.teaches(read, outline, end);
        earlier += teaches ? 1 : 0;
        beforeBaseline += teaches && read.startedAt().isBefore(baseline.startedAt()) ? 1 : 0;
        ordered &= !read.startedAt().isAfter(oldest);
        oldest = read.startedAt();
      }
      if (ordered && earlier >= EarlierRuns.MOST && beforeBaseline >= EarlierRuns.MOST / 2) {
        break;
      }
    }
    return new StoredRuns(runs, unreadable);
  }

  /** What there is to say of the store, one line each, not escaped. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    unreadable.stream().limit(MOST_NAMED).forEach(each -> notes.add("passed over: " + each));
    if (unreadable.size() > MOST_NAMED) {
      notes.add("passed over: " + (unreadable.size() - MOST_NAMED) + " documents more");
    }
    return notes;
  }
}
