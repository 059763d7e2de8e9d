package dev.tare.results.verdict;

import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

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
  private final List<NoisyPair> noisy = new ArrayList<>();

  RowList(Policy policy) {
    this.policy = policy;
  }

  void addExact(Subject subject, MetricKind kind, Optional<Side> before, Optional<Side> now) {
    if (before.isPresent() && now.isPresent()) {
      rows.add(ExactJudge.judge(subject, kind, before.get(), now.get()));
    } else {
      Verdict verdict = now.isPresent() ? Verdict.NEW : Verdict.GONE;
      rows.add(new Row(subject, kind, verdict, before, now, Optional.empty(), List.of()));
    }
  }

  void addPair(MetricPair pair) {
    Criterion criterion = policy.criterionFor(pair.kind());
    if (criterion instanceof Criterion.Equality) {
      rows.add(ExactJudge.judge(pair));
    } else if (!(criterion instanceof Criterion.Informational)) {
      noisy.add(NoisyPair.of(pair, criterion, policy));
    }
  }

  /** A metric that one side lacks. */
  void addLonely(
      Subject subject,
      Verdict verdict,
      Optional<Metric> before,
      Optional<Metric> now,
      String note) {
    MetricKind kind = now.or(() -> before).orElseThrow().kind();
    if (policy.criterionFor(kind) instanceof Criterion.Informational) {
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

  List<Row> worstFirst() {
    List<Row> all = new ArrayList<>(rows);
    all.addAll(NoisyJudge.judge(noisy, policy));
    all.sort(
        Comparator.comparingInt((Row row) -> WORST_FIRST.indexOf(row.verdict()))
            .thenComparing(Comparator.comparingDouble(Row::badness).reversed())
            .thenComparing(row -> row.subject().label())
            .thenComparing(row -> row.kind().name()));
    return all;
  }
}
