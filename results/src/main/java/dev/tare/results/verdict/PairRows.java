package dev.tare.results.verdict;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Takes the cells of both arms apart, metric by metric: what is exact, constant or missing is
 * judged at once; the rest is paired and judged together.
 */
final class PairRows {
  /** A block that can tell one has many operations, so it is a quick one. */
  private static final Pattern PERCENTILE = Pattern.compile(".*P[0-9]{1,3}Ns");

  private final Policy policy;
  private final RowList rows;
  private final List<PairedMetric> paired = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();

  PairRows(Policy policy) {
    this.policy = policy;
    this.rows = new RowList(policy);
  }

  /** What is judged together. */
  List<PairedMetric> paired() {
    return paired;
  }

  /** What was left out, or rests on some of the pairs only. */
  List<String> notes() {
    return notes;
  }

  /** Every row, with those of the paired metrics. */
  List<Row> worstFirst(List<Row> judged) {
    rows.addAll(judged);
    return rows.judged().worstFirst();
  }

  /** One cell in both arms, or what there is of a metric in them. */
  private record Arms(Cell a, Cell b, Subject subject, int pairs) {
    Optional<Metric> before(String name) {
      return a.metric(name).filter(metric -> !metric.blocks().isEmpty());
    }

    Optional<Metric> now(String name) {
      return b.metric(name).filter(metric -> !metric.blocks().isEmpty());
    }

    boolean inTurns() {
      return a.arm().filter(CellArm::inTurns).isPresent();
    }

    String label(int measured) {
      return measured + " of " + pairs + " pairs of " + subject.label();
    }
  }

  void add(Cell a, Cell b) {
    Set<Integer> common = blocks(a);
    common.retainAll(blocks(b));
    Arms arms = new Arms(a, b, Subject.of(a), common.size());
    Set<String> names = names(a);
    names.addAll(names(b));
    for (String name : names) {
      Optional<Metric> before = arms.before(name);
      Optional<Metric> now = arms.now(name);
      if (before.isPresent() && now.isPresent()) {
        addBoth(arms, before.get(), now.get());
      } else if (before.isPresent() || now.isPresent()) {
        addLonely(arms, before, now);
      }
    }
    addTimesOfNeither(arms);
  }

  private static Set<Integer> blocks(Cell cell) {
    return cell.metrics().stream()
        .flatMap(metric -> metric.blocks().stream())
        .map(Block::block)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static Set<String> names(Cell cell) {
    return cell.metrics().stream()
        .map(metric -> metric.kind().name())
        .collect(Collectors.toCollection(LinkedHashSet::new));
  }

  private void addBoth(Arms arms, Metric before, Metric now) {
    MetricPair pair = new MetricPair(arms.subject(), before, now);
    Criterion criterion = policy.criterionFor(pair.subject(), pair.kind());
    if (criterion instanceof Criterion.Equality) {
      rows.addAll(List.of(exact(ExactJudge.judge(pair))));
    } else if (!(criterion instanceof Criterion.Informational)) {
      addNoisy(arms, pair, criterion);
    }
  }

  private void addNoisy(Arms arms, MetricPair pair, Criterion criterion) {
    Optional<PairedMetric> metric = PairedMetric.of(pair, criterion, arms.inTurns());
    int measured = metric.map(each -> each.test().pairs()).orElse(0);
    if (measured < arms.pairs() && isPercentile(pair.kind())) {
      leaveOut(arms, pair.kind(), measured);
      return;
    }
    if (metric.isEmpty()) {
      String note = "no block has a value in both arms";
      lonely(arms, Verdict.GONE, Optional.of(pair.baseline()), Optional.of(pair.run()), note);
      return;
    }
    if (measured < arms.pairs()) {
      notes.add(pair.kind().name() + " is judged by " + arms.label(measured));
    }
    if (criterion instanceof Criterion.Absolute && metric.get().isConstant()) {
      rows.addAll(List.of(ConstantJudge.judge(metric.get())));
    } else {
      paired.add(metric.get());
    }
  }

  private static boolean isPercentile(MetricKind kind) {
    return PERCENTILE.matcher(kind.name()).matches();
  }

  private void leaveOut(Arms arms, MetricKind kind, int measured) {
    notes.add(
        kind.name()
            + " was measured in "
            + arms.label(measured)
            + " and is not judged: they would be a choice of the quicker forks");
  }

  /** One arm has it, the other never. */
  private void addLonely(Arms arms, Optional<Metric> before, Optional<Metric> now) {
    MetricKind kind = now.or(() -> before).orElseThrow().kind();
    if (!isJudged(arms, kind)) {
      return;
    }
    if (arms.pairs() > 0 && isPercentile(kind)) {
      leaveOut(arms, kind, 0);
      return;
    }
    Cell lacking = now.isPresent() ? arms.a() : arms.b();
    String arm = now.isPresent() ? Arm.A : Arm.B;
    Verdict verdict = now.isPresent() ? Verdict.NEW : gone(arms.b());
    lonely(arms, verdict, before, now, why(lacking, kind.name(), arm));
  }

  private static Verdict gone(Cell b) {
    return b.failedForks().isEmpty() ? Verdict.GONE : Verdict.FAILED;
  }

  private static String why(Cell cell, String name, String arm) {
    return reason(cell, name)
        .map(reason -> "not measured in arm " + arm + ": " + reason)
        .orElse("arm " + arm + " has no value");
  }

  private static Optional<String> reason(Cell cell, String name) {
    return cell.absent().stream()
        .filter(absent -> absent.name().equals(name))
        .findFirst()
        .map(Absent::reason);
  }

  private void lonely(
      Arms arms, Verdict verdict, Optional<Metric> before, Optional<Metric> now, String note) {
    rows.addLonely(arms.subject(), verdict, before, now, note);
  }

  /**
   * Times that neither arm could measure, such as those of cold loads that never were cold: what
   * the cell is for is missing. Energy and the like are missing on most machines.
   */
  private void addTimesOfNeither(Arms arms) {
    Set<String> names = new LinkedHashSet<>();
    arms.a().absent().forEach(absent -> names.add(absent.name()));
    arms.b().absent().forEach(absent -> names.add(absent.name()));
    for (String name : names) {
      MetricKind kind = new MetricKind(name, "ns", Better.LOWER, Assumption.NOISY);
      boolean time = name.endsWith("Ns") && !isPercentile(kind);
      boolean neither = arms.before(name).isEmpty() && arms.now(name).isEmpty();
      if (time && neither && isJudged(arms, kind)) {
        rows.addAll(List.of(ofNeither(arms, kind)));
      }
    }
  }

  private boolean isJudged(Arms arms, MetricKind kind) {
    return !(policy.criterionFor(arms.subject(), kind) instanceof Criterion.Informational);
  }

  private static Row ofNeither(Arms arms, MetricKind kind) {
    String reason =
        reason(arms.a(), kind.name()).or(() -> reason(arms.b(), kind.name())).orElseThrow();
    return new Row(
        arms.subject(),
        kind,
        Verdict.GONE,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of("not measured in either arm: " + reason));
  }

  /**
   * Other kernels, caches and models answer differently by right; that is worth knowing, and no
   * regression.
   */
  private static Row exact(Row row) {
    boolean differs = row.verdict() == Verdict.REGRESSED && row.kind().better() == Better.SAME;
    if (!differs && row.verdict() != Verdict.INCONCLUSIVE) {
      return row;
    }
    String note =
        differs
            ? "the arms differ: they do not compute the same; how good B's answers are, this does"
                + " not tell"
            : "varies within an arm, so equality says nothing";
    return new Row(
        row.subject(),
        row.kind(),
        Verdict.INCONCLUSIVE,
        row.baseline(),
        row.run(),
        row.effect(),
        List.of(note));
  }
}
