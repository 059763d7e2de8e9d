package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Side;
import dev.tare.results.verdict.Subject;
import dev.tare.results.verdict.Verdict;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiffMarkdownTest {
  private static final Pattern MORE = Pattern.compile("\\*\\*(\\d+) more\\*\\* that did not fit");

  @Test
  void worstComesFirstAndTheRestIsFolded() {
    String page = DiffMarkdown.render(ReportTest.comparison(), true, true);
    assertTrue(page.startsWith("### Tare: 1 regressed\n\n1 regressed · 0 improved · 76 unchanged"));
    List<Integer> places =
        List.of(
                "**regressed** (1)",
                "**failed** (3)",
                "<details>",
                "**inconclusive** (52)",
                "**unchanged** (76)",
                "</details>")
            .stream()
            .map(page::indexOf)
            .toList();
    assertFalse(places.contains(-1), places.toString());
    assertEquals(places.stream().sorted().toList(), places);
    assertTrue(page.contains("<summary>52 inconclusive, 76 unchanged</summary>\n\n"), page);
    assertTrue(page.endsWith("\n\n</details>\n\n"), page);
    // Doubts of the whole are not folded away.
    assertTrue(page.indexOf("- the run is incomplete") < page.indexOf("<details>"));
  }

  @Test
  void unchangedRowsAreListedOnlyWhenAskedFor() {
    String page = DiffMarkdown.render(ReportTest.comparison(), true, false);
    assertTrue(page.contains("<summary>52 inconclusive</summary>"), page);
    assertFalse(page.contains("**unchanged**"), page);
  }

  /** Rows of one verdict whose names need many bytes. */
  private static List<Row> rows(Verdict verdict, int count) {
    List<Row> rows = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      rows.add(
          new Row(
              new Subject(Optional.of("Benchmark.m" + i), "日本語", "<&|>", Map.of("n", "" + i)),
              new MetricKind("timeNs", "ns", Better.LOWER, Assumption.NOISY),
              verdict,
              Optional.of(new Side(Optional.empty(), List.of(1.0))),
              Optional.of(new Side(Optional.empty(), List.of(2.0))),
              Optional.empty(),
              List.of("a note")));
    }
    return rows;
  }

  private static Comparison with(List<Row> rows, List<String> notes) {
    return Comparisons.with(ReportTest.comparison(), rows, List.of(), notes);
  }

  private static int shown(String page) {
    return (int) page.lines().filter(line -> line.startsWith("| 日本語/")).count();
  }

  private static int leftOut(String page) {
    Matcher more = MORE.matcher(page);
    return more.find() ? Integer.parseInt(more.group(1)) : 0;
  }

  @ParameterizedTest
  @ValueSource(ints = {16_384, 20_000, 65_536, 1_000_000})
  void aPageIsNeverLargerThanAskedForAndCountsWhatIsMissing(int most) {
    List<Row> rows = new ArrayList<>(rows(Verdict.REGRESSED, 100));
    rows.addAll(rows(Verdict.GONE, 1));
    rows.addAll(rows(Verdict.IMPROVED, 20_000));
    String page = DiffMarkdown.render(with(rows, List.of()), true, true, most);
    assertTrue(page.getBytes(StandardCharsets.UTF_8).length <= most);
    assertTrue(page.length() <= most);
    assertEquals(rows.size(), shown(page) + leftOut(page));
    assertTrue(leftOut(page) > 0);
    assertTrue(page.getBytes(StandardCharsets.UTF_8).length > most - 1000, "room is wasted");
    assertEquals(count(page, "<details>"), count(page, "</details>"));
  }

  private static int count(String text, String part) {
    return text.split(Pattern.quote(part), -1).length - 1;
  }

  @Test
  void whatIsWorseIsNeverLeftOutForWhatIsBetter() {
    List<Row> rows = new ArrayList<>(rows(Verdict.REGRESSED, 5_000));
    rows.addAll(rows(Verdict.IMPROVED, 5));
    String page = DiffMarkdown.render(with(rows, List.of("a doubt")), true, true);
    assertTrue(shown(page) > 100);
    assertEquals(5_006, shown(page) + leftOut(page));
    assertFalse(page.contains("**improved**"), page);
    assertFalse(page.contains("a doubt"), page);
  }

  @Test
  void aCommentIsOneThatGithubTakes() {
    String page = DiffMarkdown.render(with(rows(Verdict.REGRESSED, 5_000), List.of()), true, true);
    assertTrue(page.length() <= 65_536);
  }

  @Test
  void thousandsOfLongDoubtsDoNotBreakIt() {
    List<String> notes = Collections.nCopies(5_000, "&".repeat(1_000));
    String page = DiffMarkdown.render(with(rows(Verdict.REGRESSED, 3), notes), true, true, 16_384);
    assertTrue(page.length() <= 16_384);
    assertEquals(3, shown(page));
    assertTrue(leftOut(page) > 4_900);
  }

  @Test
  void tooSmallAPageIsRefused() {
    Comparison comparison = ReportTest.comparison();
    assertThrows(
        IllegalArgumentException.class, () -> DiffMarkdown.render(comparison, true, true, 16_383));
  }
}
