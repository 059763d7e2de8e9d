package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.document.PlainText;
import dev.tare.results.sample.HostileRuns;
import dev.tare.results.sample.WorkflowCommand;
import dev.tare.results.verdict.Bound;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Mute;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Selector;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Text from files is text in every output, whatever it looks like. */
class HostileTextTest {
  private static final TerminalStyle STYLE = new TerminalStyle(false, true, 80);
  private static final Set<String> ANNOTATIONS = Set.of("error", "warning", "notice");

  static Stream<Arguments> everywhere() {
    return Arrays.stream(DiffFormat.values())
        .flatMap(format -> HostileRuns.texts().map(text -> Arguments.of(format, text)));
  }

  private static Comparison comparison(String text) {
    return Comparator.compare(
        HostileRuns.of("before", text, 1), HostileRuns.of("after", text, 2), Policy.standard());
  }

  /** A budget that nothing is measured for, one that is exceeded, and a mute of what failed. */
  private static Comparison comparisonUnderAPolicy(String text) {
    Selector all = Selector.any();
    Selector none = all.withMetric(Pattern.compile("none"));
    Policy policy =
        Policy.standard()
            .withBudgets(
                List.of(
                    new Budget(none, Bound.BELOW, 0, "1", text, Optional.of(text)),
                    new Budget(all, Bound.BELOW, 0, "ns", text, Optional.of(text))))
            .withMutes(List.of(new Mute(all, LocalDate.parse("2999-12-31"), text)));
    return Comparator.compare(
        HostileRuns.of("before", text, 1), HostileRuns.of("after", text, 2), policy);
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("everywhere")
  void theWordsOfAPolicyAreTextToo(DiffFormat format, String text) {
    Comparison comparison = comparisonUnderAPolicy(text);
    assertFalse(comparison.excused().isEmpty());
    String output = format.render(comparison, STYLE, true);
    assertSteersNothing(output);
    assertCommandsNothing(format, output);
    switch (format) {
      case JUNIT -> assertFalse(JunitDocument.of(output).marked("failure").isEmpty());
      case MARKDOWN -> assertHoldsNoMarkup(output);
      default -> assertFalse(output.isEmpty());
    }
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("everywhere")
  void noOutputHoldsWhatSteersATerminalOrReordersText(DiffFormat format, String text) {
    assertSteersNothing(format.render(comparison(text), STYLE, true));
  }

  private static void assertSteersNothing(String output) {
    output
        .codePoints()
        .filter(point -> point != '\n')
        .forEach(
            point -> {
              int type = Character.getType(point);
              assertFalse(
                  type == Character.CONTROL
                      || type == Character.FORMAT
                      || type == Character.SURROGATE
                      || type == Character.LINE_SEPARATOR
                      || type == Character.PARAGRAPH_SEPARATOR,
                  () -> Integer.toHexString(point) + " in " + output);
            });
  }

  @ParameterizedTest(name = "{index} {0}")
  @MethodSource("everywhere")
  void noOutputCommandsABuildServer(DiffFormat format, String text) {
    assertCommandsNothing(format, format.render(comparison(text), STYLE, true));
  }

  private static void assertCommandsNothing(DiffFormat format, String output) {
    assertFalse(output.contains("##vso["), output);
    List<WorkflowCommand> commands =
        output.lines().map(WorkflowCommand::in).flatMap(Optional::stream).toList();
    if (format == DiffFormat.GITHUB) {
      assertEquals(output.lines().count() - 1, commands.size(), output);
      assertTrue(commands.stream().allMatch(each -> ANNOTATIONS.contains(each.name())), output);
      assertTrue(
          commands.stream().allMatch(each -> each.properties().keySet().equals(Set.of("title"))),
          output);
    } else {
      assertEquals(List.of(), commands, output);
    }
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void theTextFormatShowsIt(String text) {
    String output = DiffText.render(comparison(text), new TerminalStyle(false, true, 200), true);
    String shown = Line.wrapped(PlainText.oneLine(text), 100_000, "").strip();
    assertTrue(output.contains(shown.substring(0, Math.min(40, shown.length()))), output);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void jsonHoldsItUnchanged(String text) throws IOException {
    JsonNode json = new ObjectMapper().readTree(DiffJson.render(comparison(text)));
    Set<String> benchmarks = new HashSet<>();
    json.get("rows").forEach(row -> benchmarks.add(row.get("benchmark").asText()));
    assertTrue(benchmarks.contains(text), () -> benchmarks.toString());
    assertEquals(text, json.get("failures").get(0).get("forks").get(0).get("reason").asText());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void junitHoldsItAsTheNameOfAClass(String text) {
    JunitDocument junit = JunitDocument.of(DiffJunit.render(comparison(text)));
    String group = PlainText.oneLine(text);
    assertTrue(junit.cases().stream().anyMatch(each -> each.group().equals(group)), group);
    assertTrue(
        junit.marked("failure").stream().anyMatch(each -> each.name().startsWith(cut(group))));
    assertEquals(1, junit.marked("error").size());
    String reason = PlainText.note("1 of 2 blocks failed: " + text);
    assertEquals("failed: " + reason, junit.marked("error").get(0).message());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void anAnnotationHoldsItAsTitleAndMessage(String text) {
    List<WorkflowCommand> commands =
        DiffGithub.render(comparison(text), STYLE)
            .lines()
            .map(WorkflowCommand::in)
            .flatMap(Optional::stream)
            .toList();
    String group = cut(PlainText.oneLine(text));
    assertTrue(
        commands.stream()
            .anyMatch(each -> each.properties().get("title").startsWith("regressed: " + group)),
        () -> commands.toString());
    String reason = PlainText.note("1 of 2 blocks failed: " + text);
    assertTrue(
        commands.stream()
            .filter(each -> each.properties().get("title").startsWith("failed: "))
            .anyMatch(each -> each.data().lines().findFirst().orElse("").equals(reason)),
        () -> commands.toString());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void markdownHoldsNoMarkupOfIt(String text) {
    assertHoldsNoMarkup(DiffMarkdown.render(comparison(text), true, true));
  }

  private static void assertHoldsNoMarkup(String output) {
    String ours =
        output
            .replaceFirst("<details><summary>[\\w, ]+</summary>\n", "")
            .replaceFirst("\n</details>\n", "\n");
    assertFalse(ours.contains("<"), output);
    assertFalse(ours.contains("://"), output);
    // Taken away: the headline, verdicts in bold type, rules of tables, and what is escaped.
    String unescaped =
        ours.replaceAll("(?m)^(### Tare: .*$|\\*\\*[a-z ]+\\*\\* \\(\\d+\\)|\\|[-:|]+$)", "")
            .replace("&#8203;", "")
            .replaceAll("\\\\.", "");
    assertFalse(unescaped.matches("(?s).*[`*_\\[\\]~#@!\\\\].*"), unescaped);
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("texts")
  void everyRowOfATableHasAsManyCellsAsItsHead(String text) {
    int cells = 0;
    for (String line : DiffMarkdown.render(comparison(text), true, true).split("\n", -1)) {
      if (line.startsWith("|")) {
        int found = line.replaceAll("\\\\.", "").split("\\|", -1).length;
        assertTrue(cells == 0 || cells == found, line);
        cells = found;
      } else {
        cells = 0;
      }
    }
  }

  static Stream<String> texts() {
    return HostileRuns.texts();
  }

  /** Where a name was cut as part of a longer one. */
  private static String cut(String text) {
    return text.substring(0, Math.min(text.length(), 60));
  }
}
