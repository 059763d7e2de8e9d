package dev.tare.results.verdict;

import dev.tare.results.run.Run;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a policy says of alarms that need nobody's attention: they are known, or muted. */
final class Excuses {
  private final Policy policy;
  private final Instant baseline;
  private final Instant run;
  private final Set<Verdict> alarms;

  Excuses(Policy policy, Run baseline, Run run) {
    this.policy = policy;
    this.baseline = baseline.startedAt();
    this.run = run.startedAt();
    this.alarms = EnumSet.of(Verdict.REGRESSED, Verdict.FAILED, Verdict.GONE);
    if (policy.inconclusiveIsIncomplete()) {
      alarms.add(Verdict.INCONCLUSIVE);
    }
  }

  /** The row with its excuse, when it is an alarm and has one. */
  Row applied(Row row) {
    if (!alarms.contains(row.verdict())) {
      return row;
    }
    return known(row).or(() -> muted(row)).map(row::withExcuse).orElse(row);
  }

  /** A change explains that something regressed; that something is missing it does not. */
  private Optional<String> known(Row row) {
    return policy.knownChanges(row.subject(), row.kind()).stream()
        .filter(change -> row.verdict() == Verdict.REGRESSED)
        .filter(change -> change.liesBetween(baseline, run))
        .findFirst()
        .map(KnownChange::text);
  }

  private Optional<String> muted(Row row) {
    return policy.mute(row.subject(), row.kind(), run).map(Mute::text);
  }

  /** One line for each mute that has expired, and for each excuse that is about nothing. */
  List<String> notes(List<Row> rows) {
    List<String> notes = new ArrayList<>();
    for (Mute mute : policy.mutes()) {
      boolean idle = isIdle(mute.selector(), rows);
      if (idle && !mute.hasExpired(run)) {
        notes.add("a mute of " + mute.selector().text() + " matches nothing here: " + mute.text());
      } else if (!idle && mute.hasExpired(run)) {
        notes.add("a mute of " + mute.selector().text() + " has expired: " + mute.text());
      }
    }
    for (KnownChange change : policy.knownChanges()) {
      if (change.liesBetween(baseline, run) && isIdle(change.selector(), rows)) {
        notes.add(
            "a known change of "
                + change.selector().text()
                + " matches nothing here: "
                + change.text());
      }
    }
    return notes;
  }

  private static boolean isIdle(Selector selector, List<Row> rows) {
    return rows.stream().noneMatch(row -> selector.matches(row.subject(), row.kind()));
  }
}
