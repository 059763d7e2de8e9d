package dev.tare.results.report;

import dev.tare.results.changes.Change;
import dev.tare.results.history.LevelChange;
import dev.tare.results.history.RunMark;
import dev.tare.results.run.Assumption;
import java.util.Optional;

/** The parts of a change of a history in words, not escaped. */
final class ChangeText {
  private static final int COMMIT_DIGITS = 9;

  private final TerminalStyle style;

  ChangeText(TerminalStyle style) {
    this.style = style;
  }

  /** {@code gemma3-120m/Q4_0 TokenGenerationBenchmark.decode depth=0 decodeTokensPerSecond}. */
  static String series(Change change) {
    return change.subject().label() + " " + change.series().kind().name();
  }

  /** {@code 2026-03-14}, of a drift {@code 2026-03-14 to 2026-04-02}. */
  static String date(Change change) {
    return change.kind() == LevelChange.Kind.DRIFT
        ? change.date() + " to " + change.lastDate()
        : change.date().toString();
  }

  /** {@code −12.3 %}. */
  String size(Change change) {
    return amount(change, change.size());
  }

  /** {@code −15.6…−9.1 %}; empty for what has no spread. */
  String interval(Change change) {
    if (change.series().kind().assumption() == Assumption.EXACT) {
      return "";
    }
    String lower = amount(change, change.interval().lower()).replace(" %", "");
    return lower + style.range() + amount(change, change.interval().upper());
  }

  private String amount(Change change, double amount) {
    if (change.relative()) {
      return Digits.signedPercent(amount, style);
    }
    String sign = amount < 0 ? style.minus() : "+";
    return sign + Scale.withUnit(change.series().kind().unit(), Math.abs(amount));
  }

  /** Both levels in one unit: {@code 236 → 160 tok/s}. */
  String levels(Change change) {
    String unit = change.series().kind().unit();
    if (change.series().kind().assumption() == Assumption.EXACT) {
      String unitOrNone = unit.equals("1") ? "" : " " + unit;
      return exact(change.before())
          + " "
          + style.arrow()
          + " "
          + exact(change.after())
          + unitOrNone;
    }
    double least = Math.min(Math.abs(change.before()), Math.abs(change.after()));
    Scale scale = Scale.forValue(unit, least);
    boolean fine = unit.equals("1") || !change.relative();
    int digits = fine ? 6 : 3;
    String text =
        Digits.significant(change.before() / scale.size(), digits)
            + " "
            + style.arrow()
            + " "
            + Digits.significant(change.after() / scale.size(), digits);
    return (text + " " + scale.name()).trim();
  }

  private static String exact(double value) {
    boolean whole = value == Math.rint(value) && Math.abs(value) < 1L << 53;
    return whole ? Long.toString((long) value) : Double.toString(value);
  }

  /** {@code 3f2a1b9..8c1cf17}; empty where no commit is known. */
  static Optional<String> commits(Change change) {
    Optional<String> now = commit(change.from());
    return now.map(
        id -> commit(change.previous()).filter(was -> !was.equals(id)).orElse("") + ".." + id);
  }

  private static Optional<String> commit(RunMark run) {
    return run.commit()
        .map(id -> id.length() <= COMMIT_DIGITS ? id : id.substring(0, COMMIT_DIGITS));
  }

  /** {@code known 4 runs later}; empty for what was named beforehand. */
  static Optional<String> known(Change change) {
    if (change.kind() == LevelChange.Kind.CUT) {
      return Optional.empty();
    }
    int runs = change.runsLater();
    return Optional.of(
        runs == 0 ? "known at once" : "known " + runs + (runs == 1 ? " run later" : " runs later"));
  }
}
