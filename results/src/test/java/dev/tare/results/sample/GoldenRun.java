package dev.tare.results.sample;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A small run that uses every field of the document. */
public final class GoldenRun {
  /** 60 latencies from 139 ms on, 50 us apart, and one of 160 ms. */
  private static final LatencyHistogram LATENCIES =
      new LatencyHistogram(
          "HISTFAAAAC54nJNpmSzMwMAgywABzFCaEYi7N50sYLD/ABE4voCJhYWNDYxQ6YlMTAAdrgeD");

  private GoldenRun() {}

  public static Run complete() {
    return run(RunStatus.COMPLETE, Optional.of(Instant.parse("2026-11-20T22:56:41.250Z")));
  }

  public static Run unfinished() {
    return run(RunStatus.RUNNING, Optional.empty());
  }

  private static Run run(RunStatus status, Optional<Instant> finishedAt) {
    return new Run(
        "20261120T225300Z-1a2b3c",
        status,
        Instant.parse("2026-11-20T22:53:00Z"),
        finishedAt,
        Map.of("tare", "0.1.0", "jmh", "1.37"),
        new Plan("quick", 42, 2, JsonNodeFactory.instance.objectNode().put("timeoutS", 60)),
        new Machine(
            Map.of("cpuModel", "Example CPU", "logicalCores", "2"), Map.of("hostName", "bench-01")),
        List.of(
            new ModelIdentity(
                "vit",
                "FP32",
                "onnx",
                true,
                "vit-FP32.onnx",
                345086362,
                150,
                86192640,
                "0123456789abcdef".repeat(4))),
        List.of(cell()),
        List.of("swap was used: 12 MiB"),
        roofline(),
        Optional.empty());
  }

  private static Roofline roofline() {
    SpeedLimit canary =
        new SpeedLimit(
            SpeedLimit.Kind.READ_BANDWIDTH,
            "one number of each cache line",
            2,
            402653184,
            List.of(new Block(0, List.of(10e6, 10250000.5)), new Block(1, List.of(11e6))));
    return new Roofline(
        List.of(canary),
        List.of(new ModelWork.OfImage("vit", "FP32", new Operations(35_000_000_000L, 12))),
        List.of(new Absent("int8Operations with 2 threads", "it cannot multiply")),
        List.of(
            new LimitSurvey(0, List.of("other processes used 0.50 cores")),
            new LimitSurvey(1, List.of())));
  }

  private static Cell cell() {
    return new Cell(
        "ImageEmbeddingBenchmark.embed",
        "vit",
        "FP32",
        Map.of("threads", "0", "batch", "1"),
        3,
        List.of(
            new Fork(0, 4, 2_100_000_000L, Optional.empty()),
            new Fork(
                1,
                0,
                0,
                2_500_000_000L,
                Optional.empty(),
                Map.of("stealShare", 0.0, "otherCpuCores", 0.625),
                List.of("other processes used 0.6 cores"),
                List.of(
                    new Metric(
                        new MetricKind("imageLatencyNs", "ns", Better.LOWER, Assumption.NOISY),
                        List.of(new Block(1, List.of(180000000.0))))),
                Optional.of(new Warmup(WarmupEnd.UNSTEADY, 11, 2_000_000_000L))),
            new Fork(
                1,
                5,
                1,
                2_000_000_000L,
                Optional.empty(),
                Map.of("stealShare", 0.0),
                List.of(),
                List.of(),
                Optional.of(new Warmup(WarmupEnd.STEADY, 3, 450_000_000L))),
            new Fork(
                2,
                1,
                100_000_000L,
                Optional.of(
                    new Failure("killed by SIGKILL", List.of("last <line> \u00fc \u2713"))))),
        List.of(
            new Metric(
                new MetricKind("imageLatencyNs", "ns", Better.LOWER, Assumption.NOISY),
                List.of(
                    new Block(0, List.of(140500000.0, 141250000.5), Optional.of(LATENCIES)),
                    new Block(1, List.of(139999999.999, 1.0 / 3)))),
            new Metric(
                new MetricKind("outputHash", "1", Better.SAME, Assumption.EXACT),
                List.of(new Block(0, List.of(281474976710655.0))))),
        List.of(new Absent("packageEnergyJoules", "no RAPL counter can be read")),
        Optional.of(new Stop(StopReason.MAX_BLOCKS, 0.02, Map.of("imageLatencyNs", 0.0305))),
        Optional.empty());
  }
}
