package dev.tare.results.store;

import dev.tare.results.roofline.CanaryDrift;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** Why a run is not fit to be what later ones are compared with. */
final class AcceptanceDoubts {
  /** Repeat exactly, whatever else the machine does. */
  private static final String UNMOVED = "cosine";

  private AcceptanceDoubts() {}

  /** What a run has or is, to be joined by "and"; empty when it is fit. */
  static List<String> of(Run run) {
    List<String> doubts = new ArrayList<>();
    long failed = run.cells().stream().mapToLong(cell -> cell.failedForks().size()).sum();
    if (failed > 0) {
      doubts.add("has " + counted(failed, "failed fork"));
    } else if (run.status() != RunStatus.COMPLETE) {
      doubts.add("is " + run.status().id() + ", not complete");
    } else if (run.cells().stream().allMatch(cell -> cell.metrics().isEmpty())) {
      doubts.add("has no measurements");
    }
    long lost = run.cells().stream().mapToLong(AcceptanceDoubts::lost).sum();
    if (lost > 0) {
      doubts.add("lost " + counted(lost, "sample") + " that stayed disturbed at every attempt");
    }
    long used = run.cells().stream().mapToLong(AcceptanceDoubts::used).sum();
    if (used > 0) {
      doubts.add("uses " + counted(used, "disturbed sample"));
    }
    if (!CanaryDrift.warnings(run.roofline()).isEmpty()) {
      doubts.add("was measured while the machine changed its speed");
    }
    return doubts;
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  /** Blocks of which nothing but disturbed attempts is left. */
  private static long lost(Cell cell) {
    Map<Integer, List<Fork>> blocks =
        cell.forks().stream().collect(Collectors.groupingBy(Fork::block));
    return blocks.values().stream()
        .filter(attempts -> attempts.stream().allMatch(Fork::disturbed))
        .count();
  }

  /** Forks whose samples count although they were disturbed. */
  private static long used(Cell cell) {
    boolean unmoved =
        cell.metrics().stream().anyMatch(metric -> metric.kind().name().startsWith(UNMOVED));
    return unmoved ? 0 : cell.forks().stream().filter(AcceptanceDoubts::isUsed).count();
  }

  private static boolean isUsed(Fork fork) {
    return !fork.disturbances().isEmpty() && !fork.disturbed() && fork.failure().isEmpty();
  }
}
