package dev.tare.results.report;

import static dev.tare.results.sample.SmallRuns.CACHE;
import static dev.tare.results.sample.SmallRuns.HASH;
import static dev.tare.results.sample.SmallRuns.PEAK;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.cell;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import dev.tare.results.sample.SmallRuns;
import dev.tare.results.sample.WorkflowCommand;
import dev.tare.results.verdict.Bound;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Selector;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Budgets and excuses in what build servers read. */
class PolicyOutputsTest {
  private static final TerminalStyle STYLE = new TerminalStyle(false, true, 80);
  private static final Run BEFORE =
      run("2026-11-18T03:00:00Z", metric(HASH, 7, 7, 7), metric(PEAK, 50, 50.1, 49.9));
  private static final Run NOW =
      run("2026-11-22T03:00:00Z", metric(HASH, 8, 8, 8), metric(PEAK, 50, 50.1, 49.9));

  private static Run run(String startedAt, Metric... metrics) {
    return SmallRuns.run(
        startedAt,
        cell("Load.load", metrics),
        cell("Load.again", metric(TIME, 6e9, 6.1e9, 5.9e9), metric(CACHE, 512, 512, 512)));
  }

  private static Budget budget(String metric, double limit, String unit, String text) {
    return new Budget(
        Selector.any().withMetric(Pattern.compile(metric)),
        Bound.BELOW,
        limit,
        unit,
        text,
        Optional.of("because"));
  }

  private static final Budget OVER = budget("timeNs", 5e9, "ns", "< 5 s");
  private static final Budget KEPT = budget("kvCacheBytes", 600, "bytes", "< 600 B");
  private static final Budget UNDECIDED = budget("peakRssBytes", 50.05, "bytes", "< 50.05 B");
  private static final Budget MISSPELT = budget("timeN", 5e9, "ns", "< 5 s");

  private static Policy budgets(Budget... budgets) {
    return Policy.standard().withBudgets(List.of(budgets));
  }

  private static Policy muted(Policy policy) {
    Selector hash = Selector.any().withMetric(Pattern.compile("outputHash"));
    return policy.withMutes(List.of(new Mute(hash, LocalDate.parse("2026-12-31"), "new weights")));
  }

  private static JunitDocument junit(Comparison comparison) {
    return JunitDocument.of(DiffJunit.render(comparison));
  }

  private static List<WorkflowCommand> commands(Comparison comparison) {
    return DiffGithub.render(comparison, STYLE)
        .lines()
        .map(WorkflowCommand::in)
        .flatMap(Optional::stream)
        .toList();
  }

  private static List<String> names(List<JunitDocument.Case> cases) {
    return cases.stream().map(JunitDocument.Case::name).toList();
  }

  @Test
  void eachBudgetIsATestCase() {
    Comparison comparison =
        Comparator.compare(BEFORE, BEFORE, budgets(KEPT, OVER, UNDECIDED, MISSPELT));
    JunitDocument junit = junit(comparison);
    assertEquals(1 + comparison.rows().size() + 4, junit.cases().size());
    assertEquals(List.of("f/v timeNs < 5 s"), names(junit.marked("failure")));
    assertEquals(
        "over budget: 6.00 s [5.75..6.25], limit < 5 s", junit.marked("failure").get(0).message());
    assertEquals(List.of("*/* timeN < 5 s"), names(junit.marked("error")));
    assertTrue(
        junit.marked("error").get(0).message().startsWith("not measured: "),
        junit.marked("error").get(0).message());
    assertTrue(names(junit.marked("skipped")).contains("f/v peakRssBytes < 50.05 B"));
    assertTrue(names(junit.cases()).contains("f/v kvCacheBytes < 600 B"));
  }

  @Test
  void whatIsOverItsBudgetIsTheFirstAnnotation() {
    Comparison comparison = Comparator.compare(BEFORE, NOW, budgets(KEPT, MISSPELT, OVER));
    List<WorkflowCommand> commands = commands(comparison);
    assertEquals(
        List.of(
            "over budget: Load.again f/v timeNs < 5 s",
            "regressed: Load.load f/v outputHash",
            "not measured: * */* timeN < 5 s"),
        commands.stream().map(command -> command.properties().get("title")).toList());
    assertTrue(commands.stream().allMatch(command -> command.name().equals("error")));
    assertEquals("6.00 s [5.75…6.25], limit < 5 s\nreason: because", commands.get(0).data());
    String last = DiffGithub.render(comparison, STYLE).lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(
        last.startsWith("Tare: 1 regressed, 1 over budget (1 regressed, 0 improved, "), last);
    assertTrue(last.endsWith(", 1 over budget, 1 budget not measured, 1 budget kept)"), last);
  }

  @Test
  void failuresAndErrorsSayWhatTheExitCodeSays() {
    assertCode(1, Comparator.compare(BEFORE, BEFORE, budgets(OVER, MISSPELT)));
    assertCode(3, Comparator.compare(BEFORE, BEFORE, budgets(MISSPELT)));
    assertCode(0, Comparator.compare(BEFORE, BEFORE, budgets(KEPT, UNDECIDED)));
    assertCode(
        3, Comparator.compare(BEFORE, BEFORE, budgets(UNDECIDED).withInconclusiveIncomplete(true)));
    assertCode(1, Comparator.compare(BEFORE, NOW, Policy.standard()));
    assertCode(0, Comparator.compare(BEFORE, NOW, muted(Policy.standard())));
    assertCode(1, Comparator.compare(BEFORE, NOW, muted(budgets(OVER))));
  }

  private static void assertCode(int code, Comparison comparison) {
    assertEquals(code, comparison.exitCode());
    JunitDocument junit = junit(comparison);
    int said = junit.marked("failure").isEmpty() ? junit.marked("error").isEmpty() ? 0 : 3 : 1;
    assertEquals(code, said, () -> DiffJunit.render(comparison));
  }

  @Test
  void anExcusedRegressionIsSkippedAndANotice() {
    Comparison comparison = Comparator.compare(BEFORE, NOW, muted(Policy.standard()));
    JunitDocument.Case excused =
        junit(comparison).marked("skipped").stream()
            .filter(each -> each.name().equals("f/v outputHash"))
            .findFirst()
            .orElseThrow();
    assertEquals("excused: regressed, but muted until 2026-12-31: new weights", excused.message());
    WorkflowCommand notice = commands(comparison).get(0);
    assertEquals("notice", notice.name());
    assertEquals("excused: Load.load f/v outputHash", notice.properties().get("title"));
    assertEquals(
        "regressed, but muted until 2026-12-31: new weights\n7 → 8\ndiffers; must be the same",
        notice.data());
    String last = DiffGithub.render(comparison, STYLE).lines().reduce((a, b) -> b).orElseThrow();
    assertTrue(last.startsWith("Tare: no regression that counts (1 regressed, "), last);
    assertTrue(last.contains(", 1 excused)"), last);
  }

  @Test
  void aCommentShowsWhatIsOverFirstAndFoldsTheRest() {
    Comparison comparison =
        Comparator.compare(BEFORE, NOW, muted(budgets(KEPT, OVER, UNDECIDED, MISSPELT)));
    String page = DiffMarkdown.render(comparison, true, true);
    assertTrue(page.startsWith("### Tare: no regression that counts, 1 over budget\n"), page);
    List<Integer> places =
        List.of(
                "**over budget** (1)",
                "**regressed** (1), 1 of them excused",
                "**budget not measured** (1)",
                "<details><summary>1 budget inconclusive, ",
                "**budget inconclusive** (1)",
                "**budget kept** (1)",
                "</details>")
            .stream()
            .map(page::indexOf)
            .toList();
    assertFalse(places.contains(-1), page);
    assertEquals(places.stream().sorted().toList(), places);
    assertTrue(
        page.contains("| does not count: muted until 2026-12-31: new weights; differs"), page);
    assertFalse(DiffMarkdown.render(comparison, true, false).contains("**budget kept**"));
  }
}
