package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Machine;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduling and recording, with forks that only pretend to measure. */
class DriverTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);

  @TempDir Path folder;

  private Suite suite = PlanFixtures.suite("GenerationBenchmark", "ModelLoadBenchmark");
  private List<PlannedCell> cells = PlanFixtures.cells(suite);
  private final AtomicLong nowNs = new AtomicLong();
  private boolean keepDisturbed;
  private Supplier<Conditions> conditions = () -> Conditions.UNKNOWN;

  /** Takes ten seconds per fork, fails where told to. */
  private final class FakeForks implements ForkRunner {
    private final Predicate<Slot> fails;
    private final List<Slot> ran = new ArrayList<>();
    private Runnable afterEach = () -> {};

    FakeForks(Predicate<Slot> fails) {
      this.fails = fails;
    }

    @Override
    public ForkResult run(ForkRequest request) {
      ran.add(request.slot());
      nowNs.addAndGet(Duration.ofSeconds(10).toNanos());
      afterEach.run();
      return fails.test(request.slot())
          ? new ForkResult.Failed(new Failure("crashed natively with SIGSEGV", List.of("tail")))
          : new ForkResult.Measured(Map.of(TIME, List.of(1.0, 2.0)), List.of());
    }

    @Override
    public void kill() {}
  }

  private Run empty() {
    Plan plan = new Plan("test", 1, suite.blocks(), JsonNodeFactory.instance.objectNode());
    return new Run(
        "20260102T030405Z-abcdef",
        RunStatus.RUNNING,
        START,
        Optional.empty(),
        Map.of("tare", "test"),
        plan,
        new Machine(Map.of("cpuModel", "test"), Map.of()),
        List.of(),
        List.of(),
        List.of());
  }

  private Path file() {
    return folder.resolve("run.json");
  }

  private Driver driver(ForkRunner forks, Run run) {
    RunRecorder recorder =
        new RunRecorder(file(), run, cells, Clock.fixed(START, ZoneOffset.UTC), keepDisturbed);
    return new Driver(
        forks, recorder, new Silent(), DriverTest::request, () -> conditions::get, nowNs::get);
  }

  private static ForkRequest request(Slot slot) {
    return new ForkRequest(
        slot, List.of(), Path.of("log"), Path.of("native"), Duration.ofSeconds(1));
  }

  private static final class Silent implements DriverListener {
    @Override
    public void started(Slot slot) {}

    @Override
    public void ended(Slot slot, long wallTimeNs, ForkResult result) {}
  }

  @Test
  void runsEveryCellOncePerBlockAndKeepsTheirStructure() {
    FakeForks forks = new FakeForks(slot -> false);

    driver(forks, empty()).run(suite, cells, 1);

    Run run = RunFile.read(file());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(cells.size() * 2, forks.ran.size());
    for (Cell cell : run.cells()) {
      assertEquals(List.of(0, 1), cell.forks().stream().map(fork -> fork.block()).toList());
      assertEquals(2, cell.metrics().get(0).blocks().size());
      assertEquals(List.of(1.0, 2.0), cell.metrics().get(0).blocks().get(1).samples());
    }
  }

  /** Another process keeps the machine busy during the given forks of the run, counted from 0. */
  private void disturb(Set<Integer> forks) {
    AtomicInteger fork = new AtomicInteger();
    conditions =
        () ->
            new Conditions(
                Map.of(
                    Conditions.OTHER_CPU_CORES,
                    forks.contains(fork.getAndIncrement()) ? 0.5 : 0.01));
  }

  @Test
  void aDisturbedSampleIsMeasuredAgainAtTheEndOfItsBlock() {
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(1));

    driver(forks, empty()).run(suite, cells, 1);

    assertEquals(cells.size() * 2 + 1, forks.ran.size());
    assertEquals(forks.ran.get(1), forks.ran.get(cells.size()));
    Cell again = cell(forks.ran.get(1).cell().id());
    assertEquals(List.of(0, 1, 0), again.forks().stream().map(Fork::attempt).toList());
    assertEquals(List.of("other processes used 0.50 cores"), again.forks().get(0).disturbances());
    assertEquals(1, again.forks().get(0).setAside().size());
    assertEquals(2, again.metrics().get(0).blocks().size());
    assertEquals(RunStatus.COMPLETE, RunFile.read(file()).status());
  }

  @Test
  void whatStaysDisturbedIsKeptApartAndSaid() {
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(0, cells.size(), cells.size() + 1));

    driver(forks, empty()).run(suite, cells, 1);

    Cell lost = cell(forks.ran.get(0).cell().id());
    assertEquals(cells.size() * 2 + 2, forks.ran.size());
    assertEquals(List.of(1), lost.metrics().get(0).blocks().stream().map(Block::block).toList());
    assertEquals(3, lost.forks().stream().filter(Fork::disturbed).count());
    assertTrue(
        RunFile.read(file()).warnings().get(0).startsWith("1 samples stayed disturbed"),
        RunFile.read(file()).warnings().toString());
  }

  @Test
  void disturbedSamplesAreUsedAndMarkedWhereThatIsWanted() {
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(1));
    keepDisturbed = true;

    driver(forks, empty()).run(suite, cells, 1);

    assertEquals(cells.size() * 2, forks.ran.size());
    Fork fork = cell(forks.ran.get(1).cell().id()).forks().get(0);
    assertEquals(1, fork.disturbances().size());
    assertEquals(List.of(), fork.setAside());
  }

  @Test
  void whatRepeatsExactlyIsTakenFromABusyMachine() {
    suite = PlanFixtures.suite("CosineSimilarityBenchmark");
    cells = PlanFixtures.cells(suite);
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(0, 1));

    driver(forks, empty()).run(suite, cells, 1);

    assertEquals(cells.size() * 2, forks.ran.size());
    Cell first = cell(forks.ran.get(0).cell().id());
    assertEquals(1, first.forks().get(0).disturbances().size());
    assertEquals(2, first.metrics().get(0).blocks().size());
    assertEquals(List.of(), RunFile.read(file()).warnings());
  }

  @Test
  void aResumedRunMeasuresAgainWhatWasDisturbedLast() {
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(0));
    Driver first = driver(forks, empty());
    forks.afterEach = first::stop;
    first.run(suite, cells, 1);
    forks.afterEach = () -> {};
    forks.ran.clear();

    driver(forks, RunFile.read(file())).run(suite, cells, 1);

    Run run = RunFile.read(file());
    assertEquals(RunStatus.COMPLETE, run.status());
    run.cells().forEach(cell -> assertEquals(2, cell.metrics().get(0).blocks().size()));
  }

  @Test
  void aResumedRunKeepsTheOrderOfAnUninterruptedOne() {
    FakeForks whole = new FakeForks(slot -> false);
    disturb(Set.of(0));
    driver(whole, empty()).run(suite, cells, 1);
    FakeForks forks = new FakeForks(slot -> false);
    disturb(Set.of(0));
    Driver cut = driver(forks, empty());
    forks.afterEach =
        () -> {
          if (forks.ran.size() == 2) {
            cut.stop();
          }
        };
    cut.run(suite, cells, 1);
    forks.afterEach = () -> {};
    forks.ran.clear();

    driver(forks, RunFile.read(file())).run(suite, cells, 1);

    assertEquals(whole.ran.subList(1, whole.ran.size()), forks.ran);
  }

  private Cell cell(String id) {
    return RunFile.read(file()).cells().stream()
        .filter(cell -> cell.id().equals(id))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void aFailedForkCostsThatSampleOnly() {
    String victim = cells.get(2).id();
    FakeForks forks = new FakeForks(s -> s.block() == 1 && s.cell().id().equals(victim));

    driver(forks, empty()).run(suite, cells, 1);

    Run run = RunFile.read(file());
    assertEquals(RunStatus.INCOMPLETE, run.status());
    assertEquals(cells.size() * 2, forks.ran.size());
    Cell hurt = run.cells().stream().filter(c -> c.id().equals(victim)).findFirst().orElseThrow();
    assertEquals(1, hurt.metrics().get(0).blocks().size());
    assertEquals(
        "crashed natively with SIGSEGV", hurt.forks().get(1).failure().orElseThrow().reason());
  }

  @Test
  void everyForkIsOnDiskBeforeTheNextStarts() {
    FakeForks forks = new FakeForks(slot -> false);
    List<Integer> onDisk = new ArrayList<>();
    forks.afterEach =
        () ->
            onDisk.add(RunFile.read(file()).cells().stream().mapToInt(c -> c.forks().size()).sum());

    driver(forks, empty()).run(suite, cells, 1);

    for (int i = 0; i < onDisk.size(); i++) {
      assertEquals(i, onDisk.get(i));
    }
  }

  @Test
  void anInterruptedRunGoesOnToTheSamePlan() {
    FakeForks first = new FakeForks(slot -> false);
    Driver interrupted = driver(first, empty());
    first.afterEach =
        () -> {
          if (first.ran.size() == 6) {
            interrupted.stop();
          }
        };
    interrupted.run(suite, cells, 1);
    Run halfway = RunFile.read(file());
    assertEquals(RunStatus.INTERRUPTED, halfway.status());

    FakeForks second = new FakeForks(slot -> false);
    driver(second, halfway).run(suite, cells, 1);

    Run whole = RunFile.read(file());
    assertEquals(RunStatus.COMPLETE, whole.status());
    // The fork under way when the run was stopped is run again.
    assertEquals(cells.size() * 2, 5 + second.ran.size());
    assertTrue(whole.cells().stream().allMatch(cell -> cell.forks().size() == 2));
  }

  @Test
  void theTimeBudgetEndsTheRunAfterAWholeBlock() {
    FakeForks forks = new FakeForks(slot -> false);
    Duration oneBlockAndAHalf = Duration.ofSeconds(15L * cells.size());

    driver(forks, empty()).run(suite.withTimeBudget(oneBlockAndAHalf), cells, 1);

    Run run = RunFile.read(file());
    assertEquals(cells.size(), forks.ran.size());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertTrue(run.cells().stream().allMatch(cell -> cell.plannedBlocks() == 1));
    assertTrue(run.warnings().get(0).contains("time budget"), run.warnings()::toString);
  }

  @Test
  void aLogThatCannotBeWrittenCostsNoCellItsSample() {
    FakeForks forks = new FakeForks(slot -> false);
    forks.afterEach =
        () -> {
          if (forks.ran.size() > 3) {
            throw new UnwritableFileException(Path.of("log"), "a file is in the way", null);
          }
        };
    Driver driver = driver(forks, empty());
    assertThrows(UnwritableFileException.class, () -> driver.run(suite, cells, 1));
    Run cut = RunFile.read(file());
    assertEquals(RunStatus.RUNNING, cut.status());
    assertEquals(3, cut.cells().stream().mapToInt(cell -> cell.forks().size()).sum());

    forks.afterEach = () -> {};
    driver(forks, cut).run(suite, cells, 1);

    assertEquals(RunStatus.COMPLETE, RunFile.read(file()).status());
    assertEquals(cells.size() * 2 + 1, forks.ran.size());
  }

  @Test
  void oneForkThatHungUntilItWasKilledDoesNotShortenTheRun() {
    suite = suite.withBlocks(5);
    cells = PlanFixtures.cells(suite);
    String victim = cells.get(1).id();
    FakeForks forks = new FakeForks(s -> s.block() == 1 && s.cell().id().equals(victim));
    Duration limit = Duration.ofMinutes(5);
    forks.afterEach =
        () -> {
          Slot last = forks.ran.get(forks.ran.size() - 1);
          if (last.block() == 1 && last.cell().id().equals(victim)) {
            nowNs.addAndGet(limit.toNanos());
          }
        };
    Duration enough =
        Duration.ofSeconds(10L * cells.size() * 5).plus(limit.multipliedBy(3).dividedBy(2));

    driver(forks, empty()).run(suite.withTimeBudget(enough), cells, 1);

    assertEquals(cells.size() * 5, forks.ran.size());
    assertEquals(List.of(), RunFile.read(file()).warnings());
  }
}
