package dev.tare.results.roofline;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import dev.tare.results.run.Versus;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

/** Models so small that every figure can be checked on paper. */
class SharesTest {
  private static final ModelWork TEXT =
      new ModelWork.OfToken(
          "text", "Q4", 1000, 10, new Operations(2000, 4000), new Operations(100, 50), 6);
  private static final ModelWork IMAGE =
      new ModelWork.OfImage("image", "INT8", new Operations(1000, 4000));

  private final List<SpeedLimit> limits =
      new ArrayList<>(
          List.of(
              // A million bytes, a million floats and four million integers a second.
              limit(Kind.READ_BANDWIDTH, 2, 1000, 1e6),
              limit(Kind.FLOAT32_OPERATIONS, 2, 1000, 1e6),
              limit(Kind.INT8_OPERATIONS, 2, 4000, 1e6)));

  private static SpeedLimit limit(Kind kind, int threads, long work, double... roundTimesNs) {
    List<Double> times = Arrays.stream(roundTimesNs).boxed().toList();
    return new SpeedLimit(kind, kind.id(), threads, work, List.of(new Block(0, times)));
  }

  private static Cell cell(
      String benchmark, String family, String variant, String metric, double rate, String... more) {
    Map<String, String> parameters = new TreeMap<>();
    for (int i = 0; i < more.length; i += 2) {
      parameters.put(more[i], more[i + 1]);
    }
    MetricKind kind = new MetricKind(metric, "1/s", Better.HIGHER, Assumption.NOISY);
    // Two blocks whose means are a tenth above and below.
    Metric measured =
        new Metric(
            kind,
            List.of(
                new Block(0, List.of(1.1 * rate, 1.1 * rate)), new Block(1, List.of(0.9 * rate))));
    return new Cell(
        benchmark, family, variant, parameters, 2, List.of(), List.of(measured), List.of());
  }

  private Optional<Share> share(Cell cell) {
    return Shares.of(run(cell, Optional.empty()), cell);
  }

  private Run run(Cell cell, Optional<Versus> versus) {
    return new Run(
        "a",
        RunStatus.COMPLETE,
        Instant.EPOCH,
        Optional.empty(),
        Map.of(),
        new Plan("p", 1, 2, NullNode.getInstance()),
        new Machine(Map.of("cpuLogicalCores", "2"), Map.of()),
        List.of(),
        List.of(cell),
        List.of(),
        new Roofline(limits, List.of(TEXT, IMAGE), List.of()),
        versus);
  }

  private static Cell decode(String threads) {
    return cell(
        "TokenGenerationBenchmark.decode",
        "text",
        "Q4",
        "decodeTokensPerSecond",
        500,
        "threads",
        threads,
        "depth",
        "4",
        "tokens",
        "3");
  }

  private static Cell image() {
    return cell(
        "ImageEmbeddingBenchmark.embed",
        "image",
        "INT8",
        "imagesPerSecond",
        200,
        "threads",
        "2",
        "batch",
        "4");
  }

  @Test
  void decodeIsComparedWithTheBytesOfWeightsAndOfTheCacheSoFar() {
    // Tokens 5, 6 and 7 look at 5, 6 and 7 positions: 1000 + 10 * 6 bytes, 500 times a second.
    Share share = share(decode("all")).orElseThrow();
    assertEquals(Share.Limit.BANDWIDTH, share.limit());
    assertEquals(0.53, share.value(), 1e-12);
  }

  @Test
  void prefillIsComparedWithTheLayersOfEachTokenOneOutputAndTheCausalPairs() {
    // Floats 3 * 2000 + 100 + 6 * (1 + 2 + 3), integers 3 * 4000 + 50: 6.136 ms + 3.0125 ms for
    // three tokens; at 100 tokens per second they take 30 ms.
    Share share =
        share(
                cell(
                    "PromptProcessingBenchmark.prefill",
                    "text",
                    "Q4",
                    "prefillTokensPerSecond",
                    100,
                    "threads",
                    "0",
                    "promptTokens",
                    "3"))
            .orElseThrow();
    assertEquals(Share.Limit.COMPUTE, share.limit());
    assertEquals(9.1485 / 30, share.value(), 1e-12);
  }

  @Test
  void imagesAreComparedWithTheirOperationsWhateverTheBatch() {
    // 1 ms of floats and 1 ms of integers, 200 times a second.
    assertEquals(0.4, share(image()).orElseThrow().value(), 1e-12);
  }

  @Test
  void theLimitIsTheFastestRoundOfTheFastestMethod() {
    limits.add(
        new SpeedLimit(
            Kind.FLOAT32_OPERATIONS,
            "another method",
            2,
            1000,
            List.of(new Block(0, List.of(4e6)), new Block(3, List.of(0.5e6, 9e6)))));
    // Now 0.5 ms of floats.
    assertEquals(0.3, share(image()).orElseThrow().value(), 1e-12);
  }

  @Test
  void aLimitOfAnotherNumberOfThreadsIsNotTaken() {
    assertEquals(Optional.empty(), share(decode("1")));
    limits.add(limit(Kind.READ_BANDWIDTH, 1, 500, 1e6));
    assertEquals(1.06, share(decode("1")).orElseThrow().value(), 1e-12);
  }

  @Test
  void withoutALimitOrTheModelsWorkThereIsNoShare() {
    limits.removeIf(limit -> limit.kind() == Kind.INT8_OPERATIONS);
    assertEquals(Optional.empty(), share(image()));
    assertEquals(
        Optional.empty(),
        share(
            cell(
                "TokenGenerationBenchmark.decode",
                "text",
                "Q8",
                "decodeTokensPerSecond",
                1,
                "threads",
                "all",
                "depth",
                "0",
                "tokens",
                "1")));
  }

  @Test
  void anArmHasNoneSinceItsModelMayBeAnother() {
    Cell alone = decode("all");
    Cell inArm =
        new Cell(
            alone.benchmark(),
            alone.family(),
            alone.variant(),
            alone.parameters(),
            alone.plannedBlocks(),
            alone.forks(),
            alone.metrics(),
            alone.absent(),
            Optional.empty(),
            Optional.of(new CellArm(Arm.A, "pair", false)));
    Versus versus =
        new Versus(new Arm(Arm.A, Map.of(), Map.of()), new Arm(Arm.B, Map.of(), Map.of()), 0.005);

    assertTrue(share(alone).isPresent());
    assertEquals(Optional.empty(), Shares.of(run(inArm, Optional.of(versus)), inArm));
  }

  @Test
  void benchmarksOfSeveralKindsOfWorkAndStrangeParametersHaveNone() {
    assertEquals(
        Optional.empty(),
        share(cell("GenerationBenchmark.generate", "text", "Q4", "generationTokensPerSecond", 9)));
    assertEquals(
        Optional.empty(),
        share(
            cell(
                "TokenGenerationBenchmark.decode",
                "text",
                "Q4",
                "decodeTokensPerSecond",
                1,
                "depth",
                "deep",
                "tokens",
                "1")));
  }
}
