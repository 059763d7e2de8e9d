package dev.tare.results.verdict;

import dev.tare.results.experience.EarlierRuns;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Collects the metrics of both sides; noisy ones are judged together at the end. */
final class RowList {
  private static final List<Verdict> WORST_FIRST =
      List.of(
          Verdict.REGRESSED,
          Verdict.FAILED,
          Verdict.GONE,
          Verdict.INCONCLUSIVE,
          Verdict.IMPROVED,
          Verdict.NEW,
          Verdict.UNCHANGED);

  private final Policy policy;
  private final List<Row> rows = new ArrayList<>();
  private final List<Noisy> noisy = new ArrayList<>();
  private final EarlierRuns earlier;

  RowList(Policy policy) {
    this(policy, EarlierRuns.NONE);
  }

  RowList(Policy policy, EarlierRuns earlier) {
    this.policy = policy;
    this.earlier = earlier;
  }

  void addExact(Subject subject, MetricKind stated, Optional<Side> before, Optional<Side> now) {
    Criterion criterion = policy.criterionFor(subject, stated);
    if (criterion instanceof Criterion.Informational) {
      return;
    }
    MetricKind kind = policy.directed(subject, stated);
    if (before.isPresent() && now.isPresent()) {
      boolean text = before.get().text().isPresent() || now.get().text().isPresent();
      rows.add(
          text || criterion instanceof Criterion.Equality
              ? ExactJudge.judge(subject, kind, before.get(), now.get())
              : ToleranceJudge.judge(subject, kind, before.get(), now.get(), criterion));
    } else {
      Verdict verdict = now.isPresent() ? Verdict.NEW : Verdict.GONE;
      rows.add(new Row(subject, kind, verdict, before, now, Optional.empty(), List.of()));
    }
  }

  void addPair(MetricPair pair) {
    Criterion criterion = policy.criterionFor(pair.subject(), pair.kind());
    if (criterion instanceof Criterion.Informational) {
      return;
    }
    if (criterion instanceof Criterion.Equality) {
      rows.add(ExactJudge.judge(pair));
    } else if (isFixed(pair)) {
      Side before = Side.of(pair.baseline());
      Side now = Side.of(pair.run());
      rows.add(ToleranceJudge.judge(pair.subject(), pair.kind(), before, now, criterion));
    } else {
      noisy.add(new Noisy(pair, criterion));
    }
  }

  private record Noisy(MetricPair pair, Criterion criterion) {}

  /** On all cores: resampling takes most of the time that judging takes. */
  private List<NoisyPair> estimated() {
    return noisy.parallelStream()
        .map(each -> NoisyPair.of(each.pair(), each.criterion(), policy))
        .toList();
  }

  /** Whether it should repeat and indeed is the same in every block of a side. */
  private static boolean isFixed(MetricPair pair) {
    boolean repeats = pair.kind().assumption() == Assumption.EXACT || Policy.repeats(pair.kind());
    return repeats && Side.of(pair.baseline()).isConstant() && Side.of(pair.run()).isConstant();
  }

  /** A metric that one side lacks. */
  void addLonely(
      Subject subject,
      Verdict verdict,
      Optional<Metric> before,
      Optional<Metric> now,
      String note) {
    MetricKind kind = now.or(() -> before).orElseThrow().kind();
    if (policy.criterionFor(subject, kind) instanceof Criterion.Informational) {
      return;
    }
    List<String> notes = note.isEmpty() ? List.of() : List.of(note);
    rows.add(
        new Row(
            subject,
            kind,
            verdict,
            before.map(Side::of),
            now.map(Side::of),
            Optional.empty(),
            notes));
  }

  /** Rows that are judged already. */
  void addAll(List<Row> judged) {
    rows.addAll(judged);
  }

  /**
   * Every metric, judged.
   *
   * @param worstFirst the rows; of one verdict, those that are excused stand last
   * @param history what was learned from earlier runs; empty when nothing was
   */
  record Judged(List<Row> worstFirst, Optional<HistoryUse> history) {}

  /** Judges without excuses. */
  Judged judged() {
    return judged(UnaryOperator.identity());
  }

  /**
   * Judges.
   *
   * @param excuses gives a row its excuse
   */
  Judged judged(UnaryOperator<Row> excuses) {
    List<Row> all = new ArrayList<>(rows);
    LearnedPairs learned = LearnedPairs.of(estimated(), policy, earlier);
    all.addAll(NoisyJudge.judge(learned.pairs(), policy, learned.falseAlarms()));
    all.replaceAll(excuses);
    all.sort(
        Comparator.comparingInt((Row row) -> WORST_FIRST.indexOf(row.verdict()))
            .thenComparing(row -> row.excuse().isPresent())
            .thenComparing(Comparator.comparingDouble(Row::badness).reversed())
            .thenComparing(row -> row.subject().label())
            .thenComparing(row -> row.kind().name()));
    return new Judged(all, learned.use());
  }
}
