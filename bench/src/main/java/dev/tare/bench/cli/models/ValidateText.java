package dev.tare.bench.cli.models;

import dev.tare.fixtures.validate.Check;
import dev.tare.fixtures.validate.ValidationReport;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.TerminalStyle;
import java.util.List;
import java.util.Locale;

/** The checks of models, a line each, and how many of them hold. */
final class ValidateText {
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
      long bad = reports.stream().filter(report -> !report.valid()).count();
      text.append(reports.size()).append(" models, ");
      text.append(bad == 0 ? style.good("all valid") : style.bad(bad + " invalid")).append('\n');
    }
    return text.toString();
  }

  private void model(ValidationReport report, StringBuilder text) {
    String path = style.shown(PlainText.escaped(report.path().toString()));
    text.append(style.bold(path)).append("  ").append(report.format()).append('\n');
    int width = report.checks().stream().mapToInt(check -> check.name().length()).max().orElse(0);
    for (Check check : report.checks()) {
      String name = String.format(Locale.ROOT, "%-" + width + "s", check.name());
      text.append(mark(check.outcome())).append(' ').append(name).append("  ");
      text.append(detail(check)).append('\n');
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

  private String detail(Check check) {
    String shown = style.shown(PlainText.escaped(check.detail()));
    return check.outcome() == Check.Outcome.SKIPPED ? style.dim(shown) : shown;
  }

  private String summary(ValidationReport report) {
    long failed = report.count(Check.Outcome.FAILED);
    long skipped = report.count(Check.Outcome.SKIPPED);
    String passed = report.count(Check.Outcome.PASSED) + " passed, ";
    String failures = failed + " failed";
    return passed + (failed > 0 ? style.bad(failures) : failures) + ", " + skipped + " skipped";
  }
}
