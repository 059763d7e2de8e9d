package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class StoredRunsTest {
  private static final List<Run> RUNS =
      new HistoryRuns(300).with("Decode", "Q4_0", HistoryRuns.RATE, 0.01, i -> 100).build(1);

  private final AtomicInteger reads = new AtomicInteger();

  /** Files are named by the place of their run. */
  private static List<Path> newestFirst() {
    List<Path> files = new ArrayList<>();
    for (int i = 0; i < RUNS.size(); i++) {
      files.add(Path.of(Integer.toString(i)));
    }
    Collections.reverse(files);
    return files;
  }

  private RunOutline read(Path file) {
    reads.incrementAndGet();
    return RunOutline.of(RUNS.get(Integer.parseInt(file.toString())));
  }

  private EarlierRuns chosen(int baseline, int judged) {
    Run before = RUNS.get(baseline);
    Run now = RUNS.get(judged);
    StoredRuns stored = StoredRuns.read(newestFirst(), this::read, before, now);
    assertEquals(List.of(), stored.unreadable());
    return EarlierRuns.of(stored.runs(), RunOutline.of(before), RunOutline.of(now));
  }

  private static EarlierRuns chosenFromAll(int baseline, int judged) {
    List<RunOutline> all = RUNS.stream().map(RunOutline::of).toList();
    return EarlierRuns.of(all, RunOutline.of(RUNS.get(baseline)), RunOutline.of(RUNS.get(judged)));
  }

  @Test
  void whatIsChosenIsTheSameAsFromEverything() {
    for (int baseline : new int[] {0, 3, 29, 30, 31, 100, 230, 240, 298}) {
      EarlierRuns chosen = chosen(baseline, 299);
      assertEquals(chosenFromAll(baseline, 299).byTime(), chosen.byTime(), "" + baseline);
      assertEquals(chosenFromAll(baseline, 299).baseline(), chosen.baseline());
    }
  }

  @Test
  void aRecentBaselineNeedsFewDocuments() {
    chosen(298, 299);
    assertTrue(reads.get() <= 80, reads + " documents read");
  }

  @Test
  void aDamagedDocumentIsPassedOver() {
    StoredRuns stored =
        StoredRuns.read(
            newestFirst().subList(0, 5),
            file -> {
              if (file.equals(Path.of("297"))) {
                throw new UnreadableRunException(file, "is cut off");
              }
              return read(file);
            },
            RUNS.get(298),
            RUNS.get(299));
    assertEquals(4, stored.runs().size());
    assertEquals(1, stored.unreadable().size());
    assertEquals(List.of("passed over: " + stored.unreadable().get(0)), stored.notes());
    assertTrue(stored.unreadable().get(0).contains("is cut off"));
  }

  @Test
  void manyDamagedDocumentsAreCounted() {
    StoredRuns stored = new StoredRuns(List.of(), List.of("a", "b", "c", "d", "e"));
    assertEquals("passed over: 2 documents more", stored.notes().get(3));
  }
}
