package dev.tare.results.history;

import dev.tare.results.run.RunOutline;
import dev.tare.results.store.OutlineFile;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Function;

/**
 * The runs of a store and the series that they make up.
 *
 * @param runs every run with cells, by time
 * @param series in the order in which they first appeared
 * @param notes what was left out, one line each, not escaped
 */
public record RunHistory(List<RunMark> runs, List<Series> series, List<String> notes) {
  /** Documents whose means are in memory before they are sorted into series. */
  private static final int AT_ONCE = 32;

  /** Copies the lists. */
  public RunHistory {
    runs = List.copyOf(runs);
    series = List.copyOf(series);
    notes = List.copyOf(notes);
  }

  /**
   * Reads run documents, on all cores; of each only the means are kept.
   *
   * @param documents the files, in any order
   * @throws UnreadableRunException when one cannot be used: the first in this order
   */
  public static RunHistory read(List<Path> documents) {
    return read(documents, OutlineFile::read);
  }

  /**
   * Reads run documents of any kind.
   *
   * @param documents the files, in any order
   * @param reader makes a file's outline; called on several threads at once
   * @throws UnreadableRunException when the reader does so: the first in the files' order
   */
  public static RunHistory read(List<Path> documents, Function<Path, RunOutline> reader) {
    HistoryBuilder builder = new HistoryBuilder();
    OutlineAttempt.inParts(documents, AT_ONCE, reader)
        .forEach(part -> part.forEach(attempt -> builder.add(attempt.orThrow())));
    return builder.build();
  }

  /**
   * The history of runs that are in memory.
   *
   * @param outlines the runs, in any order
   */
  public static RunHistory of(List<RunOutline> outlines) {
    HistoryBuilder builder = new HistoryBuilder();
    outlines.forEach(builder::add);
    return builder.build();
  }
}
