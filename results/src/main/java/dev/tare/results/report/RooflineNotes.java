package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.roofline.Share;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Run;
import dev.tare.results.run.SpeedLimit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What stands below a run's table about the machine's limits. */
final class RooflineNotes {
  private static final double GIGA = 1e9;
  private static final double MUCH_ABOVE = 1.005;

  private final Run run;

  RooflineNotes(Run run) {
    this.run = run;
  }

  /** Each note without line breaks; none where no limit was measured. */
  List<String> lines() {
    List<String> lines = new ArrayList<>();
    List<Share> shares =
        run.cells().stream().flatMap(cell -> Shares.of(run, cell).stream()).toList();
    if (!shares.isEmpty()) {
      lines.add(
          "of roofline: decode: bytes of weights and cache read per token, of the read bandwidth;"
              + " prefill and image: multiply-adds of the tensor shapes, of what matrix products"
              + " reach; measured in this run: "
              + limits());
    }
    if (shares.stream().anyMatch(share -> share.value() > MUCH_ABOVE)) {
      lines.add(
          "above 100 %: weights that stay in the last-level cache are not read from memory, or the"
              + " engine's kernels are faster than the matrix product that stands for the limit");
    }
    for (Absent absent : run.roofline().absent()) {
      lines.add(
          PlainText.oneLine("no share of the roofline: " + absent.name() + ": " + absent.reason()));
    }
    return lines;
  }

  /** {@code 2 threads: 37.2 GB/s, 480 Gop/s float, 1880 Gop/s int8}. */
  private String limits() {
    Map<Integer, List<String>> byThreads = new TreeMap<>();
    for (SpeedLimit.Kind kind : SpeedLimit.Kind.values()) {
      run.roofline().limits().stream()
          .map(SpeedLimit::threads)
          .distinct()
          .forEach(
              threads ->
                  run.roofline()
                      .perSecond(kind, threads)
                      .ifPresent(
                          most ->
                              byThreads
                                  .computeIfAbsent(threads, t -> new ArrayList<>())
                                  .add(Digits.three(most / GIGA) + unit(kind))));
    }
    List<String> parts = new ArrayList<>();
    byThreads.forEach(
        (threads, texts) ->
            parts.add(
                threads + (threads == 1 ? " thread " : " threads ") + String.join(", ", texts)));
    return String.join("; ", parts);
  }

  private static String unit(SpeedLimit.Kind kind) {
    return switch (kind) {
      case READ_BANDWIDTH -> " GB/s";
      case FLOAT32_OPERATIONS -> " Gop/s float32";
      case INT8_OPERATIONS -> " Gop/s int8";
    };
  }
}
