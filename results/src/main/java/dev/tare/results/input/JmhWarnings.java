package dev.tare.results.input;

import dev.tare.results.run.Cell;
import java.util.ArrayList;
import java.util.List;

/** Doubts about the results of a file, however many they are. */
final class JmhWarnings {
  private static final int MOST_NAMED = 10;

  private final List<String> gaps = new ArrayList<>();
  private int results;
  private int singleForks;
  private int moreGaps;

  /** Looks at one result. */
  void add(JmhEntry entry, Cell cell) {
    results++;
    singleForks += cell.plannedBlocks() == 1 ? 1 : 0;
    long scores = entry.primary().scores();
    long iterations = entry.primary().iterations();
    if (scores == 0 || scores == iterations) {
      return;
    }
    if (gaps.size() == MOST_NAMED) {
      moreGaps++;
      return;
    }
    gaps.add(
        cell.id()
            + ": "
            + (iterations - scores)
            + " of "
            + iterations
            + " iterations have no number and are left out");
  }

  /** One line each. */
  List<String> texts() {
    List<String> texts = new ArrayList<>(gaps);
    if (moreGaps > 0) {
      texts.add(moreGaps + " more results have iterations without a number, which are left out");
    }
    if (singleForks > 0) {
      texts.add(
          singleForks
              + " of "
              + results
              + " results come from one fork, which shows no spread; run JMH with -f 3 or more");
    }
    return texts;
  }
}
