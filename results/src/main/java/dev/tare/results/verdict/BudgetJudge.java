package dev.tare.results.verdict;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.stats.Interval;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Holds a run's metrics to absolute limits, those among them that are never compared. The evidence
 * is Student's interval of the mean of the block means: a metric is over its budget, or keeps it,
 * when the whole interval does. One block has no interval, an exact metric needs none.
 */
final class BudgetJudge {
  private static final int MOST_BLOCKS = 1000;

  private final Run run;
  private final Policy policy;
  private final List<Measured> measured;

  private record Measured(Subject subject, MetricKind kind, Side value) {}

  private BudgetJudge(Run run, Policy policy) {
    this.run = run;
    this.policy = policy;
    this.measured = new ArrayList<>();
    run.models().forEach(this::add);
    run.cells().forEach(this::add);
  }

  /** Every budget of the policy, worst first; each has a row at least. */
  static List<BudgetRow> judge(Run run, Policy policy) {
    return policy.budgets().isEmpty() ? List.of() : new BudgetJudge(run, policy).rows();
  }

  private void add(ModelIdentity model) {
    Subject subject = Subject.of(model);
    ModelRows.of(model).forEach((kind, side) -> add(new Measured(subject, kind, side)));
  }

  private void add(Cell cell) {
    Subject subject = Subject.of(cell);
    for (Metric metric : cell.metrics()) {
      add(new Measured(subject, metric.kind(), Side.of(metric)));
    }
  }

  private void add(Measured one) {
    if (!one.value.blockMeans().isEmpty()) {
      measured.add(one);
    }
  }

  private List<BudgetRow> rows() {
    List<BudgetRow> rows = new ArrayList<>();
    policy.budgets().forEach(budget -> rows.addAll(rows(budget)));
    rows.sort(
        Comparator.comparing(BudgetRow::verdict)
            .thenComparing(Comparator.comparingDouble(BudgetRow::excess).reversed())
            .thenComparing(row -> row.subject().label())
            .thenComparing(row -> row.kind().name()));
    return rows;
  }

  private List<BudgetRow> rows(Budget budget) {
    List<BudgetRow> rows = new ArrayList<>();
    measured.stream()
        .filter(one -> budget.isOf(one.subject, one.kind))
        .forEach(one -> rows.add(row(budget, one)));
    rows.addAll(absent(budget, rows));
    return rows.isEmpty() ? List.of(unmatched(budget)) : rows;
  }

  private BudgetRow row(Budget budget, Measured one) {
    double mean = one.value.mean();
    Optional<Interval> interval = interval(one);
    Interval judged = interval.orElseGet(() -> new Interval(mean, mean));
    BudgetVerdict verdict = budget.bound().judge(judged, budget.limit());
    List<String> notes = new ArrayList<>();
    if (verdict == BudgetVerdict.INCONCLUSIVE) {
      notes.add(whatWouldDecide(budget, one));
    } else if (interval.isEmpty() && one.kind.assumption() == Assumption.NOISY) {
      notes.add("one block shows no spread: its value decides");
    }
    return new BudgetRow(one.subject, one.kind, budget, one.value, interval, verdict, notes);
  }

  private Optional<Interval> interval(Measured one) {
    List<Double> means = one.value.blockMeans();
    if (means.size() < 2 || one.kind.assumption() == Assumption.EXACT) {
      return Optional.empty();
    }
    Sample sample = Sample.of(means);
    double arm = Student.halfWidth(sample, policy.confidence());
    return Optional.of(new Interval(sample.mean() - arm, sample.mean() + arm));
  }

  /** The fewest blocks with which the interval would end at the limit, if mean and spread stay. */
  private String whatWouldDecide(Budget budget, Measured one) {
    Sample sample = Sample.of(one.value.blockMeans());
    double distance = Math.abs(sample.mean() - budget.limit());
    if (halfWidth(sample, MOST_BLOCKS) > distance) {
      return "so near the limit that more than " + MOST_BLOCKS + " blocks would be needed";
    }
    int tooFew = sample.size();
    int enough = MOST_BLOCKS;
    while (enough - tooFew > 1) {
      int middle = (tooFew + enough) / 2;
      if (halfWidth(sample, middle) > distance) {
        tooFew = middle;
      } else {
        enough = middle;
      }
    }
    return "about " + enough + " blocks would likely decide";
  }

  private double halfWidth(Sample sample, int blocks) {
    return Student.halfWidth(sample.variance(), blocks, policy.confidence());
  }

  /** The cells that should have the metric and say why they have not. */
  private List<BudgetRow> absent(Budget budget, List<BudgetRow> found) {
    Set<Subject> have = found.stream().map(BudgetRow::subject).collect(Collectors.toSet());
    List<BudgetRow> rows = new ArrayList<>();
    for (Cell cell : run.cells()) {
      Subject subject = Subject.of(cell);
      if (budget.selector().matches(subject) && !have.contains(subject)) {
        absent(budget, cell)
            .ifPresent(
                absent ->
                    rows.add(
                        notMeasured(
                            budget, subject, absent.name(), "not measured: " + absent.reason())));
      }
    }
    return rows;
  }

  private static Optional<Absent> absent(Budget budget, Cell cell) {
    return cell.absent().stream()
        .filter(absent -> budget.selector().metric().isPresent())
        .filter(absent -> budget.selector().matchesName(absent.name()))
        .filter(absent -> cell.metric(absent.name()).isEmpty())
        .findFirst();
  }

  private static BudgetRow notMeasured(Budget budget, Subject subject, String name, String note) {
    Better better = budget.bound().allowsLess() ? Better.LOWER : Better.HIGHER;
    MetricKind kind = new MetricKind(name, budget.unit(), better, Assumption.NOISY);
    return new BudgetRow(
        subject,
        kind,
        budget,
        Side.none(),
        Optional.empty(),
        BudgetVerdict.NOT_MEASURED,
        List.of(note));
  }

  /** A misspelt budget must not pass for one that is kept. */
  private BudgetRow unmatched(Budget budget) {
    Selector selector = budget.selector();
    Subject subject =
        new Subject(
            Optional.of(text(selector.benchmark())),
            text(selector.family()),
            text(selector.variant()),
            Map.of());
    String note = new BudgetHint(run, budget, kinds()).text();
    return notMeasured(budget, subject, text(selector.metric()), note);
  }

  private Map<Subject, List<MetricKind>> kinds() {
    return measured.stream()
        .collect(
            Collectors.groupingBy(
                Measured::subject,
                LinkedHashMap::new,
                Collectors.mapping(Measured::kind, Collectors.toList())));
  }

  private static String text(Optional<Pattern> pattern) {
    return pattern.map(Pattern::pattern).orElse("*");
  }
}
