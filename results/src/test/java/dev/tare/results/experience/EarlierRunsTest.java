package dev.tare.results.experience;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.RunOutline;
import dev.tare.results.run.SeriesId;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.stats.VariancePrior;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

class EarlierRunsTest {
  private static List<RunOutline> runs(String machine, int count) {
    return new HistoryRuns(count)
        .machine(machine).with("Decode", "Q4_0", HistoryRuns.RATE, 0.01, i -> 100).build(1).stream()
            .map(RunOutline::of)
            .toList();
  }

  @Test
  void theOrderOfTheStoreOtherMachinesAndLaterRunsCountForNothing() {
    List<RunOutline> runs = runs("EPYC", 20);
    List<RunOutline> store = new ArrayList<>(runs);
    store.addAll(runs("Xeon", 20));
    store.add(runs.get(3));
    Collections.shuffle(store, new Random(1));
    EarlierRuns earlier = EarlierRuns.of(store, runs.get(9), runs.get(10));
    assertEquals(runs.subList(0, 10), earlier.byTime());
    assertEquals(9, earlier.baseline());
    assertEquals(runs.get(0).machine().fingerprint(), earlier.fingerprint());
  }

  @Test
  void aBaselineThatTheStoreLacksHasItsPlace() {
    List<RunOutline> runs = runs("EPYC", 10);
    List<RunOutline> store = new ArrayList<>(runs);
    store.remove(4);
    EarlierRuns earlier = EarlierRuns.of(store, runs.get(4), runs.get(9));
    assertEquals(runs.subList(0, 9), earlier.byTime());
    assertEquals(4, earlier.baseline());
  }

  @Test
  void theNewestRunsAreChosenOrThoseAroundAnOldBaseline() {
    List<RunOutline> runs = runs("EPYC", 200);
    EarlierRuns newest = EarlierRuns.of(runs, runs.get(180), runs.get(199));
    assertEquals(runs.subList(139, 199), newest.byTime());
    assertEquals(41, newest.baseline());
    EarlierRuns old = EarlierRuns.of(runs, runs.get(50), runs.get(199));
    assertEquals(runs.subList(20, 80), old.byTime());
    assertEquals(30, old.baseline());
    EarlierRuns oldest = EarlierRuns.of(runs, runs.get(2), runs.get(199));
    assertEquals(runs.subList(0, 60), oldest.byTime());
    assertEquals(2, oldest.baseline());
  }

  @Test
  void twoRunsTeachNothing() {
    List<RunOutline> runs = runs("EPYC", 4);
    EarlierRuns two = EarlierRuns.of(runs, runs.get(0), runs.get(2));
    assertEquals(0, two.size());
    assertTrue(two.whyNone().orElseThrow().contains("there are 2 whole ones"));
    assertSame(EarlierRuns.NONE, EarlierRuns.of(List.of(), runs.get(0), runs.get(2)));
    assertEquals(Optional.empty(), EarlierRuns.NONE.whyNone());
    assertEquals(3, EarlierRuns.of(runs, runs.get(0), runs.get(3)).size());
    assertEquals(0, EarlierRuns.NONE.size());
    assertThrows(IllegalStateException.class, EarlierRuns.NONE::fingerprint);
  }

  private static RunOutline with(RunOutline run, boolean complete, Map<String, String> models) {
    return new RunOutline(
        run.id(),
        run.startedAt(),
        run.suite(),
        run.tool(),
        run.machine(),
        complete,
        models,
        false,
        run.cells());
  }

  @Test
  void runsThatDidNotReachTheirEndAndCopiesTeachNothing() {
    List<RunOutline> runs = runs("EPYC", 10);
    List<RunOutline> store = new ArrayList<>(runs);
    store.set(2, with(runs.get(2), false, Map.of()));
    RunOutline judged = runs.get(9);
    store.add(
        new RunOutline(
            "copy",
            runs.get(3).startedAt(),
            judged.suite(),
            judged.tool(),
            judged.machine(),
            true,
            Map.of(),
            false,
            judged.cells()));
    EarlierRuns earlier = EarlierRuns.of(store, runs.get(8), judged);
    assertEquals(8, earlier.size());
    assertFalse(earlier.byTime().contains(store.get(2)));
    assertTrue(earlier.byTime().stream().noneMatch(run -> run.id().equals("copy")));
  }

  /** The file has the same name and other contents. */
  @Test
  void runsOfAnotherModelFileTeachNothingOfItsCells() {
    List<RunOutline> store = new ArrayList<>();
    for (RunOutline run : runs("EPYC", 10)) {
      String hash = store.size() < 4 ? "old" : "new";
      store.add(with(run, true, Map.of("gemma3-120m/Q4_0", hash)));
    }
    EarlierRuns earlier = EarlierRuns.of(store, store.get(8), store.get(9));
    RunOutline baseline = store.get(8);
    SeriesId id =
        SeriesId.of(
            baseline.machine().fingerprint(), baseline.cells().get(0).cell(), HistoryRuns.RATE);
    Experience experience =
        Experience.of(earlier, Map.of(id, new VariancePrior(0.01, 4)), metric -> List.of());
    assertEquals(9, experience.runs());
    assertEquals(5, experience.level(id).orElseThrow().runs());
  }
}
