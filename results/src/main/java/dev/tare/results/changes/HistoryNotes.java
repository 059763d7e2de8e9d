package dev.tare.results.changes;

import dev.tare.results.history.LevelHistory;
import java.util.ArrayList;
import java.util.List;

/** What is to be said of a history as a whole. */
final class HistoryNotes {
  private HistoryNotes() {}

  static List<String> of(List<JudgedSeries> shown) {
    List<String> notes = new ArrayList<>();
    long tooShort =
        shown.stream()
            .filter(JudgedSeries::isNoisy)
            .filter(each -> each.series().size() < LevelHistory.LEAST_RUNS)
            .count();
    if (tooShort > 0) {
      notes.add(
          tooShort
              + (tooShort == 1 ? " series has" : " series have")
              + " fewer than "
              + LevelHistory.LEAST_RUNS
              + " runs, too few to tell a step from chance");
    }
    return notes;
  }
}
