package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/** How the cells ended whose number of blocks depended on what was measured. */
final class PrecisionNotes {
  private static final int MOST_NAMED = 3;

  private final Run run;
  private final TerminalStyle style;

  PrecisionNotes(Run run, TerminalStyle style) {
    this.run = run;
    this.style = style;
  }

  /** In how many blocks cells were: {@code 3 blocks}, {@code 5 to 12 blocks}. */
  static String blocks(Run run, List<Cell> cells) {
    List<Cell> adaptive =
        cells.stream()
            .filter(cell -> cell.stop().filter(s -> s.reason() != StopReason.EXACT).isPresent())
            .toList();
    int fixed = run.plan().blocks();
    int least = planned(adaptive).min().orElse(fixed);
    int most = planned(adaptive).max().orElse(fixed);
    return (least == most ? "" : least + " to ") + most + (most == 1 ? " block" : " blocks");
  }

  private static IntStream planned(List<Cell> cells) {
    return cells.stream().mapToInt(Cell::plannedBlocks);
  }

  /** A note for each way to end, the good ones in one. */
  List<String> lines() {
    List<Cell> ended = run.cells().stream().filter(cell -> cell.stop().isPresent()).toList();
    if (ended.isEmpty()) {
      return List.of();
    }
    List<String> lines = new ArrayList<>();
    double target = ended.get(0).stop().orElseThrow().target();
    lines.add(
        because(ended, StopReason.PRECISION).size()
            + " of "
            + (ended.size() - because(ended, StopReason.EXACT).size())
            + " cells are known to "
            + share(target)
            + " (95 % interval for the median over the blocks)");
    for (StopReason reason : StopReason.values()) {
      List<Cell> cells = because(ended, reason);
      if (reason != StopReason.PRECISION && reason != StopReason.EXACT && !cells.isEmpty()) {
        lines.add(why(reason) + ": " + named(cells));
      }
    }
    return lines;
  }

  private static List<Cell> because(List<Cell> cells, StopReason reason) {
    return cells.stream()
        .filter(cell -> cell.stop().orElseThrow().reason() == reason)
        .sorted(Comparator.comparingDouble(PrecisionNotes::sortKey))
        .toList();
  }

  /** The least precise first. */
  private static double sortKey(Cell cell) {
    return -worst(cell).map(Map.Entry::getValue).orElse(Double.POSITIVE_INFINITY);
  }

  private static Optional<Map.Entry<String, Double>> worst(Cell cell) {
    return cell.stop().map(Stop::halfWidths).stream()
        .flatMap(widths -> widths.entrySet().stream())
        .max(Map.Entry.comparingByValue());
  }

  private static String why(StopReason reason) {
    return switch (reason) {
      case MAX_BLOCKS -> "ended with the most blocks";
      case TIME_BUDGET -> "ended with the time budget";
      case DOCUMENT_SIZE -> "ended with a document as large as one may be";
      case INTERRUPTED -> "interrupted";
      case FAILED -> "given up for failed forks";
      case PRECISION, EXACT -> reason.id();
    };
  }

  private String named(List<Cell> cells) {
    List<String> names = cells.stream().limit(MOST_NAMED).map(cell -> named(cell)).toList();
    int more = cells.size() - names.size();
    return String.join(", ", names) + (more > 0 ? " and " + more + " more" : "");
  }

  private String named(Cell cell) {
    String width = worst(cell).map(each -> " " + share(each.getValue())).orElse("");
    return PlainText.oneLine(cell.id()) + width;
  }

  private String share(double share) {
    double percent = 100 * share;
    String digits = String.format(Locale.ROOT, percent < 1 ? "%.2f" : "%.1f", percent);
    return style.plusMinus() + digits.replaceFirst("\\.?0+$", "") + " %";
  }
}
