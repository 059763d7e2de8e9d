package dev.tare.results.report;

import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Side;
import dev.tare.results.verdict.Subject;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The parts of a comparison's row in words, not escaped. */
final class RowText {
  private static final int HASH_DIGITS = 12;

  private final TerminalStyle style;

  RowText(TerminalStyle style) {
    this.style = style;
  }

  /** {@code gemma3-120m/Q4_0 TokenGenerationBenchmark.decode depth=0}. */
  static String subject(Subject subject) {
    return subject.label();
  }

  /**
   * Both values in one unit: {@code 236 → 160 tok/s}; where earlier runs tell the level, from that:
   * {@code level 236 → 160 tok/s}.
   */
  String values(Row row) {
    if (row.baseline().isEmpty() || row.run().isEmpty()) {
      Side only = row.run().or(row::baseline).orElseThrow();
      return value(row, only);
    }
    Side before = row.baseline().get();
    Side now = row.run().get();
    String unit = row.kind().unit();
    if (before.text().isPresent() || now.text().isPresent() || exactlyShown(row)) {
      return value(row, before) + " " + style.arrow() + " " + value(row, now);
    }
    Optional<Double> level = row.effect().flatMap(Effect::level);
    double expected = level.orElse(before.mean());
    Scale scale = Scale.forValue(unit, Math.min(Math.abs(expected), Math.abs(now.mean())));
    int digits = unit.equals("1") ? 6 : 3;
    String text =
        (level.isPresent() ? "level " : "")
            + Digits.significant(expected / scale.size(), digits)
            + " "
            + style.arrow()
            + " "
            + Digits.significant(now.mean() / scale.size(), digits);
    return (text + " " + scale.name()).trim();
  }

  /** Exact metrics without an effect would look the same once rounded. */
  private static boolean exactlyShown(Row row) {
    return row.effect().isEmpty() && row.kind().assumption().id().equals("exact");
  }

  private String value(Row row, Side side) {
    if (side.text().isPresent()) {
      String text = side.text().get();
      return text.length() <= HASH_DIGITS ? text : text.substring(0, HASH_DIGITS);
    }
    if (row.kind().assumption().id().equals("exact")) {
      double mean = side.mean();
      String unit = row.kind().unit().equals("1") ? "" : " " + row.kind().unit();
      boolean whole = mean == Math.rint(mean) && Math.abs(mean) < 1L << 53;
      return (whole ? Long.toString((long) mean) : Double.toString(mean)) + unit;
    }
    return Scale.withUnit(row.kind().unit(), side.mean());
  }

  /** {@code −32.2 %}; empty when it has no effect. */
  String change(Row row) {
    return row.effect().map(effect -> amount(row, effect, effect.change())).orElse("");
  }

  /** {@code −40.1 … −22.0 %}; empty when it has no effect. */
  String interval(Row row) {
    return row.effect().map(effect -> interval(row, effect, effect.judged())).orElse("");
  }

  /** Change, interval and values, as far as there are any. */
  String sentence(Row row) {
    String interval = interval(row);
    return Stream.of(change(row), interval.isEmpty() ? "" : "[" + interval + "]", values(row))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(" "));
  }

  /** What a budget's metric is, as far as that was measured, and the limit. */
  String sentence(BudgetRow row) {
    String interval = BudgetText.interval(row, style);
    return BudgetText.value(row).orElse("not measured")
        + (interval.isEmpty() ? "" : " [" + interval + "]")
        + ", limit "
        + row.budget().text();
  }

  private String interval(Row row, Effect effect, Interval interval) {
    String lower = amount(row, effect, interval.lower()).replace(" %", "");
    return lower + style.range() + amount(row, effect, interval.upper());
  }

  private String amount(Row row, Effect effect, double amount) {
    if (effect.scale() == Effect.Scale.RELATIVE) {
      return Digits.signedPercent(amount, style);
    }
    String sign = amount < 0 ? style.minus() : "+";
    return sign + Scale.withUnit(row.kind().unit(), Math.abs(amount));
  }
}
