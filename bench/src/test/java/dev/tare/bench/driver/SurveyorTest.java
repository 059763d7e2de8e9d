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
import dev.tare.bench.plan.Suites;
import dev.tare.bench.plan.VersusSpec;
import dev.tare.bench.roofline.Rounds;
import dev.tare.bench.survey.SurveyProcess.Outcome;
import dev.tare.bench.survey.SurveyRequest;
import dev.tare.results.roofline.CanaryDrift;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Finding;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Machine;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import dev.tare.results.run.Survey;
import dev.tare.results.run.Versus;
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
import java.util.function.Function;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is found out about the machine between blocks, with forks that only pretend to measure. */
class SurveyorTest {
  private static final Instant START = Instant.parse("2026-01-02T03:04:05Z");
  private static final MetricKind TIME =
      new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);

  private static final Duration FORK = Duration.ofSeconds(1);

  @TempDir Path folder;

  private final Suite suite =
      Suites.parse(
          "test.yaml",
          """
          name: test
          blocks: 3
          benchmarks:
            - name: ModelLoadBenchmark
            - name: TokenGenerationBenchmark
              parameters: {threads: [1, all]}
            - name: ImageEmbeddingBenchmark.embed
          """);

  /** What happened, in order: {@code fork} or {@code survey}. */
  private final List<String> events = new ArrayList<>();

  private final List<SurveyRequest> requests = new ArrayList<>();
  private Function<SurveyRequest, Outcome> surveys = request -> made(request, 10e6);
  private Runnable afterEach = () -> {};
  private Runnable onceRecorded = () -> {};
  private int disturbedBlocks;
  private final AtomicLong nowNs = new AtomicLong();
  private Driver driver;

  private final class FakeForks implements ForkRunner {
    @Override
    public ForkResult run(ForkRequest request) {
      events.add("fork");
      nowNs.addAndGet(FORK.toNanos());
      afterEach.run();
      return new ForkResult.Measured(Map.of(TIME, List.of(1.0)), List.of());
    }

    @Override
    public void kill() {}
  }

  private static Outcome made(SurveyRequest request, double roundNs) {
    List<Double> rounds =
        IntStream.range(0, Rounds.STANDARD.fewest())
            .mapToObj(i -> roundNs * (1 + 0.0001 * i))
            .toList();
    SpeedLimit limit =
        new SpeedLimit(
            Kind.READ_BANDWIDTH,
            "fake",
            request.mostThreads(),
            1000,
            List.of(new Block(request.block(), rounds)));
    List<Finding> findings = request.whole() ? List.of(Finding.good("swap", "none")) : List.of();
    return new Outcome.Made(
        new Survey(findings, new Roofline(List.of(limit), List.of(), List.of())));
  }

  private Path file() {
    return folder.resolve("run.json");
  }

  private Run run(Suite planned, Run from) {
    return run(planned, PlanFixtures.cells(planned), from);
  }

  private Run run(Suite planned, List<PlannedCell> cells, Run from) {
    RunRecorder recorder =
        new RunRecorder(file(), from, cells, Clock.fixed(START, ZoneOffset.UTC), false);
    Surveyor surveyor =
        new Surveyor(
            cells,
            8,
            request -> {
              events.add("survey");
              requests.add(request);
              return surveys.apply(request);
            });
    driver =
        new Driver(
            new FakeForks(),
            recorder,
            new Recorded(),
            SurveyorTest::request,
            () -> () -> new Conditions(Map.of(Conditions.OTHER_CPU_CORES, otherCores())),
            nowNs::get,
            surveyor);
    driver.run(planned, cells, 1);
    return RunFile.read(file());
  }

  /** Other work runs beside the first surveys, and beside no fork. */
  private double otherCores() {
    boolean survey = !events.isEmpty() && events.get(events.size() - 1).equals("survey");
    return survey && requests.size() <= disturbedBlocks ? 0.5 : 0;
  }

  private final class Recorded implements DriverListener {
    @Override
    public void started(Slot slot) {}

    @Override
    public void ended(Slot slot, long wallTimeNs, ForkResult result) {
      onceRecorded.run();
    }
  }

  private static ForkRequest request(Slot slot) {
    return new ForkRequest(
        slot, List.of(), Path.of("log"), Path.of("native"), Duration.ofSeconds(1));
  }

  private static Run empty() {
    return empty(Optional.empty());
  }

  private static Run empty(Optional<Versus> versus) {
    return new Run(
        "20260102T030405Z-abcdef",
        RunStatus.RUNNING,
        START,
        Optional.empty(),
        Map.of(),
        new Plan("test", 1, 3, JsonNodeFactory.instance.objectNode()),
        new Machine(Map.of("cpuModel", "test"), Map.of()),
        List.of(),
        List.of(),
        List.of(),
        versus);
  }

  private List<Boolean> whole() {
    return requests.stream().map(SurveyRequest::whole).toList();
  }

  private List<Integer> blocks() {
    return requests.stream().map(SurveyRequest::block).toList();
  }

  private void stopInTheForkAfterSurvey(int surveys) {
    afterEach =
        () -> {
          if (requests.size() == surveys) {
            driver.stop();
          }
        };
  }

  /** Goes on with an interrupted run as another process would, from the file alone. */
  private Run resumed() {
    afterEach = () -> {};
    onceRecorded = () -> {};
    requests.clear();
    return run(suite, RunFile.read(file()));
  }

  @Test
  void everythingIsFoundOutOnceAndTheCanariesRunAfterEachBlock() {
    Run run = run(suite, empty());

    int forks = PlanFixtures.cells(suite).size();
    for (int block = 0; block < 3; block++) {
      assertEquals(forks, events.indexOf("survey"));
      events.subList(0, forks + 1).clear();
    }
    assertEquals(List.of(), events);
    assertEquals(List.of(true, false, false), requests.stream().map(r -> r.whole()).toList());
    assertEquals(List.of(1, 8), requests.get(0).threads());
    assertEquals(5, requests.get(0).models().size());
    SpeedLimit canary = run.roofline().limits().get(0);
    assertEquals(List.of(0, 1, 2), canary.roundTimesNs().stream().map(Block::block).toList());
    assertEquals(List.of(Finding.good("swap", "none")), run.machine().findings());
    assertEquals(List.of(), run.warnings());
  }

  @Test
  void aPlanWithoutRooflineCellsIsWatchedOverToo() {
    run(PlanFixtures.suite("ModelLoadBenchmark", "CosineSimilarityBenchmark"), empty());
    assertEquals(
        List.of(
            new SurveyRequest(0, List.of(8), List.of(), true),
            new SurveyRequest(1, List.of(8), List.of(), false)),
        requests);
  }

  @Test
  void aMachineThatChangesItsSpeedIsAWarningOnTheRun() {
    surveys = request -> made(request, request.block() == 2 ? 12e6 : 10e6);
    Run run = run(suite, empty());
    assertEquals(1, run.warnings().size());
    assertTrue(
        run.warnings().get(0).startsWith("the machine changed its speed"),
        run.warnings().toString());
    assertEquals(RunStatus.COMPLETE, run.status());
  }

  @Test
  void limitsMeasuredBesideOtherWorkAreMeasuredOnceMore() {
    disturbedBlocks = 1;
    Run run = run(suite, empty());
    assertEquals(List.of(true, true, false), whole());
    assertEquals(List.of(), run.warnings());
    assertEquals(
        List.of(
            new LimitSurvey(0, List.of("other processes used 0.50 cores")),
            new LimitSurvey(1, List.of())),
        run.roofline().surveys());
  }

  @Test
  void limitsThatCouldOnlyBeMeasuredBesideOtherWorkAreAWarning() {
    disturbedBlocks = 3;
    Run run = run(suite, empty());
    // Once more, and not after every block for as long as others work.
    assertEquals(List.of(true, true, false), whole());
    assertEquals(1, run.warnings().size());
    assertTrue(run.warnings().get(0).contains("beside other work"), run.warnings().toString());
  }

  @Test
  void aResumedRunMeasuresDisturbedLimitsOnceMoreToo() {
    disturbedBlocks = 1;
    stopInTheForkAfterSurvey(1);
    Run halfway = run(suite, empty());
    assertEquals(RunStatus.INTERRUPTED, halfway.status());
    disturbedBlocks = 0;

    Run whole = resumed();

    assertEquals(List.of(true, false), whole());
    assertEquals(List.of(), whole.warnings());
    assertEquals(2, whole.roofline().surveys().size());
  }

  @Test
  void aResumedRunWarnsOfLimitsThatWereDisturbedTwiceBefore() {
    disturbedBlocks = 2;
    stopInTheForkAfterSurvey(2);
    run(suite, empty());
    disturbedBlocks = 0;

    Run whole = resumed();

    assertEquals(List.of(false), whole());
    assertEquals(1, whole.warnings().size(), whole.warnings()::toString);
    assertTrue(whole.warnings().get(0).contains("beside other work"));
  }

  @Test
  void aRunThatEndedBetweenABlockAndItsCanariesMakesUpForThem() {
    int untilThen = 2 * PlanFixtures.cells(suite).size();
    onceRecorded =
        () -> {
          if (events.stream().filter("fork"::equals).count() == untilThen) {
            driver.stop();
          }
        };
    Run halfway = run(suite, empty());
    assertEquals(List.of(0), blocks());
    assertEquals(RunStatus.INTERRUPTED, halfway.status());

    Run whole = resumed();

    assertEquals(List.of(1, 2), blocks());
    assertEquals(List.of(false, false), whole());
    assertEquals(3, whole.roofline().limits().get(0).roundTimesNs().size());
  }

  @Test
  void canariesThatFailedAreNotMadeUpForWhenTheNextBlockHasBegun() {
    surveys =
        request -> request.block() == 1 ? new Outcome.Failed("no memory") : made(request, 10e6);
    stopInTheForkAfterSurvey(3);
    Suite longer = suite.withBlocks(4);
    run(longer, empty());
    surveys = request -> made(request, 10e6);
    afterEach = () -> {};
    requests.clear();

    run(longer, RunFile.read(file()));

    assertEquals(List.of(3), blocks());
  }

  private Run versus(int pairs) {
    Suite planned = PlanFixtures.suite("TokenGenerationBenchmark").withBlocks(pairs);
    List<PlannedCell> cells =
        new ArmExpansion(VersusSpec.parse("threads=1:threads=2"), PlanFixtures.catalog())
            .cells(PlanFixtures.cells(planned).subList(0, 1), pairs);
    Versus arms =
        new Versus(new Arm(Arm.A, Map.of(), Map.of()), new Arm(Arm.B, Map.of(), Map.of()), 0.005);
    return run(planned, cells, empty(Optional.of(arms)));
  }

  @Test
  void betweenPairsTheCanariesRunAfterEveryTenthBlockAndTheLast() {
    Run run = versus(24);

    assertEquals(List.of(0, 9, 19, 23), blocks());
    assertEquals(List.of(true, false, false, false), whole());
    // An arm may bring a model of its own.
    assertTrue(requests.stream().allMatch(request -> request.models().isEmpty()));
    assertEquals(List.of(1, 2), requests.get(0).threads());
    assertEquals(List.of(Finding.good("swap", "none")), run.machine().findings());
    assertEquals(4, run.roofline().limits().get(0).roundTimesNs().size());
    assertEquals(List.of(), run.warnings());
  }

  @Test
  void pairsDoNotWaitForLimitsThatNothingIsComparedWith() {
    disturbedBlocks = 1;
    Run run = versus(12);
    assertEquals(List.of(0, 9, 11), blocks());
    assertEquals(List.of(true, false, false), whole());
    assertEquals(List.of(), run.warnings());
    assertTrue(run.roofline().disturbed());
  }

  @Test
  void aSurveyThatFailsIsAWarningAndIsTriedAgain() {
    surveys =
        request -> request.block() == 0 ? new Outcome.Failed("no memory") : made(request, 10e6);
    Run run = run(suite, empty());
    assertEquals(
        List.of("the machine's limits could not be measured after block 1: no memory"),
        run.warnings());
    assertEquals(RunStatus.COMPLETE, run.status());
    assertEquals(List.of(true, true, false), requests.stream().map(r -> r.whole()).toList());
  }

  @Test
  void aResumedRunGoesOnWithTheCanariesOfItsOwnBlocks() {
    stopInTheForkAfterSurvey(1);
    assertEquals(RunStatus.INTERRUPTED, run(suite, empty()).status());

    Run whole = resumed();

    assertEquals(List.of(false, false), whole());
    assertEquals(List.of(1, 2), blocks());
    assertEquals(3, whole.roofline().limits().get(0).roundTimesNs().size());
  }

  @Test
  void aSurveyThatIsKilledWithItsRunIsNoWarning() {
    surveys =
        request -> {
          driver.stop();
          return new Outcome.Failed("its process ended with exit code 143");
        };
    Run run = run(suite, empty());
    assertEquals(RunStatus.INTERRUPTED, run.status());
    assertEquals(List.of(), run.warnings());
    assertEquals(1, requests.size());
  }

  @Test
  void onlyTheCanariesCountForTheTimeBudgetOfLaterBlocks() {
    Duration everything = FORK.multipliedBy(100);
    Duration canaries = FORK.multipliedBy(2);
    surveys =
        request -> {
          nowNs.addAndGet((request.whole() ? everything : canaries).toNanos());
          return made(request, 10e6);
        };
    Duration forks = FORK.multipliedBy(3L * PlanFixtures.cells(suite).size());
    Duration needed = forks.plus(everything).plus(canaries.multipliedBy(2));

    assertEquals(List.of(), run(suite.withTimeBudget(needed), empty()).warnings());
    assertEquals(3, requests.size());

    requests.clear();
    Run shorter = run(suite.withTimeBudget(needed.minus(FORK)), empty());
    assertEquals(2, requests.size());
    assertTrue(shorter.warnings().get(0).contains("time budget"), shorter.warnings().toString());
  }

  @Test
  void whatAnInterruptedRunSawOfTheMachineIsNoWarningYet() {
    surveys = request -> made(request, request.block() == 1 ? 12e6 : 10e6);
    afterEach =
        () -> {
          if (requests.size() == 2) {
            driver.stop();
          }
        };
    Run halfway = run(suite, empty());
    assertEquals(1, CanaryDrift.warnings(halfway.roofline()).size());
    assertEquals(List.of(), halfway.warnings());
    afterEach = () -> {};

    Run whole = run(suite, halfway);

    assertEquals(CanaryDrift.warnings(whole.roofline()), whole.warnings());
    assertEquals(1, whole.warnings().size());
  }
}
