package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AcceptanceDoubtsTest {
  private static final Run FIT = SampleRuns.quick().build();
  private static final String DECODE = "TokenGenerationBenchmark.decode gemma3-120m/Q4_0";
  private static final String COSINE = "CosineSimilarityBenchmark.cosine gemma3-120m/Q4_0";

  @TempDir private Path folder;

  @Test
  void aRunThatNothingDisturbedIsFit() {
    assertEquals(List.of(), AcceptanceDoubts.of(FIT));
  }

  @Test
  void samplesThatCountAlthoughTheyWereDisturbedAreADoubt() {
    assertEquals(
        List.of("uses 2 disturbed samples"),
        AcceptanceDoubts.of(with(DECODE, disturbed(0, 0, false), disturbed(2, 0, false))));
  }

  @Test
  void whatWasMeasuredAgainIsNone() {
    Run run = with(DECODE, disturbed(0, 0, true), disturbed(0, 1, true), quiet(0, 2), quiet(1, 0));
    assertEquals(List.of(), AcceptanceDoubts.of(run));
  }

  @Test
  void whatStayedDisturbedAtEveryAttemptIsLost() {
    Run run = with(DECODE, disturbed(1, 0, true), disturbed(1, 1, true), disturbed(1, 2, true));
    assertEquals(
        List.of("lost 1 sample that stayed disturbed at every attempt"), AcceptanceDoubts.of(run));
  }

  @Test
  void cosinesRepeatWhateverDisturbsTheMachine() {
    assertEquals(List.of(), AcceptanceDoubts.of(with(COSINE, disturbed(0, 0, false))));
  }

  @Test
  void aForkThatFailedWhileTheMachineWasDisturbedHasFailed() {
    Optional<Failure> failure = Optional.of(new Failure("crashed", List.of()));
    Fork fork =
        new Fork(0, 0, 0, 1, failure, Map.of(), List.of("load"), List.of(), Optional.empty());
    assertEquals(List.of("has 1 failed fork"), AcceptanceDoubts.of(with(DECODE, fork)));
  }

  @Test
  void aMachineThatChangedItsSpeedIsADoubt() {
    assertEquals(List.of(), AcceptanceDoubts.of(canary(1.01)));
    assertEquals(
        List.of("was measured while the machine changed its speed"),
        AcceptanceDoubts.of(canary(1.2)));
  }

  private static Run canary(double slower) {
    List<Block> blocks = new ArrayList<>();
    for (int block = 0; block < 2; block++) {
      List<Double> rounds = new ArrayList<>();
      for (int round = 0; round < 12; round++) {
        rounds.add((10e6 + 1e4 * round) * (block == 0 ? 1 : slower));
      }
      blocks.add(new Block(block, rounds));
    }
    SpeedLimit limit =
        new SpeedLimit(SpeedLimit.Kind.READ_BANDWIDTH, "a method", 2, 400_000_000L, blocks);
    return FIT.with(
        FIT.machine(),
        new Roofline(
            List.of(limit), List.of(), List.<Absent>of(), List.of(new LimitSurvey(0, List.of()))));
  }

  @Test
  void aRunWithoutMeasurementsIsNoBaseline() {
    Run empty = Changed.parts(FIT, List.of(), List.of());
    assertEquals(List.of("has no measurements"), AcceptanceDoubts.of(empty));
    Run stopped = SampleRuns.quick().status(RunStatus.INTERRUPTED).build();
    assertEquals(List.of("is interrupted, not complete"), AcceptanceDoubts.of(stopped));
  }

  @Test
  void everyDoubtIsNamedInOneLineAndNothingIsWritten() throws Exception {
    BaselineStore store = new BaselineStore(folder.resolve("baselines"));
    Run failed = SampleRuns.quick().failing((cell, block) -> cell.id().startsWith(DECODE)).build();
    Run doubtful =
        Changed.cells(
            failed,
            cell -> cell.id().startsWith(DECODE) ? plus(cell, disturbed(0, 1, false)) : cell);
    AcceptRefusedException e =
        assertThrows(
            AcceptRefusedException.class,
            () -> store.accept(doubtful, "ada", Instant.EPOCH, "", false));
    assertEquals(
        "run "
            + FIT.id()
            + " has 3 failed forks and uses 1 disturbed sample; measure again, or accept it with"
            + " --force",
        e.getMessage());
    assertTrue(Files.notExists(folder.resolve("baselines")));
    Path file = store.accept(doubtful, "ada", Instant.EPOCH, "", true);
    assertTrue(BaselineFile.read(file).accepted().forced());
  }

  private static Run with(String id, Fork... forks) {
    return Changed.cells(
        FIT,
        cell ->
            cell.id().startsWith(id)
                ? cell.withSamples(List.of(forks), cell.metrics(), cell.absent())
                : cell);
  }

  private static Cell plus(Cell cell, Fork fork) {
    List<Fork> forks = new ArrayList<>(cell.forks());
    forks.add(fork);
    return cell.withSamples(forks, cell.metrics(), cell.absent());
  }

  private static Fork quiet(int block, int attempt) {
    return new Fork(
        block, 0, attempt, 1, Optional.empty(), Map.of(), List.of(), List.of(), Optional.empty());
  }

  private static Fork disturbed(int block, int attempt, boolean setAside) {
    Metric metric = FIT.cells().get(0).metrics().get(0);
    return new Fork(
        block,
        0,
        attempt,
        1,
        Optional.empty(),
        Map.of("otherCpuCores", 1.0),
        List.of("other processes used 1.0 cores"),
        setAside ? List.of(metric) : List.of(),
        Optional.empty());
  }
}
