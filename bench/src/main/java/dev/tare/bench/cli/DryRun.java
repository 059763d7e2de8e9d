package dev.tare.bench.cli;

import dev.tare.bench.driver.Preparation;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Precision;
import dev.tare.bench.plan.Suite;
import java.util.ArrayList;
import java.util.List;

/** What a run would do, in lines. */
final class DryRun {
  private final Suite suite;
  private final List<PlannedCell> cells;

  DryRun(Preparation preparation) {
    this.suite = preparation.suite();
    this.cells = preparation.cells();
  }

  List<String> lines() {
    List<String> lines = new ArrayList<>();
    cells.forEach(cell -> lines.add(cell.id() + "  (" + blocks(cell) + ")"));
    int least = cells.stream().mapToInt(PlannedCell::blocks).sum();
    int most = cells.stream().mapToInt(suite::most).sum();
    lines.add(
        count(cells.size(), "cell")
            + ", "
            + (least == most ? count(least, "fork") : least + " to " + most + " forks"));
    suite.precision().ifPresent(wanted -> lines.addAll(explained(wanted)));
    return lines;
  }

  private List<String> explained(Precision wanted) {
    return List.of(
        "A cell is measured until the 95 % interval for the median of its times or rates reaches",
        wanted.text()
            + " to either side at most, which takes 5 blocks or more; or until it had "
            + wanted.maxBlocks()
            + " blocks"
            + suite.timeBudget().map(b -> ", or the run took " + Durations.toText(b)).orElse("")
            + ".",
        "Later blocks hold only the cells that are not that well known yet.");
  }

  private String blocks(PlannedCell cell) {
    int most = suite.most(cell);
    return cell.blocks() == most ? count(most, "block") : cell.blocks() + " to " + most + " blocks";
  }

  private static String count(int number, String thing) {
    return number + " " + thing + (number == 1 ? "" : "s");
  }
}
