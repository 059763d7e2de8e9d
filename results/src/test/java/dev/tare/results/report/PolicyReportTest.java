package dev.tare.results.report;

import static dev.tare.results.sample.SmallRuns.CACHE;
import static dev.tare.results.sample.SmallRuns.COSINE;
import static dev.tare.results.sample.SmallRuns.HASH;
import static dev.tare.results.sample.SmallRuns.PEAK;
import static dev.tare.results.sample.SmallRuns.RATE;
import static dev.tare.results.sample.SmallRuns.TIME;
import static dev.tare.results.sample.SmallRuns.cell;
import static dev.tare.results.sample.SmallRuns.metric;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.sample.SmallRuns;
import dev.tare.results.verdict.Bound;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.KnownChange;
import dev.tare.results.verdict.Mute;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Budgets and excuses in every output. */
class PolicyReportTest {
  private static final Locale BEFORE = Locale.getDefault();
  private static final TerminalStyle NARROW = new TerminalStyle(false, true, 80);
  private static final double GIB = 1L << 30;

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG"})
  void theOutputsAreTheGoldenOnesInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertEquals(golden("diff-policy-80.txt"), DiffText.render(comparison(), NARROW, false));
    assertEquals(golden("diff-policy.md"), DiffMarkdown.render(comparison(), true, false));
    assertEquals(golden("diff-policy.json"), DiffJson.render(comparison()));
  }

  @ParameterizedTest
  @CsvSource({
    "< 2 GiB, bytes, 2254857830, 2.10 GiB",
    "< 2 GiB, bytes, 1048576, 1.00 MiB",
    "<0.3GB, bytes, 345000000, 0.345 GB",
    "< 5 s, ns, 6e9, 6.00 s",
    "< 2 min, ns, 90e9, 1.50 min",
    "< 0 ns, ns, 6e9, 6000 ms",
    ">= 9 tok/s, tokens/s, 10, 10.0 tok/s",
    ">= 99.95%, 1, 0.999347, 99.9347 %",
    ">= 0.98, 1, 0.980667, 0.980667"
  })
  void aValueStandsInTheUnitOfItsLimit(String limit, String unit, double value, String shown) {
    int digits = unit.equals("1") ? 6 : 3;
    assertEquals(shown, Scale.like(limit, unit, value).withUnit(value, digits));
  }

  @Test
  void aBudgetOfALongNameFitsTheTerminal() {
    String name = "secondary.cosineOfTheLongestDocumentOfAll";
    MetricKind kind = new MetricKind(name, "1", Better.HIGHER, Assumption.NOISY);
    Run run =
        SmallRuns.run("2026-11-22T03:00:00Z", cell("A.b", metric(kind, 0.9795, 0.9805, 0.982)));
    Policy policy =
        Policy.standard()
            .withBudgets(List.of(budget(name, Bound.AT_LEAST, 0.98, "1", ">= 0.98000000")));
    String text = DiffText.render(Comparator.compare(run, run, policy), NARROW, false);
    text.lines().forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(text.contains("    " + name + "  0.980667  [0.977541…0.983792]\n"), text);
    assertTrue(text.contains("\n      limit >= 0.98000000\n"), text);
  }

  @Test
  void budgetsThatAreKeptAreListedOnlyWithAll() {
    assertFalse(DiffText.render(comparison(), NARROW, false).contains("kvCacheBytes"));
    assertTrue(DiffText.render(comparison(), NARROW, true).contains("budgets kept (1)"));
    assertFalse(DiffMarkdown.render(comparison(), true, false).contains("kvCacheBytes"));
    assertTrue(DiffMarkdown.render(comparison(), true, true).contains("**budget kept** (1)"));
  }

  @Test
  void withoutAPolicyNothingIsSaidOfOne() {
    Comparison plain = Comparator.compare(before(), now(), Policy.standard());
    String text = DiffText.render(plain, NARROW, true);
    assertFalse(text.contains("budget") || text.contains("excused") || text.contains("policy"));
    String markdown = DiffMarkdown.render(plain, true, true);
    assertFalse(markdown.contains("budget") || markdown.contains("excused"));
  }

  @Test
  void noLineIsWiderThanTheTerminalAndColoursShiftNothing() {
    String text = DiffText.render(comparison(), NARROW, true);
    text.lines().forEach(line -> assertTrue(Line.width(line) <= 80, line));
    String colored = DiffText.render(comparison(), new TerminalStyle(true, true, 80), true);
    assertTrue(colored.contains("\u001b[31m"));
    assertEquals(text, colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void theJsonHoldsEveryBudgetAndExcuse() throws IOException {
    JsonNode json = new ObjectMapper().readTree(DiffJson.render(comparison()));
    assertEquals(1, json.get("exitCode").asInt());
    assertEquals("tare-policy.yaml", json.at("/policy/source").asText());
    assertEquals(5, json.get("budgets").size());
    JsonNode worst = json.at("/budgets/0");
    assertEquals("over", worst.get("verdict").asText());
    assertEquals("timeNs", worst.get("metric").asText());
    assertEquals(5e9, worst.get("limit").asDouble());
    assertEquals("below", worst.get("bound").asText());
    assertEquals(6e9, worst.at("/run/mean").asDouble());
    assertEquals(2, worst.get("interval").size());
    JsonNode missing = json.at("/budgets/2");
    assertEquals("not measured", missing.get("verdict").asText());
    assertTrue(missing.get("run").isNull() && missing.get("interval").isNull());
    assertTrue(json.at("/rows/0/excuse").isNull());
    assertEquals(
        "known since 2026-11-20 (commit 3f2a): weights are repacked at load",
        json.at("/rows/1/excuse").asText());
  }

  @Test
  void textOfAPolicySteersNeitherTerminalNorMarkdownNorHtml() {
    String evil = "<script>|`x`\u001b[2J\r\n[a](http://b) \u202e @team";
    Selector peak = Selector.any().withMetric(Pattern.compile("peakRssBytes"));
    Policy policy =
        Policy.standard()
            .withBudgets(
                List.of(new Budget(peak, Bound.BELOW, 1, "bytes", evil, Optional.of(evil))))
            .withMutes(List.of(new Mute(peak, LocalDate.parse("2026-12-31"), evil)))
            .withKnownChanges(
                List.of(
                    new KnownChange(
                        Selector.any().withMetric(Pattern.compile("timeNs")),
                        LocalDate.parse("2026-11-20"),
                        Optional.of(evil),
                        evil)));
    Comparison comparison = Comparator.compare(before(), now(), policy);
    assertEquals(2, comparison.excused().size());
    String text = DiffText.render(comparison, NARROW, true);
    String markdown = DiffMarkdown.render(comparison, true, true);
    for (String output : List.of(text, markdown, DiffJson.render(comparison))) {
      assertTrue(output.chars().noneMatch(c -> c == 0x1b || c == 0x202e || c == '\r'), output);
    }
    assertTrue(text.contains("<script>|`x`\\u001b[2J"));
    assertFalse(markdown.contains("<script") || markdown.contains("](http://"), markdown);
    assertTrue(markdown.contains("\\`x\\`"), markdown);
    long cells = markdown.lines().filter(line -> line.startsWith("| f/v ")).count();
    assertTrue(cells >= 3, markdown);
  }

  private static Run before() {
    return SmallRuns.run(
        "2026-11-18T03:00:00Z",
        cell(
            "ModelLoadBenchmark.load",
            metric(TIME, 4e9, 4.02e9, 3.98e9),
            metric(PEAK, 1.9 * GIB, 1.901 * GIB, 1.899 * GIB)),
        cell(
            "TokenGenerationBenchmark.decode",
            metric(RATE, 20, 20.1, 19.9),
            metric(CACHE, GIB / 2, GIB / 2, GIB / 2),
            metric(COSINE, 0.981, 0.981, 0.981),
            metric(HASH, 7, 7, 7)));
  }

  private static Run now() {
    return SmallRuns.run(
        "2026-11-22T03:00:00Z",
        cell(
            "ModelLoadBenchmark.load",
            metric(TIME, 6e9, 6.03e9, 5.97e9),
            metric(PEAK, 2.1 * GIB, 2.101 * GIB, 2.099 * GIB)),
        cell(
            "TokenGenerationBenchmark.decode",
            metric(CACHE, GIB / 2, GIB / 2, GIB / 2),
            metric(COSINE, 0.9795, 0.9805, 0.982),
            metric(HASH, 7, 7, 7)));
  }

  private static Comparison comparison() {
    return Comparator.compare(before(), now(), policy());
  }

  private static Policy policy() {
    Policy policy =
        Policy.standard()
            .withBudgets(
                List.of(
                    budget("peakRssBytes", Bound.BELOW, 2 * GIB, "bytes", "< 2 GiB"),
                    budget("timeNs", Bound.BELOW, 5e9, "ns", "< 5 s"),
                    budget("kvCacheBytes", Bound.AT_MOST, GIB / 2, "bytes", "<= 512 MiB"),
                    budget("timeToFirstTokenNs", Bound.BELOW, 60e9, "ns", "< 60 s"),
                    budget("cosineMean", Bound.AT_LEAST, 0.98, "1", ">= 0.98")))
            .withKnownChanges(
                List.of(
                    new KnownChange(
                        Selector.any().withMetric(Pattern.compile("timeNs")),
                        LocalDate.parse("2026-11-20"),
                        Optional.of("3f2a"),
                        "weights are repacked at load")))
            .withMutes(
                List.of(
                    new Mute(
                        Selector.any().withMetric(Pattern.compile("rate")),
                        LocalDate.parse("2026-12-31"),
                        "the meter is being replaced")));
    return new Policy(
        policy.confidence(),
        policy.falseAlarmsPerRun(),
        policy.seed(),
        policy.inconclusiveIsIncomplete(),
        policy.rules(),
        policy.budgets(),
        policy.knownChanges(),
        policy.mutes(),
        Optional.of("tare-policy.yaml"));
  }

  private static Budget budget(String metric, Bound bound, double limit, String unit, String text) {
    boolean peak = metric.startsWith("peak");
    return new Budget(
        Selector.any().withMetric(Pattern.compile(metric)),
        bound,
        limit,
        unit,
        text,
        peak ? Optional.of("the smallest laptop has 8 GB") : Optional.empty());
  }

  private static String golden(String name) throws IOException {
    try (InputStream in = PolicyReportTest.class.getResourceAsStream(name)) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
