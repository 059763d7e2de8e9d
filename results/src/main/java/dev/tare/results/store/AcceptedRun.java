package dev.tare.results.store;

import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a baseline keeps of a run: all that comparing needs, in an order that does not depend on the
 * suite's. Host names, log lines, the driver's settings, forks that succeeded and the histograms of
 * single operations stay in the run's own document.
 */
final class AcceptedRun {
  private AcceptedRun() {}

  static Run of(Run run) {
    return new Run(
        run.id(),
        run.status(),
        run.startedAt(),
        run.finishedAt(),
        run.tool(),
        new Plan(
            run.plan().suite(), run.plan().seed(), run.plan().blocks(), NullNode.getInstance()),
        new Machine(run.machine().identity(), Map.of()),
        run.models(),
        run.cells().stream().map(AcceptedRun::cell).sorted(Comparator.comparing(Cell::id)).toList(),
        run.warnings());
  }

  private static Cell cell(Cell cell) {
    List<Fork> failed = cell.failedForks().stream().map(AcceptedRun::fork).toList();
    List<Metric> metrics = cell.metrics().stream().map(AcceptedRun::metric).toList();
    return cell.withSamples(failed, metrics, cell.absent());
  }

  private static Fork fork(Fork fork) {
    Optional<Failure> failure = fork.failure().map(each -> new Failure(each.reason(), List.of()));
    return new Fork(fork.block(), fork.order(), fork.wallTimeNs(), failure);
  }

  private static Metric metric(Metric metric) {
    return new Metric(
        metric.kind(),
        metric.blocks().stream().map(block -> new Block(block.block(), block.samples())).toList());
  }
}
