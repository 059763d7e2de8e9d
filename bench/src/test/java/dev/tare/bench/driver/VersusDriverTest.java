package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.ArmExpansion;
import dev.tare.bench.plan.PlanFixtures;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Slot;
import dev.tare.bench.plan.Suite;
import dev.tare.bench.plan.VersusSpec;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Versus;
import dev.tare.results.store.RunFile;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Verdict;
import dev.tare.results.verdict.VersusComparator;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Arms through the real schedule, recorder and comparison; the machine is pretended. */
class VersusDriverTest {
  private static final int PAIRS = 60;
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);

  @TempDir Path folder;

  /** A machine that gets slower all the time, and slowest to whoever comes second in a pair. */
  private static final class DriftingForks implements ForkRunner {
    private final double factor;
    private final Random random = new Random(1);
    private double timeNs = 1e8;
    private int forks;

    DriftingForks(double factor) {
      this.factor = factor;
    }

    @Override
    public ForkResult run(ForkRequest request) {
      timeNs *= 1.002;
      boolean second = forks++ % 2 == 1;
      String arm = request.slot().cell().arm().orElseThrow().cell().name();
      double time = timeNs * (second ? 1.02 : 1) * (arm.equals(Arm.B) ? factor : 1);
      double noisy = time * Math.exp(0.02 * random.nextGaussian());
      return new ForkResult.Measured(Map.of(TIME, List.of(noisy, noisy)), List.of());
    }

    @Override
    public void kill() {}
  }

  private Row judged(double factor) {
    Suite suite = PlanFixtures.suite("ModelLoadBenchmark").withBlocks(PAIRS);
    List<PlannedCell> one = PlanFixtures.cells(suite).subList(0, 1);
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog()).cells(one, PAIRS);
    Path file = folder.resolve("run.json");
    RunRecorder recorder =
        new RunRecorder(file, empty(), cells, Clock.fixed(START, ZoneOffset.UTC), false);
    DriverListener silent =
        new DriverListener() {
          @Override
          public void started(Slot slot) {}

          @Override
          public void ended(Slot slot, long wallTimeNs, ForkResult result) {}
        };
    new Driver(
            new DriftingForks(factor),
            recorder,
            silent,
            VersusDriverTest::request,
            () -> () -> Conditions.UNKNOWN,
            System::nanoTime)
        .run(suite, cells, 1);
    List<Row> rows = VersusComparator.compare(RunFile.read(file)).rows();
    assertEquals(1, rows.size());
    assertEquals(PAIRS, rows.get(0).run().orElseThrow().blockMeans().size());
    return rows.get(0);
  }

  private static ForkRequest request(Slot slot) {
    return new ForkRequest(
        slot, List.of(), Path.of("log"), Path.of("native"), Duration.ofSeconds(1));
  }

  private static Run empty() {
    return new Run(
        "20260102T030405Z-abcdef",
        RunStatus.RUNNING,
        START,
        Optional.empty(),
        Map.of("tare", "test"),
        new Plan("test", 1, PAIRS, JsonNodeFactory.instance.objectNode()),
        new Machine(Map.of("cpuModel", "test"), Map.of()),
        List.of(),
        List.of(),
        List.of(),
        Optional.of(
            new Versus(
                new Arm(Arm.A, Map.of(), Map.of()), new Arm(Arm.B, Map.of(), Map.of()), 0.005)));
  }

  @Test
  void threePercentAreFoundOnAMachineThatDriftsFarMore() {
    assertEquals(Verdict.REGRESSED, judged(1.03).verdict());
    assertEquals(Verdict.IMPROVED, judged(0.97).verdict());
  }

  @Test
  void theOneThatComesSecondIsNotTakenForTheSlowerOne() {
    Row row = judged(1);

    assertTrue(row.verdict() != Verdict.REGRESSED && row.verdict() != Verdict.IMPROVED);
    assertEquals(0, row.effect().orElseThrow().change(), 0.01);
  }

  /** Notes the arms in the order in which they run; ends the driver after some forks. */
  private static final class NotedForks implements ForkRunner {
    private final List<String> ran = new ArrayList<>();
    private final int most;
    private Runnable stop = () -> {};

    NotedForks(int most) {
      this.most = most;
    }

    @Override
    public ForkResult run(ForkRequest request) {
      Slot slot = request.slot();
      ran.add(slot.cell().variant() + slot.cell().arm().orElseThrow().cell().name());
      if (ran.size() > most) {
        stop.run();
      }
      return new ForkResult.Measured(Map.of(TIME, List.of(1e8 + ran.size())), List.of());
    }

    @Override
    public void kill() {}
  }

  /** Two pairs of cells in two blocks, with the machine disturbed during some forks. */
  private List<String> order(Path file, Run begun, int most, Set<Integer> disturbed) {
    Suite suite = PlanFixtures.suite("ModelLoadBenchmark").withBlocks(2);
    List<PlannedCell> two = PlanFixtures.cells(suite).subList(0, 2);
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog()).cells(two, 2);
    RunRecorder recorder =
        new RunRecorder(file, begun, cells, Clock.fixed(START, ZoneOffset.UTC), false);
    NotedForks forks = new NotedForks(most);
    Conditions busy = new Conditions(Map.of(Conditions.STEAL_SHARE, 0.5));
    Driver driver =
        new Driver(
            forks,
            recorder,
            new Silent(),
            VersusDriverTest::request,
            () -> () -> disturbed.contains(forks.ran.size()) ? busy : Conditions.UNKNOWN,
            System::nanoTime);
    forks.stop = driver::stop;
    driver.run(suite, cells, 1);
    return forks.ran;
  }

  private static final class Silent implements DriverListener {
    @Override
    public void started(Slot slot) {}

    @Override
    public void ended(Slot slot, long wallTimeNs, ForkResult result) {}
  }

  @Test
  void aDisturbedForkIsMeasuredAgainRightAfterItsPair() {
    List<String> usual = order(folder.resolve("a.json"), empty(), 99, Set.of());
    List<String> again = order(folder.resolve("b.json"), empty(), 99, Set.of(2));

    List<String> expected = new ArrayList<>(usual);
    expected.add(2, usual.get(1));
    assertEquals(expected, again);
  }

  @Test
  void aPairThatAnInterruptionCutInTwoIsMeasuredAnew() {
    Path file = folder.resolve("run.json");
    List<String> whole = order(folder.resolve("whole.json"), empty(), 99, Set.of());
    for (int kept = 0; kept < whole.size(); kept++) {
      order(file, empty(), kept, Set.of());
      Run cut = RunFile.read(file);
      assertEquals(kept, forks(cut).size());

      List<String> rest = order(file, cut, 99, Set.of());

      assertEquals(whole.subList(kept / 2 * 2, whole.size()), rest, "after " + kept + " forks");
      assertEquals(forks(RunFile.read(folder.resolve("whole.json"))), forks(RunFile.read(file)));
    }
  }

  /** Notes what ran together, and which of two attempts the machine was busy in. */
  private static final class PairedForks implements ForkRunner {
    private final List<String> ran = new ArrayList<>();

    @Override
    public ForkResult run(ForkRequest request) {
      throw new AssertionError("a fork ran without its partner");
    }

    @Override
    public List<ForkResult> runPair(ForkRequest first, ForkRequest second) {
      ran.add(arm(first) + arm(second));
      return List.of(measured(), measured());
    }

    private static String arm(ForkRequest request) {
      return request.slot().cell().arm().orElseThrow().cell().name();
    }

    private static ForkResult measured() {
      return new ForkResult.Measured(Map.of(TIME, List.of(1e8, 1e8)), List.of());
    }

    @Override
    public void kill() {}
  }

  @Test
  void forksInTurnsRunTogetherAndAreMeasuredAgainTogether() {
    Suite suite = PlanFixtures.suite("TokenGenerationBenchmark").withBlocks(4);
    List<PlannedCell> one = PlanFixtures.cells(suite).subList(0, 1);
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("same"), PlanFixtures.catalog()).cells(one, 4);
    Path file = folder.resolve("turns.json");
    RunRecorder recorder =
        new RunRecorder(file, empty(), cells, Clock.fixed(START, ZoneOffset.UTC), false);
    PairedForks forks = new PairedForks();
    Conditions busy = new Conditions(Map.of(Conditions.STEAL_SHARE, 0.5));
    new Driver(
            forks,
            recorder,
            new Silent(),
            VersusDriverTest::request,
            () -> () -> forks.ran.size() == 2 ? busy : Conditions.UNKNOWN,
            System::nanoTime)
        .run(suite, cells, 1);

    assertEquals(5, forks.ran.size());
    assertEquals(forks.ran.get(1), forks.ran.get(2), "the same order again");
    assertEquals(2, forks.ran.stream().distinct().count(), "either arm begins");
    for (Cell cell : RunFile.read(file).cells()) {
      assertEquals(
          List.of("0 0", "1 0", "1 1", "2 0", "3 0"),
          cell.forks().stream().map(fork -> fork.block() + " " + fork.attempt()).toList());
      assertEquals(4, cell.metrics().get(0).blocks().size());
    }
  }

  private static List<String> forks(Run run) {
    return run.cells().stream()
        .flatMap(cell -> cell.forks().stream().map(f -> cell.id() + f.block() + f.attempt()))
        .toList();
  }
}
