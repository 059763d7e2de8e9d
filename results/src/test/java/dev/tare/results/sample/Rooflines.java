package dev.tare.results.sample;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Finding;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.Machine;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import java.util.List;

/** Limits and work for the runs of {@link SampleRuns}. */
public final class Rooflines {
  private Rooflines() {}

  /** The run on a machine that was examined: two threads read 40 GB/s. */
  public static Run examined(Run run) {
    List<Finding> findings =
        List.of(
            Finding.good("cpuModel", "Example CPU"),
            Finding.unknown("cpuTurbo", "the system does not tell"),
            Finding.warning("swap", "1.0 GiB used", "what comes back costs time", "swapoff -a"));
    Machine machine = run.machine().with(findings);
    return run.with(machine, roofline());
  }

  private static Roofline roofline() {
    return new Roofline(
        List.of(
            limit(Kind.READ_BANDWIDTH, 400_000_000L, 11e6, 10e6, 10.5e6),
            limit(Kind.FLOAT32_OPERATIONS, 4_800_000_000L, 10e6, 10.25e6),
            limit(Kind.INT8_OPERATIONS, 18_000_000_000L, 10e6)),
        List.of(
            new ModelWork.OfImage("biomedclip-vit-b16", "FP32", new Operations(35_000_000_000L, 0)),
            text("F16", 242_000_000L, new Operations(217_000_000L, 0)),
            text("Q4_0", 71_500_000L, new Operations(0, 217_000_000L))),
        List.of(new Absent("biomedclip-vit-b16/INT8", "operations of operator X are not counted")),
        List.of(
            new LimitSurvey(0, List.of("other processes used 0.50 cores")),
            new LimitSurvey(1, List.of())));
  }

  /** Limits for two threads, the first rounds in block 0 and one more in block 1. */
  public static SpeedLimit limit(Kind kind, long work, Double... roundTimesNs) {
    List<Double> rounds = List.of(roundTimesNs);
    return new SpeedLimit(
        kind, "a method", 2, work, List.of(new Block(0, rounds), new Block(1, List.of(12e6))));
  }

  private static ModelWork text(String variant, long bytes, Operations layers) {
    return new ModelWork.OfToken(
        "gemma3-120m", variant, bytes, 12_288, layers, new Operations(25_000_000L, 0), 24_576);
  }
}
