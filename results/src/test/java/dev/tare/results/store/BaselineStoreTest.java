package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BaselineStoreTest {
  private static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  @TempDir private Path folder;
  private BaselineStore store;

  @BeforeEach
  void opensAStore() {
    store = new BaselineStore(folder.resolve("baselines"));
  }

  @Test
  void anAcceptedRunIsFoundByItsMachineAndSuite() {
    Run run = SampleRuns.quick().build();
    store.accept(run, "ada", NOW, "first", false);
    Baseline baseline = store.find(run.machine().fingerprint(), "quick").orElseThrow();
    assertEquals(
        List.of(new Acceptance(run.id(), "ada", NOW, "first", false)), baseline.acceptances());
    assertTrue(store.find("0".repeat(16), "quick").isEmpty());
    assertTrue(store.find(run.machine().fingerprint(), "standard").isEmpty());
  }

  @Test
  void theBaselineComparesAsTheRunItself() {
    Run run = SampleRuns.quick().build();
    Run later = SampleRuns.quick().id("later").seed(5).build();
    store.accept(run, "ada", NOW, "", false);
    Run kept = store.find(run.machine().fingerprint(), "quick").orElseThrow().run();
    assertEquals(
        Comparator.compare(run, later, Policy.standard()).rows(),
        Comparator.compare(kept, later, Policy.standard()).rows());
  }

  @Test
  void hostNamesAndSettingsDoNotReachTheBaseline() throws IOException {
    Path file = store.accept(SampleRuns.quick().build(), "ada", NOW, "", false);
    String text = Files.readString(file);
    assertFalse(text.contains("bench-01") || text.contains("timeoutS"));
  }

  @Test
  void failedAndIncompleteRunsAreRefusedUnlessForced() {
    Run failed = SampleRuns.quick().failing((cell, block) -> block == 2).build();
    Run interrupted = SampleRuns.quick().status(RunStatus.INTERRUPTED).build();
    for (Run run : List.of(failed, interrupted)) {
      assertThrows(AcceptRefusedException.class, () -> store.accept(run, "ada", NOW, "", false));
      assertTrue(store.list().isEmpty());
    }
    store.accept(failed, "ada", NOW, "", true);
    assertTrue(BaselineFile.read(store.list().get(0)).accepted().forced());
  }

  @Test
  void acceptingAgainKeepsWhoAcceptedBefore() {
    store.accept(SampleRuns.quick().id("one").build(), "ada", NOW, "first", false);
    store.accept(SampleRuns.quick().id("two").build(), "bob", NOW, "second", false);
    Baseline baseline = BaselineFile.read(store.list().get(0));
    assertEquals("two", baseline.run().id());
    assertEquals(
        List.of("two", "one"), baseline.acceptances().stream().map(Acceptance::runId).toList());
  }

  @Test
  void manyWhoAcceptAtOnceLoseNothing() throws InterruptedException {
    ExecutorService pool = Executors.newFixedThreadPool(8);
    IntStream.range(0, 24)
        .forEach(
            i ->
                pool.execute(
                    () ->
                        store.accept(
                            SampleRuns.quick().id("run-" + i).build(), "p" + i, NOW, "", false)));
    pool.shutdown();
    assertTrue(pool.awaitTermination(60, TimeUnit.SECONDS));
    Set<String> accepted =
        BaselineFile.read(store.list().get(0)).acceptances().stream()
            .map(Acceptance::by)
            .collect(Collectors.toSet());
    assertEquals(24, accepted.size());
  }

  @Test
  void aDamagedBaselineIsNotOverwrittenUnlessForced() throws IOException {
    Run run = SampleRuns.quick().build();
    Path file = store.accept(run, "ada", NOW, "", false);
    Files.writeString(file, "{");
    assertThrows(UnreadableRunException.class, () -> store.accept(run, "ada", NOW, "", false));
    assertEquals("{", Files.readString(file));
    store.accept(run, "ada", NOW, "", true);
    assertEquals(run.id(), BaselineFile.read(file).run().id());
  }

  @Test
  void aSuiteThatIsNoFileNameStaysInTheFolder() {
    Path path = store.pathOf("0".repeat(16), "../../etc/my suite.yaml");
    assertEquals(folder.resolve("baselines"), path.getParent().normalize());
  }

  @Test
  void runsAreListedNewestFirstAndFoundByTheBeginningOfTheirId() {
    RunStore runs = new RunStore(folder.resolve("runs"));
    assertTrue(runs.latest().isEmpty());
    for (String id : List.of("20261119T1-aa", "20261120T1-bb", "20261120T2-cc")) {
      Run run = SampleRuns.quick().id(id).build();
      RunFile.write(run, runs.pathOf(run));
    }
    assertEquals("20261120T2-cc.json", runs.latest().orElseThrow().getFileName().toString());
    assertEquals("20261119T1-aa.json", runs.find("20261119").getFileName().toString());
    assertTrue(
        assertThrows(UnreadableRunException.class, () -> runs.find("20261120"))
            .getMessage()
            .contains("2 runs begin with"));
    assertThrows(UnreadableRunException.class, () -> runs.find("2025"));
  }

  /** As on a file system that takes both names for one: the other's file is met under ours. */
  @Test
  void aSuiteWhoseNameDiffersByCaseHasABaselineOfItsOwn() throws IOException {
    Run quick = SampleRuns.quick().build();
    String machine = quick.machine().fingerprint();
    Path quickFile = store.accept(quick, "ada", NOW, "", false);
    Path met = quickFile.resolveSibling(machine + "-Quick.json");
    if (!Files.exists(met)) {
      Files.copy(quickFile, met);
    }

    assertTrue(store.find(machine, "Quick").isEmpty());
    assertFalse(store.pathOf(machine, "Quick").equals(met));
    assertEquals(quick.id(), store.find(machine, "quick").orElseThrow().run().id());
  }

  @Test
  void aBaselineUnderTheNameOfAnotherMachineIsRefused() throws IOException {
    Path file = store.accept(SampleRuns.quick().build(), "ada", NOW, "", false);
    String machine = "0".repeat(16);
    Files.copy(file, store.pathOf(machine, "quick"));
    assertTrue(
        assertThrows(UnreadableRunException.class, () -> store.find(machine, "quick"))
            .getMessage()
            .contains("is named after another machine or suite than it holds"));
  }

  @Test
  void whatAKilledWriterLeftIsRemoved() throws IOException {
    Run run = SampleRuns.quick().build();
    Path file = store.accept(run, "ada", NOW, "", false);
    Path left = file.resolveSibling("." + file.getFileName() + ".0123abcd.tmp");
    Files.writeString(left, "{");
    store.accept(run, "ada", NOW, "", false);
    assertFalse(Files.exists(left));
  }

  @Test
  void plainJmhResultsBesideTheRunsAreNotTakenForRuns() throws IOException {
    RunStore runs = new RunStore(folder);
    Files.writeString(folder.resolve("20261120T1-bb.jmh.json"), "[]");
    assertTrue(runs.list().isEmpty());
  }
}
