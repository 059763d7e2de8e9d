package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.changes.HistoryAnalysis;
import dev.tare.results.changes.HistoryFilter;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.history.RunHistory;
import dev.tare.results.run.RunOutline;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Selector;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryReportTest {
  private static final Locale BEFORE = Locale.getDefault();
  private static final TerminalStyle NARROW = new TerminalStyle(false, true, 80);

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  /** A regression, an improvement, a drift, a tolerated step and a known one. */
  private static HistoryReport report() {
    HistoryRuns runs =
        new HistoryRuns(200)
            .with(
                "TokenGenerationBenchmark.decode",
                "Q4_0",
                HistoryRuns.RATE,
                0.02,
                i -> i < 60 ? 236 : 201)
            .with("B.load", "Q4_0", HistoryRuns.TIME, 0.03, i -> i < 150 ? 96e6 : 75e6)
            .with("B.load", "Q8_0", HistoryRuns.TIME, 0.01, i -> i < 90 ? 50e6 : 51.5e6)
            .with("B.embed", "INT8", HistoryRuns.TIME, 0.02, HistoryReportTest::drifting)
            .with("B.known", "F16", HistoryRuns.TIME, 0.02, i -> i < 120 ? 1e9 : 3e9)
            .with("C.cosine", "Q4_0", HistoryRuns.COSINE, 1e-6, i -> i < 30 ? 0.9991 : 0.9982);
    return report(runs);
  }

  private static double drifting(int run) {
    return 20e6 * (1 + 0.3 * Math.max(0, Math.min(1, (run - 40) / 100.0)));
  }

  private static HistoryReport report(HistoryRuns runs) {
    List<RunOutline> outlines = runs.build(3).stream().map(RunOutline::of).toList();
    return HistoryAnalysis.of(RunHistory.of(outlines), newDisk(), HistoryFilter.ALL);
  }

  /** On 2026-05-01 the disk was exchanged. */
  private static Policy newDisk() {
    Selector known =
        new Selector(
            Optional.of(Pattern.compile("B\\.known")),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty());
    LocalDate day = LocalDate.of(2026, 5, 1);
    return Policy.standard()
        .withKnownChanges(List.of(new KnownChange(known, day, Optional.empty(), "a slower disk")));
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = HistoryReportTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
  void aHistoryIsTheGoldenOneInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertEquals(golden("history-80.txt"), HistoryText.render(report(), NARROW, true));
    assertEquals(golden("history.md"), HistoryMarkdown.render(report(), true, true));
    assertEquals(golden("history.json"), HistoryJson.render(report()));
  }

  @Test
  void whatIsToleratedIsCountedUnlessAllIsAsked() {
    String few = HistoryText.render(report(), NARROW, false);
    assertTrue(few.contains("1 within the tolerance (--all lists\nthem)"), few);
    assertFalse(few.contains("Q8_0"), few);
  }

  @Test
  void linesStayWithinEightyColumns() {
    String text = HistoryText.render(report(), TerminalStyle.PLAIN, true);
    assertTrue(text.chars().allMatch(c -> c == '\n' || c >= ' ' && c < 127), text);
    List<String> tooWide = text.lines().filter(line -> line.length() > 80).toList();
    assertEquals(List.of(), tooWide);
  }

  @Test
  void aStepOfAWholeMachineIsOneFinding() throws IOException {
    HistoryRuns runs = new HistoryRuns(80);
    for (int i = 0; i < 6; i++) {
      runs.with(
          "TokenGenerationBenchmark.b" + i,
          "Q4_0",
          HistoryRuns.RATE,
          0.01,
          run -> run < 50 ? 100 : 60);
    }
    HistoryReport report = report(runs);
    String text = HistoryText.render(report, TerminalStyle.PLAIN, false);
    assertTrue(text.contains("6 of 6 series of machine "), text);
    assertTrue(text.contains("\n1 step of a whole machine; else 0 regressed, "), text);
    assertTrue(text.lines().allMatch(line -> line.length() <= 80), text);
    assertFalse(text.contains("Benchmark.b3"), text);
    String listed = HistoryText.render(report, TerminalStyle.PLAIN, true);
    assertTrue(listed.contains("Benchmark.b3"), listed);
    assertTrue(listed.lines().allMatch(line -> line.length() <= 80), listed);
    String markdown = HistoryMarkdown.render(report, true, false);
    assertTrue(markdown.contains("6 of 6 series") && !markdown.contains("Benchmark.b3"), markdown);
    assertTrue(HistoryMarkdown.render(report, true, true).contains("Benchmark.b3"));
    JsonNode shared = new ObjectMapper().readTree(HistoryJson.render(report)).get("shared").get(0);
    assertEquals(6, shared.get("changed").asInt());
    assertEquals(6, shared.get("regressed").asInt());
    assertEquals("2026-02-20", shared.get("date").asText());
    assertEquals(0.4, shared.get("medianSize").asDouble(), 0.01);
  }

  @Test
  void everyChangeIsOneLine() {
    HistoryReport report = report();
    String text = HistoryText.render(report, NARROW, true);
    long lines = text.lines().filter(line -> line.matches(" {4}2026-.*\\[.*")).count();
    assertEquals(report.changes().size(), lines, text);
  }

  @Test
  void namesFromFilesStayText() throws IOException {
    String evil = "<script>|`a`\u001b[31m\u202e\n::error::";
    HistoryRuns runs =
        new HistoryRuns(60).with(evil, evil, HistoryRuns.RATE, 0.01, i -> i < 40 ? 100 : 50);
    HistoryReport report = report(runs);
    String text = HistoryText.render(report, NARROW, true);
    assertFalse(text.contains("\u001b") || text.contains("\u202e"), text);
    assertTrue(text.lines().noneMatch(line -> line.startsWith("::")), text);
    String markdown = HistoryMarkdown.render(report, true, true);
    assertFalse(markdown.contains("<script>") || markdown.contains("\u202e"), markdown);
    assertEquals(1, markdown.lines().filter(line -> line.contains("script")).count(), markdown);
    JsonNode json = new ObjectMapper().readTree(HistoryJson.render(report));
    assertEquals(evil, json.get("changes").get(0).get("benchmark").asText());
  }
}
