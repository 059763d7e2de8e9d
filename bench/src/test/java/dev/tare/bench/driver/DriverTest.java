package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
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
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Scheduling and recording, with forks that only pretend to measure. */
class DriverTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);

  @TempDir Path folder;

  private final Suite suite = PlanFixtures.suite("GenerationBenchmark", "ModelLoadBenchmark");
  private final List<PlannedCell> cells = PlanFixtures.cells(suite);
  private final AtomicLong nowNs = new AtomicLong();

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
    RunRecorder recorder = new RunRecorder(file(), run, cells, Clock.fixed(START, ZoneOffset.UTC));
    return new Driver(forks, recorder, new Silent(), DriverTest::request, nowNs::get);
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
}
