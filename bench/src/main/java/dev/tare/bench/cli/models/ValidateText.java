package dev.tare.bench.cli.models;

import dev.tare.fixtures.validate.Check;
import dev.tare.fixtures.validate.ValidationReport;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.Line;
import dev.tare.results.report.TerminalStyle;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** The checks of models, a line or more each, and how many of them hold. */
final class ValidateText {
  private static final int LEAST_ROOM = 20;

  private final TerminalStyle style;

  ValidateText(TerminalStyle style) {
    this.style = style;
  }

  /** The text, ending with a line feed. */
  String render(List<ValidationReport> reports) {
    StringBuilder text = new StringBuilder();
    for (ValidationReport report : reports) {
      model(report, text);
    }
    if (reports.size() > 1) {
      total(reports, text);
    }
    return text.toString();
  }

  private void total(List<ValidationReport> reports, StringBuilder text) {
    List<ValidationReport> bad = reports.stream().filter(report -> !report.valid()).toList();
    text.append(reports.size()).append(" models, ");
    if (bad.isEmpty()) {
      text.append(style.good("all valid")).append('\n');
      return;
    }
    text.append(style.bad(bad.size() + " invalid")).append(":\n");
    bad.forEach(report -> text.append("  ").append(path(report)).append('\n'));
  }

  private String path(ValidationReport report) {
    return style.shown(PlainText.escaped(report.path().toString()));
  }

  private void model(ValidationReport report, StringBuilder text) {
    text.append(style.bold(path(report))).append("  ").append(report.format()).append('\n');
    int width = report.checks().stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (Check check : report.checks()) {
      String name = String.format(Locale.ROOT, "%-" + width + "s", check.name());
      String start = mark(check.outcome()) + " " + name + "  ";
      text.append(start).append(detail(check, Line.width(start))).append('\n');
    }
    text.append(summary(report)).append("\n\n");
  }

  /** Words of one width where the signs cannot be shown. */
  private String mark(Check.Outcome outcome) {
    return switch (outcome) {
      case PASSED -> style.good(style.unicode() ? "✓" : "ok  ");
      case FAILED -> style.bad(style.unicode() ? "✗" : "FAIL");
      case SKIPPED -> style.dim(style.unicode() ? "–" : "skip");
    };
  }

  /** Further lines stand below the first; paths and names are left whole, whatever their length. */
  private String detail(Check check, int column) {
    String shown = style.shown(PlainText.escaped(check.detail()));
    int room = Math.max(LEAST_ROOM, style.width() - column);
    return Line.wrapped(shown, room, "")
        .lines()
        .map(line -> check.outcome() == Check.Outcome.SKIPPED ? style.dim(line) : line)
        .collect(Collectors.joining("\n" + " ".repeat(column)));
  }

  private String summary(ValidationReport report) {
    long failed = report.count(Check.Outcome.FAILED);
    long skipped = report.count(Check.Outcome.SKIPPED);
    String passed = report.count(Check.Outcome.PASSED) + " checks passed, ";
    String failures = failed + " failed";
    return passed + (failed > 0 ? style.bad(failures) : failures) + ", " + skipped + " skipped";
  }
}
