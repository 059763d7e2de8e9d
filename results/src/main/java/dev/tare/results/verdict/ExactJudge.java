package dev.tare.results.verdict;

import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares what must be the same every time: bytes, counts, hashes. */
final class ExactJudge {
  private ExactJudge() {}

  static Row judge(MetricPair pair) {
    Set<Double> before = distinct(pair.baseline());
    Set<Double> now = distinct(pair.run());
    Side baseline = Side.of(pair.baseline());
    Side run = Side.of(pair.run());
    if (before.size() > 1 || now.size() > 1) {
      String note =
          "varies within a run, so equality says nothing: "
              + before.size()
              + " values in the baseline, "
              + now.size()
              + " in the run";
      return row(pair.subject(), pair.kind(), Verdict.INCONCLUSIVE, baseline, run, List.of(note));
    }
    return judge(pair.subject(), pair.kind(), baseline, run);
  }

  private static Set<Double> distinct(Metric metric) {
    return metric.blocks().stream()
        .map(Block::samples)
        .flatMap(List::stream)
        .collect(Collectors.toSet());
  }

  /** Compares two single numbers, or two texts. */
  static Row judge(Subject subject, MetricKind kind, Side baseline, Side run) {
    boolean same =
        baseline.text().equals(run.text())
            && (baseline.text().isPresent() || baseline.mean() == run.mean());
    if (same) {
      return row(subject, kind, Verdict.UNCHANGED, baseline, run, List.of());
    }
    boolean better =
        switch (kind.better()) {
          case LOWER -> run.mean() < baseline.mean();
          case HIGHER -> run.mean() > baseline.mean();
          case SAME -> false;
        };
    Verdict verdict = better ? Verdict.IMPROVED : Verdict.REGRESSED;
    return row(subject, kind, verdict, baseline, run, List.of("differs; must be the same"));
  }

  private static Row row(
      Subject subject,
      MetricKind kind,
      Verdict verdict,
      Side baseline,
      Side run,
      List<String> notes) {
    return new Row(
        subject, kind, verdict, Optional.of(baseline), Optional.of(run), Optional.empty(), notes);
  }
}
