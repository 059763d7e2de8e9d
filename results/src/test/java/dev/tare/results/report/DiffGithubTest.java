package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.WorkflowCommand;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Verdict;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DiffGithubTest {
  private static final TerminalStyle STYLE = new TerminalStyle(false, true, 80);

  @Test
  void itIsTheGoldenOne() throws IOException {
    assertEquals(Golden.text("diff.github.txt"), DiffGithub.render(ReportTest.comparison(), STYLE));
  }

  private static List<WorkflowCommand> commands(String output) {
    List<String> lines = output.lines().toList();
    return lines.subList(0, lines.size() - 1).stream()
        .map(line -> WorkflowCommand.in(line).orElseThrow())
        .toList();
  }

  private static String lastLine(String output) {
    assertTrue(output.endsWith("\n"));
    return output.substring(output.lastIndexOf('\n', output.length() - 2) + 1).strip();
  }

  private static List<Outcome> outcomes(Standing standing, int count) {
    return IntStream.rangeClosed(1, count)
        .mapToObj(i -> new Outcome(standing, "g", "metric " + i, List.of("line", "another")))
        .toList();
  }

  @Test
  void whatGithubWouldNotShowIsCounted() {
    List<Outcome> outcomes = new ArrayList<>(outcomes(Standing.REGRESSED, 24));
    outcomes.addAll(outcomes(Standing.IMPROVED, 11));
    outcomes.addAll(outcomes(Standing.GONE, 10));
    String output = DiffGithub.render(ReportTest.comparison(), outcomes, STYLE);
    for (String kind : List.of("error", "warning", "notice")) {
      assertEquals(10, commands(output).stream().filter(c -> c.name().equals(kind)).count(), kind);
    }
    assertTrue(
        lastLine(output)
            .endsWith(
                "; not annotated, as GitHub shows 10 of a kind: 14 more errors, 1 more notice"),
        output);
    assertEquals("regressed: g metric 1", commands(output).get(0).properties().get("title"));
    assertEquals("line\nanother", commands(output).get(0).data());
  }

  @Test
  void manyOfOneSortDoNotHideTheOther() {
    List<Outcome> outcomes = new ArrayList<>(outcomes(Standing.OVER_BUDGET, 24));
    outcomes.addAll(outcomes(Standing.REGRESSED, 30));
    outcomes.addAll(outcomes(Standing.FORKS_FAILED, 1));
    String output = DiffGithub.render(ReportTest.comparison(), outcomes, STYLE);
    List<String> titles =
        commands(output).stream().map(command -> command.properties().get("title")).toList();
    assertEquals(10, titles.size());
    assertEquals("over budget: g metric 1", titles.get(0));
    assertEquals("over budget: g metric 4", titles.get(3));
    assertEquals("regressed: g metric 1", titles.get(4));
    assertEquals("regressed: g metric 5", titles.get(8));
    assertEquals("failed: g metric 1", titles.get(9));
    assertTrue(lastLine(output).endsWith(" 45 more errors"), output);
  }

  @Test
  void tenOfAKindAreShownWithoutAWord() {
    String output =
        DiffGithub.render(ReportTest.comparison(), outcomes(Standing.REGRESSED, 10), STYLE);
    assertEquals(10, commands(output).size());
    assertEquals(
        "Tare: 1 regressed (1 regressed, 0 improved, 76 unchanged, 52 inconclusive, 3 failed)",
        lastLine(output));
  }

  @Test
  void eachStandingHasItsKind() {
    List<String> kinds =
        Arrays.stream(Standing.values())
            .map(each -> List.of(new Outcome(each, "g", "n", List.of())))
            .map(one -> DiffGithub.render(ReportTest.comparison(), one, STYLE))
            .map(output -> output.startsWith("::") ? commands(output).get(0).name() : "none")
            .toList();
    assertEquals(
        List.of(
            "error", "error", "error", "none", "error", "error", "warning", "warning", "none",
            "notice", "notice", "notice", "none"),
        kinds);
  }

  @Test
  void anIncompleteComparisonIsAnErrorOfItsOwn() {
    Run before = SampleRuns.quick().id("before").build();
    Run after =
        SampleRuns.quick()
            .id("after")
            .seed(2)
            .failing((cell, block) -> block == 0 && cell.variant().equals("Q8_0"))
            .build();
    Comparison comparison = Comparator.compare(before, after, Policy.standard());
    assertEquals(3, comparison.exitCode());
    WorkflowCommand first = commands(DiffGithub.render(comparison, STYLE)).get(0);
    assertEquals("error", first.name());
    assertEquals("incomplete: tare comparison", first.properties().get("title"));
    assertTrue(first.data().startsWith("no regression found, but the comparison is incomplete: "));
    assertTrue(first.data().contains("\nthe run is incomplete"), first.data());
  }

  @Test
  void whatIsInconclusiveIsAnnotatedOnlyWhereADecisionIsWanted() {
    Run before = SampleRuns.quick().id("before").build();
    Run same = SampleRuns.quick().id("after").seed(2).build();
    Policy policy = Policy.standard();
    Comparison lenient = Comparator.compare(before, same, policy);
    assertTrue(lenient.counts().get(Verdict.INCONCLUSIVE) > 10);
    assertEquals(List.of(), commands(DiffGithub.render(lenient, STYLE)));
    Comparison strict = Comparator.compare(before, same, policy.withInconclusiveIncomplete(true));
    assertEquals(
        10,
        commands(DiffGithub.render(strict, STYLE)).stream()
            .filter(command -> command.name().equals("warning"))
            .count());
  }

  @Test
  void percentSignsAndLinesSurviveTheRunner() {
    List<Outcome> odd =
        List.of(new Outcome(Standing.GONE, "a,b:c", "50 % %0A %25", List.of("100 %0D", "x: y, z")));
    WorkflowCommand command =
        commands(DiffGithub.render(ReportTest.comparison(), odd, STYLE)).get(0);
    assertEquals("gone: a,b:c 50 % %0A %25", command.properties().get("title"));
    assertEquals("100 %0D\nx: y, z", command.data());
  }

  @Test
  void asciiIsEnoughForALogThatTakesNoMore() {
    String output = DiffGithub.render(ReportTest.comparison(), TerminalStyle.PLAIN);
    assertTrue(output.chars().allMatch(c -> c == '\n' || c >= 0x20 && c < 0x7f), output);
  }
}
