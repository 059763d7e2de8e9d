package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The table that ends a run: every family's variants side by side. */
public final class RunTable {
  private static final String GAP = "  ";
  private static final int LOG_LINES = 3;

  private final Run run;
  private final TerminalStyle style;
  private final StringBuilder out = new StringBuilder();
  private boolean partial;

  private RunTable(Run run, TerminalStyle style) {
    this.run = run;
    this.style = style;
  }

  /**
   * The table of a run.
   *
   * @param run the run
   * @param style what the terminal can show
   * @return lines that end with {@code \n}
   */
  public static String render(Run run, TerminalStyle style) {
    return render(run, style, LogLocator.NONE);
  }

  /**
   * The table of a run.
   *
   * @param run the run
   * @param style what the terminal can show
   * @param logs where the logs of failed forks lie
   * @return lines that end with {@code \n}
   */
  public static String render(Run run, TerminalStyle style, LogLocator logs) {
    return new RunTable(run, style).table(logs);
  }

  private String table(LogLocator logs) {
    Set<String> families = new LinkedHashSet<>();
    run.models().forEach(model -> families.add(model.family()));
    run.cells().forEach(cell -> families.add(cell.family()));
    families.forEach(this::family);
    failures(logs);
    footnotes();
    return style.shown(out.toString());
  }

  private void family(String family) {
    List<Cell> cells = run.cells().stream().filter(c -> c.family().equals(family)).toList();
    List<String> variants = variants(family, cells);
    Optional<String> reference =
        run.models().stream()
            .filter(model -> model.family().equals(family) && model.reference())
            .map(ModelIdentity::variant)
            .findFirst();
    heading(family, reference, cells);
    Map<String, List<Group>> tables = new LinkedHashMap<>();
    byThreads(cells)
        .forEach(
            (threads, some) -> {
              FamilyTable table = new FamilyTable(run, variants, reference, some, style);
              List<Group> groups = table.groups(family, tables.isEmpty());
              if (!groups.isEmpty()) {
                tables.put(threads, groups);
              }
            });
    if (tables.isEmpty()) {
      FamilyTable table = new FamilyTable(run, variants, reference, List.of(), style);
      print(variants, table.groups(family, true));
    }
    tables.forEach(
        (threads, groups) -> {
          if (tables.size() > 1) {
            line(style.dim(threadsTitle(threads)));
          }
          print(variants, groups);
        });
    if (CellList.isFor(cells)) {
      new CellList(style).lines(cells).forEach(this::line);
      line("");
    }
  }

  private void heading(String family, Optional<String> reference, List<Cell> cells) {
    String title = style.bold(PlainText.oneLine(family));
    String about =
        reference.map(name -> "reference " + PlainText.oneLine(name) + style.dot()).orElse("")
            + PrecisionNotes.blocks(run, cells);
    line(title + GAP + style.dim(about));
  }

  private List<String> variants(String family, List<Cell> cells) {
    Set<String> names = new LinkedHashSet<>();
    run.models().stream()
        .filter(model -> model.family().equals(family))
        .forEach(model -> names.add(model.variant()));
    cells.forEach(cell -> names.add(cell.variant()));
    return List.copyOf(names);
  }

  /** Cells by number of threads, all cores first, then most threads first. */
  private static Map<String, List<Cell>> byThreads(List<Cell> cells) {
    Map<String, List<Cell>> groups =
        new TreeMap<>(
            Comparator.<String>comparingInt(t -> isAll(t) ? 0 : 1)
                .thenComparing(t -> t.length(), Comparator.reverseOrder())
                .thenComparing(Comparator.reverseOrder()));
    for (Cell cell : cells) {
      String threads = cell.parameters().getOrDefault("threads", "0");
      groups.computeIfAbsent(threads, t -> new ArrayList<>()).add(cell);
    }
    return groups;
  }

  private static String threadsTitle(String threads) {
    return isAll(threads) ? "threads: all cores" : "threads: " + PlainText.oneLine(threads);
  }

  /** Runs say {@code all}; 0 is how JMH takes it. */
  private static boolean isAll(String threads) {
    return threads.equals("all") || threads.equals("0");
  }

  /** Prints as many groups side by side as fit, then the others below. */
  private void print(List<String> variants, List<Group> groups) {
    int names = 4;
    for (String variant : variants) {
      names = Math.max(names, Line.width(PlainText.oneLine(variant)));
    }
    List<Group> left = new ArrayList<>(groups);
    while (!left.isEmpty()) {
      int used = names;
      List<List<String>> fitting = new ArrayList<>();
      while (!left.isEmpty()) {
        List<String> lines = left.get(0).lines();
        int width = GAP.length() + Line.width(lines.get(0));
        if (!fitting.isEmpty() && used + width > style.width()) {
          break;
        }
        used += width;
        fitting.add(lines);
        left.remove(0);
      }
      printGroups(variants, names, fitting);
    }
  }

  private void printGroups(List<String> variants, int names, List<List<String>> groups) {
    for (int row = 0; row <= variants.size(); row++) {
      StringBuilder text = new StringBuilder();
      String name = row == 0 ? "" : PlainText.oneLine(variants.get(row - 1));
      text.append(Line.left(name, names));
      for (List<String> group : groups) {
        text.append(GAP).append(row == 0 ? style.dim(group.get(row)) : group.get(row));
        partial |= group.get(row).contains("*");
      }
      line(Line.trimEnd(text.toString()));
    }
    line("");
  }

  private void failures(LogLocator logs) {
    List<Cell> failed = run.cells().stream().filter(c -> !c.failedForks().isEmpty()).toList();
    if (failed.isEmpty()) {
      return;
    }
    line(style.bad("failed"));
    for (Cell cell : failed) {
      line(GAP + PlainText.oneLine(cell.id()));
      Map<String, List<Fork>> byReason = new TreeMap<>();
      for (Fork fork : cell.failedForks()) {
        String reason = fork.failure().orElseThrow().reason();
        byReason.computeIfAbsent(reason, r -> new ArrayList<>()).add(fork);
      }
      byReason.values().forEach(forks -> failure(cell, forks, logs));
    }
    line("");
  }

  /** Forks that failed for the same reason; the log of the last one is shown. */
  private void failure(Cell cell, List<Fork> forks, LogLocator logs) {
    Fork last = forks.get(forks.size() - 1);
    Failure failure = last.failure().orElseThrow();
    String blocks = String.join(", ", forks.stream().map(fork -> "" + (fork.block() + 1)).toList());
    line(
        GAP
            + GAP
            + (forks.size() == 1 ? "block " : "blocks ")
            + blocks
            + ": "
            + PlainText.oneLine(failure.reason()));
    int from = Math.max(0, failure.logTail().size() - LOG_LINES);
    for (String text : failure.logTail().subList(from, failure.logTail().size())) {
      line(style.dim(GAP + GAP + GAP + "| " + PlainText.oneLine(text)));
    }
    logs.find(cell, last)
        .ifPresent(path -> line(GAP + GAP + GAP + "log: " + PlainText.escaped(path)));
  }

  private void footnotes() {
    if (run.plan().blocks() > 1) {
      note(
          style.plusMinus()
              + " half the width of the mean's 95 % interval over the blocks (Student t); "
              + style.times()
              + " ratio to the reference; peak memory: the highest of any benchmark, above the"
              + " JVM's own");
    } else {
      note("one block: no spread is known; " + style.times() + " ratio to the reference");
    }
    new TableNotes(run, style).all().forEach(this::note);
    new RooflineNotes(run).lines().forEach(this::note);
    if (partial) {
      note("* some blocks failed; the figure is of the others");
    }
    new PrecisionNotes(run, style).lines().forEach(this::note);
    absent();
    run.warnings().forEach(warning -> note("warning: " + PlainText.escaped(warning)));
  }

  /**
   * Metrics that no cell has, those with the same reason in one note: the reasons of a metric's
   * cells differ in figures at most.
   */
  private void absent() {
    Map<String, String> reasons = new TreeMap<>();
    for (Cell cell : run.cells()) {
      for (Absent absent : cell.absent()) {
        reasons.putIfAbsent(absent.name(), absent.reason());
      }
    }
    for (Cell cell : run.cells()) {
      cell.metrics().forEach(metric -> reasons.remove(metric.kind().name()));
    }
    Map<String, List<String>> names = new LinkedHashMap<>();
    reasons.forEach(
        (name, reason) -> names.computeIfAbsent(reason, r -> new ArrayList<>()).add(name));
    names.forEach(
        (reason, all) ->
            note(PlainText.oneLine("not measured: " + String.join(", ", all) + ": " + reason)));
  }

  private void note(String text) {
    for (String part : Line.wrapped(text, style.width(), GAP).split("\n")) {
      line(style.dim(part));
    }
  }

  private void line(String text) {
    out.append(text).append('\n');
  }
}
