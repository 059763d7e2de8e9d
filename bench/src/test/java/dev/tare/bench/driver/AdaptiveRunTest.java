package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.plan.Suites;
import dev.tare.bench.profile.MetricName;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Machine;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that go on until they know enough, with forks whose noise is known. */
class AdaptiveRunTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final Duration FORK = Duration.ofSeconds(10);

  private static final String SUITE =
      """
      name: adaptive
      blocks: 3
      precision: 2%
      maxBlocks: 12
      benchmarks:
        - name: ModelLoadBenchmark
        - name: GenerationBenchmark
        - name: CosineSimilarityBenchmark
          blocks: 1
      """;

  @TempDir Path folder;

  private final AtomicLong nowNs = new AtomicLong();
  private long fullBytes = DocumentReader.MAX_BYTES;
  private Suite suite = Suites.parse("adaptive.yaml", SUITE);
  private final List<PlannedCell> cells =
      PlanFixtures.cells(suite).stream().filter(c -> c.family().equals("text-family")).toList();

  /** How much a cell's block means vary, by variant: from steady to hopeless. */
  private static final Map<String, Double> SPREAD =
      Map.of("F16", 0.001, "Q8_0", 0.018, "Q4_0", 0.2);

  /** The samples of a place in the run are the same whenever they are taken. */
  private final class NoisyForks implements ForkRunner {
    private final List<Slot> ran = new ArrayList<>();
    private Predicate<Slot> fails = slot -> false;
    private Runnable afterEach = () -> {};

    @Override
    public ForkResult run(ForkRequest request) {
      Slot slot = request.slot();
      ran.add(slot);
      nowNs.addAndGet(FORK.toNanos());
      afterEach.run();
      return fails.test(slot)
          ? new ForkResult.Failed(new Failure("crashed", List.of()))
          : new ForkResult.Measured(samples(slot), List.of());
    }

    @Override
    public void kill() {}
  }

  private static Map<MetricKind, List<Double>> samples(Slot slot) {
    long seed = slot.cell().id().hashCode() * 1_000L + slot.block();
    SplittableRandom random = new SplittableRandom(seed);
    double noise = 1 + SPREAD.get(slot.cell().variant()) * random.nextGaussian();
    Map<MetricKind, List<Double>> samples = new TreeMap<>((a, b) -> a.name().compareTo(b.name()));
    switch (slot.cell().entry().benchmark()) {
      case LOAD -> samples.put(MetricName.LOAD_TIME.kind(), List.of(5e7 * Math.abs(noise)));
      case COSINE -> samples.put(MetricName.COSINE_MEAN.kind(), List.of(0.999));
      default -> {
        samples.put(MetricName.GENERATION_RATE.kind(), List.of(100 * Math.abs(noise)));
        samples.put(MetricName.TIME_TO_FIRST_TOKEN.kind(), List.of(1e8));
      }
    }
    return samples;
  }

  private Run empty() {
    return new Run(
        "20260102T030405Z-abcdef",
        RunStatus.RUNNING,
        START,
        Optional.empty(),
        Map.of("tare", "test"),
        new Plan("adaptive", 1, suite.blocks(), JsonNodeFactory.instance.objectNode()),
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
        new RunRecorder(file(), run, cells, Clock.fixed(START, ZoneOffset.UTC), false, fullBytes);
    return new Driver(
        forks,
        recorder,
        new Silent(),
        slot -> new ForkRequest(slot, List.of(), Path.of("log"), Path.of("native"), FORK),
        () -> () -> Conditions.UNKNOWN,
        nowNs::get);
  }

  private static final class Silent implements DriverListener {
    @Override
    public void started(Slot slot) {}

    @Override
    public void ended(Slot slot, long wallTimeNs, ForkResult result) {}
  }

  private Run measured(NoisyForks forks) {
    driver(forks, empty()).run(suite, cells, 1);
    return RunFile.read(file());
  }

  private static Map<String, Cell> byVariant(Run run, String benchmark) {
    return run.cells().stream()
        .filter(cell -> cell.benchmark().startsWith(benchmark))
        .collect(Collectors.toMap(Cell::variant, cell -> cell));
  }

  private static Stop stop(Cell cell) {
    return cell.stop().orElseThrow();
  }

  @Test
  void eachCellStopsWhereItsNoiseSays() {
    Run run = measured(new NoisyForks());

    Map<String, Cell> loads = byVariant(run, "ModelLoad");
    assertEquals(5, loads.get("F16").forks().size());
    assertEquals(StopReason.PRECISION, stop(loads.get("F16")).reason());
    int noisy = loads.get("Q8_0").forks().size();
    assertTrue(noisy > 5 && noisy < 12, "blocks: " + noisy);
    assertEquals(StopReason.PRECISION, stop(loads.get("Q8_0")).reason());
    assertEquals(12, loads.get("Q4_0").forks().size());
    assertEquals(StopReason.MAX_BLOCKS, stop(loads.get("Q4_0")).reason());
    assertTrue(stop(loads.get("Q4_0")).halfWidths().get("loadTimeNs") > 0.02);
    for (Cell cell : byVariant(run, "Cosine").values()) {
      assertEquals(1, cell.forks().size());
      assertEquals(new Stop(StopReason.EXACT, 0.02, Map.of()), stop(cell));
    }
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(List.of(), run.warnings());
  }

  @Test
  void whatStoppedForPrecisionIsThatPrecise() {
    for (Cell cell : measured(new NoisyForks()).cells()) {
      if (stop(cell).reason() == StopReason.PRECISION) {
        assertTrue(stop(cell).halfWidths().values().stream().allMatch(width -> width <= 0.02));
        assertEquals(cell.benchmark().startsWith("Gen") ? 2 : 1, stop(cell).halfWidths().size());
      }
    }
  }

  @Test
  void laterBlocksHoldOnlyCellsThatAreNotPreciseYet() {
    NoisyForks forks = new NoisyForks();

    Run run = measured(forks);

    Map<String, Cell> byId = run.cells().stream().collect(Collectors.toMap(Cell::id, cell -> cell));
    for (Slot slot : forks.ran) {
      Cell cell = byId.get(slot.cell().id());
      assertTrue(slot.block() < cell.plannedBlocks(), cell.id());
      assertEquals(cell.plannedBlocks(), cell.forks().size(), cell.id());
    }
    List<String> late =
        forks.ran.stream().filter(s -> s.block() >= 5).map(s -> s.cell().variant()).toList();
    assertTrue(late.contains("Q4_0") && late.contains("Q8_0") && !late.contains("F16"), "" + late);
  }

  @Test
  void withoutAPrecisionTheNumberOfBlocksIsFixedAndNothingIsSaid() {
    suite = suite.withPrecision(Optional.empty());

    Run run = measured(new NoisyForks());

    for (Cell cell : run.cells()) {
      assertEquals(cell.benchmark().startsWith("Cosine") ? 1 : 3, cell.forks().size());
      assertEquals(Optional.empty(), cell.stop());
    }
  }

  @Test
  void theTimeBudgetEndsItAndTheCellsSaySo() {
    Duration budget = FORK.multipliedBy(45);
    suite = suite.withTimeBudget(budget);

    Run run = measured(new NoisyForks());

    assertTrue(nowNs.get() <= budget.toNanos(), "took " + Duration.ofNanos(nowNs.get()));
    Cell hopeless = byVariant(run, "ModelLoad").get("Q4_0");
    assertEquals(StopReason.TIME_BUDGET, stop(hopeless).reason());
    assertEquals(hopeless.forks().size(), hopeless.plannedBlocks());
    assertEquals(StopReason.PRECISION, stop(byVariant(run, "ModelLoad").get("F16")).reason());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertTrue(
        run.warnings().get(0).contains("cells are not known to 2 % yet"), run.warnings()::toString);
  }

  @Test
  void aCellThatKeepsFailingIsGivenUp() {
    NoisyForks forks = new NoisyForks();
    forks.fails = slot -> slot.cell().variant().equals("Q8_0");

    Run run = measured(forks);

    Cell failed = byVariant(run, "ModelLoad").get("Q8_0");
    assertEquals(3, failed.forks().size());
    assertEquals(StopReason.FAILED, stop(failed).reason());
    assertEquals(RunStatus.INCOMPLETE, run.status());
  }

  @Test
  void aCellThatFailsOnceGoesOnToItsPrecision() {
    NoisyForks forks = new NoisyForks();
    forks.fails = slot -> slot.cell().variant().equals("F16") && slot.block() == 1;

    Cell cell = byVariant(measured(forks), "ModelLoad").get("F16");

    assertEquals(6, cell.forks().size());
    assertEquals(StopReason.PRECISION, stop(cell).reason());
  }

  @Test
  void whereverARunIsInterruptedItComesToTheSameDocument() {
    Run whole = measured(new NoisyForks());
    int forks = whole.cells().stream().mapToInt(cell -> cell.forks().size()).sum();
    for (int kept = 1; kept < forks; kept += 12) {
      Run halfway = interrupted(kept);
      assertEquals(RunStatus.INTERRUPTED, halfway.status());
      assertTrue(
          halfway.cells().stream().anyMatch(c -> stop(c).reason() == StopReason.INTERRUPTED));

      NoisyForks rest = new NoisyForks();
      driver(rest, halfway).run(suite, cells, 1);

      Run resumed = RunFile.read(file());
      assertSameCells(whole, resumed);
      assertEquals(forks, kept - 1 + rest.ran.size());
      assertEquals(whole.warnings(), resumed.warnings());
    }
  }

  @Test
  void aRunWhoseProcessDiedComesToTheSameDocumentToo() {
    Run whole = measured(new NoisyForks());
    NoisyForks dying = new NoisyForks();
    dying.afterEach =
        () -> {
          if (dying.ran.size() == 33) {
            throw new IllegalStateException("killed");
          }
        };
    try {
      driver(dying, empty()).run(suite, cells, 1);
    } catch (IllegalStateException e) {
      assertEquals(RunStatus.RUNNING, RunFile.read(file()).status());
    }

    driver(new NoisyForks(), RunFile.read(file())).run(suite, cells, 1);

    assertSameCells(whole, RunFile.read(file()));
  }

  @Test
  void aResumedRunKeepsWhatItMeasuredThoughItsBudgetIsSpent() {
    Run halfway = interrupted(31);
    suite = suite.withTimeBudget(FORK.multipliedBy(32));

    driver(new NoisyForks(), halfway).run(suite, cells, 1);

    Run run = RunFile.read(file());
    for (Cell cell : run.cells()) {
      assertEquals(cell.plannedBlocks(), cell.forks().size(), cell.id());
    }
  }

  /** The fork under way when the run is stopped is not kept. */
  private Run interrupted(int forks) {
    NoisyForks first = new NoisyForks();
    Driver driver = driver(first, empty());
    first.fails = slot -> first.ran.size() >= forks;
    first.afterEach =
        () -> {
          if (first.ran.size() == forks) {
            driver.stop();
          }
        };
    driver.run(suite, cells, 1);
    return RunFile.read(file());
  }

  private static void assertSameCells(Run expected, Run actual) {
    assertEquals(
        expected.cells().stream().map(Cell::id).toList(),
        actual.cells().stream().map(Cell::id).toList());
    for (int i = 0; i < expected.cells().size(); i++) {
      Cell cell = expected.cells().get(i);
      assertTrue(cell.equals(actual.cells().get(i)), () -> cell.id() + " differs");
    }
  }

  @Test
  void theForecastComesTrueOnceTheNoiseIsKnown() {
    NoisyForks forks = new NoisyForks();
    List<Forecast> forecasts = new ArrayList<>();
    forks.afterEach =
        () -> {
          List<Cell> known = RunFile.read(file()).cells();
          Map<String, Cell> byId = known.stream().collect(Collectors.toMap(Cell::id, c -> c));
          BlockPlan plan = new BlockPlan(suite, cells);
          forecasts.add(Forecast.of(plan, byId::get, Optional.empty()));
        };

    int all = measured(forks).cells().stream().mapToInt(cell -> cell.forks().size()).sum();

    assertTrue(forecasts.get(0).leastOnly());
    assertEquals(Optional.empty(), forecasts.get(0).left());
    assertTrue(forecasts.get(0).forksLeft() < all);
    Forecast later = forecasts.get(6 * 5 + 4);
    int expected = later.forksDone() + later.forksLeft();
    assertTrue(Math.abs(expected - all) <= all / 5, expected + " against " + all);
    Forecast last = forecasts.get(forecasts.size() - 1);
    assertEquals(1, last.forksLeft());
    assertEquals(FORK, last.left().orElseThrow());
  }

  @Test
  void aRunEndsBeforeItsDocumentIsTooLargeToBeRead() throws IOException {
    measured(new NoisyForks());
    fullBytes = Files.size(file()) / 2;
    NoisyForks forks = new NoisyForks();
    forks.afterEach =
        () ->
            assertTrue(file().toFile().length() <= fullBytes, "a fork began with a full document");

    Run run = measured(forks);

    assertTrue(forks.ran.size() > cells.size(), forks.ran.size() + " forks");
    assertEquals(RunStatus.COMPLETE, run.status());
    Cell hopeless = byVariant(run, "ModelLoad").get("Q4_0");
    assertEquals(StopReason.DOCUMENT_SIZE, stop(hopeless).reason());
    for (Cell cell : run.cells()) {
      assertEquals(cell.plannedBlocks(), cell.forks().size(), cell.id());
    }
    assertEquals(1, run.warnings().size(), run.warnings()::toString);
    assertTrue(run.warnings().get(0).contains("its document became as large as Tare reads"));
  }

  @Test
  void aResumedRunWhoseDocumentIsFullMeasuresNothingMore() {
    Run halfway = interrupted(20);
    fullBytes = 1;
    NoisyForks rest = new NoisyForks();

    driver(rest, halfway).run(suite, cells, 1);

    assertEquals(List.of(), rest.ran);
    Run run = RunFile.read(file());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(StopReason.DOCUMENT_SIZE, stop(byVariant(run, "ModelLoad").get("F16")).reason());
  }

  @Test
  void aDocumentThatIsFullWithTheLastForkIsNoWarning() {
    suite = suite.withPrecision(Optional.empty());
    Run whole = measured(new NoisyForks());
    fullBytes = 1;

    driver(new NoisyForks(), whole).run(suite, cells, 1);

    assertEquals(List.of(), RunFile.read(file()).warnings());
    assertEquals(whole.cells(), RunFile.read(file()).cells());
  }
}
