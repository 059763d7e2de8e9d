package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.Rooflines;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReportTest {
  private static final Locale BEFORE = Locale.getDefault();
  private static final TerminalStyle NARROW = new TerminalStyle(false, true, 80);
  private static final TerminalStyle WIDE = new TerminalStyle(false, true, 120);

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "hi-IN-u-nu-deva"})
  void theTableOfARunIsTheGoldenOneInEveryLocale(String locale) throws IOException {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertEquals(
        Golden.text("run-table-80.txt"), RunTable.render(SampleRuns.quick().build(), NARROW));
  }

  @Test
  void theTableOfARunWithFailuresIsTheGoldenOne() throws IOException {
    String table =
        RunTable.render(
            failed(), TerminalStyle.PLAIN, (cell, fork) -> Optional.of("results/runs/x.log"));
    assertEquals(Golden.text("run-table-failed.txt"), table);
  }

  @Test
  void theTableOfARunWithLimitsIsTheGoldenOne() throws IOException {
    Run run = Rooflines.examined(SampleRuns.quick().identity("cpuLogicalCores", "2").build());
    assertEquals(Golden.text("run-table-roofline.txt"), RunTable.render(run, NARROW));
  }

  @Test
  void aDiffIsTheGoldenOne() throws IOException {
    assertEquals(Golden.text("diff-80.txt"), DiffText.render(comparison(), NARROW, false));
    assertEquals(
        Golden.text("diff.md"),
        DiffMarkdown.render(Comparisons.shortened(comparison()), true, true));
  }

  @Test
  void theReadmeExplainsADiffAsItIs() throws IOException {
    String diff = Golden.text("diff-80.txt");
    String shown = diff.substring(diff.indexOf("regressed (1)"), diff.indexOf("inconclusive (52)"));
    String readme = Files.readString(Path.of("../README.md"));
    assertTrue(readme.contains("\n\n" + shown.strip().indent(4) + "\n"), shown);
  }

  @Test
  void coloursSurviveWhereOnlyAsciiCanBeShown() {
    String table = RunTable.render(SampleRuns.quick().build(), new TerminalStyle(true, false, 80));
    assertTrue(table.contains("\u001b[1m"), table);
    assertTrue(table.chars().allMatch(c -> c == '\n' || c == 0x1b || c >= 0x20 && c < 0x7f), table);
  }

  @Test
  void markdownAndJsonCanBeAsciiOnly() {
    String markdown = DiffMarkdown.render(comparison(), false, true);
    assertTrue(markdown.chars().allMatch(c -> c < 0x7f), markdown);
    assertTrue(markdown.contains(" tok/s"), markdown);
    assertTrue(DiffJson.render(comparison()).chars().allMatch(c -> c < 0x7f));
  }

  @Test
  void noLineOfATableIsWiderThanTheTerminal() {
    for (int width : new int[] {60, 80, 100, 120, 200}) {
      TerminalStyle style = new TerminalStyle(false, true, width);
      for (Run run : List.of(SampleRuns.quick().build(), SampleRuns.standard().build())) {
        RunTable.render(run, style)
            .lines()
            .forEach(line -> assertTrue(Line.width(line) <= width, width + ": " + line));
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {80, 100, 200})
  void noLineOfADiffIsWiderThanTheTerminal(int width) {
    Run before = SampleRuns.standard().id("before").build();
    Run after = SampleRuns.standard().id("after").seed(2).noise(0.01, 0.05, 0.3).build();
    Run fewer = SampleRuns.renamed(after, "biomedclip-vit-b16", "other");
    TerminalStyle style = new TerminalStyle(false, true, width);
    for (Comparison each :
        List.of(comparison(), Comparator.compare(before, fewer, Policy.standard()))) {
      for (boolean all : new boolean[] {false, true}) {
        DiffText.render(each, style, all)
            .lines()
            .forEach(line -> assertTrue(Line.width(line) <= width, width + ": " + line));
      }
    }
  }

  @Test
  void valuesThatDoNotFitBesideALongNameStandBelowIt() {
    String text = DiffText.render(comparison(), new TerminalStyle(false, true, 72), true);
    assertTrue(
        text.matches(
            "(?s).*\n {4}generationDecodeTokensPerSecond [^\n]*%]\n {6}[0-9. →]+ tok/s\n.*"),
        text);
    String wide = DiffText.render(comparison(), WIDE, true);
    assertTrue(
        wide.matches("(?s).*\n {4}generationDecodeTokensPerSecond [^\n]*%] +[0-9. →]+ tok/s\n.*"),
        wide);
  }

  @Test
  void withoutUtf8EveryOutputIsAscii() {
    assertTrue(RunTable.render(failed(), TerminalStyle.PLAIN).matches("[\\x20-\\x7e\\n]*"));
    assertTrue(
        DiffText.render(comparison(), TerminalStyle.PLAIN, true).matches("[\\x20-\\x7e\\n]*"));
  }

  @Test
  void colorsDoNotShiftColumns() {
    String colored = RunTable.render(failed(), new TerminalStyle(true, true, 80));
    assertTrue(colored.contains("\u001b["));
    assertEquals(RunTable.render(failed(), NARROW), colored.replaceAll("\u001b\\[[0-9;]*m", ""));
  }

  @Test
  void aQuantityWithoutDataHasNoColumn() {
    String table = RunTable.render(SampleRuns.quick().build(), WIDE);
    String image = table.substring(0, table.indexOf("gemma3"));
    assertFalse(image.contains("decode") || image.contains("prefill"));
    assertTrue(image.contains("image ms"));
  }

  @Test
  void severalParametersMakeSeveralColumnsAndThreadsSeveralTables() {
    String table = RunTable.render(SampleRuns.standard().build(), WIDE);
    for (String title :
        List.of("prefill 128", "prefill 512", "decode @512", "image batch 4", "threads: 1")) {
      assertTrue(table.contains(title), title + " in\n" + table);
    }
  }

  @Test
  void aColdLoadIsCalledColdEvenWhenThereIsNoWarmOne() {
    String both = RunTable.render(withLoadsFrom("warm", "cold"), WIDE);
    assertTrue(both.contains("load cold") && both.contains("load warm"), both);
    assertTrue(RunTable.render(withLoadsFrom("cold"), WIDE).contains("load cold"));
    String warm = RunTable.render(withLoadsFrom("warm"), WIDE);
    assertTrue(warm.contains("load") && !warm.contains("load warm"), warm);
  }

  @Test
  void aReferenceThatIsNotComparedWithItselfIsStillTheReference() {
    Run run = SampleRuns.quick().build();
    List<Cell> others =
        run.cells().stream()
            .filter(cell -> !cell.benchmark().startsWith("Cosine") || !cell.variant().equals("F16"))
            .toList();
    assertEquals(run.cells().size() - 1, others.size());

    String whole = RunTable.render(run, WIDE);
    assertTrue(whole.matches("(?s).*cosine mean/min.*\nF16 [^\n]*1\\.00000 1\\.00000\n.*"), whole);
    String table = RunTable.render(with(others), WIDE);
    assertTrue(table.matches("(?s).*cosine mean/min *\\nF16 +ref *\\n.*"), table);
  }

  @Test
  void metricsThatAreMissingForOneReasonShareALine() {
    Cell cell =
        new Cell(
            "TokenGenerationBenchmark.decode",
            "f",
            "v",
            Map.of(),
            1,
            List.of(),
            List.of(),
            List.of(
                new Absent("joulesPerToken", "no meter"),
                new Absent("kvCacheBytes", "not told"),
                new Absent("energyJoules", "no meter")));
    String table = RunTable.render(with(List.of(cell)), WIDE);
    assertTrue(table.contains("not measured: energyJoules, joulesPerToken: no meter\n"), table);
    assertTrue(table.contains("not measured: kvCacheBytes: not told\n"), table);
  }

  private static Run withLoadsFrom(String... caches) {
    Run run = SampleRuns.quick().build();
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : run.cells()) {
      boolean load = cell.benchmark().equals("ModelLoadBenchmark.load");
      for (String cache : load ? caches : new String[] {""}) {
        Map<String, String> parameters = new TreeMap<>(cell.parameters());
        if (load) {
          parameters.put("cache", cache);
        }
        cells.add(
            new Cell(
                cell.benchmark(),
                cell.family(),
                cell.variant(),
                parameters,
                cell.plannedBlocks(),
                cell.forks(),
                cell.metrics(),
                cell.absent()));
      }
    }
    return with(cells);
  }

  private static Run with(List<Cell> cells) {
    Run run = SampleRuns.quick().build();
    return Changed.parts(run, run.models(), cells);
  }

  @Test
  void oneBlockShowsNoSpread() {
    String table = RunTable.render(SampleRuns.quick().blocks(1).build(), WIDE);
    assertFalse(table.contains("±"));
    assertTrue(table.contains("one block: no spread is known"));
  }

  @Test
  void cellsThatEndedOnTheirOwnSayHow() {
    Run ended = Changed.cells(SampleRuns.quick().build(), ReportTest::ended);

    String table = RunTable.render(ended, WIDE);

    assertTrue(table.contains("3 to 20 blocks"), table);
    assertTrue(table.contains(" cells are known to ±2 %"), table);
    assertTrue(
        table
            .replaceAll("\\s+", " ")
            .contains("ended with the most blocks: ModelLoadBenchmark.load"),
        table);
    assertTrue(table.contains("±7.3 %"), table);
  }

  private static Cell ended(Cell cell) {
    boolean load = cell.benchmark().startsWith("ModelLoad");
    StopReason reason = load ? StopReason.MAX_BLOCKS : StopReason.PRECISION;
    return cell.withPlannedBlocks(load ? 20 : 3)
        .withStop(Optional.of(new Stop(reason, 0.02, Map.of("x", load ? 0.073 : 0.011))));
  }

  @Test
  void theJsonHoldsEverythingAndParses() throws IOException {
    JsonNode json = new ObjectMapper().readTree(DiffJson.render(comparison()));
    assertEquals("tare-diff", json.get("schema").asText());
    assertEquals(1, json.get("exitCode").asInt());
    assertEquals(comparison().rows().size(), json.get("rows").size());
    assertEquals(2, json.get("failures").size());
  }

  @Test
  void textFromFilesSteersNeitherTerminalNorMarkdownNorHtml() {
    Run evil = evil();
    Comparison comparison = Comparator.compare(evil, evil, Policy.standard());
    String table = RunTable.render(evil, WIDE);
    String text = DiffText.render(comparison, WIDE, true);
    String markdown = DiffMarkdown.render(comparison, true, true);
    for (String output : List.of(table, text, markdown)) {
      assertTrue(output.chars().noneMatch(c -> c == 0x1b || c == 0x202e || c == '\r'));
    }
    assertTrue(table.contains("\\u001b[2J<script>") && table.contains("\\u202e"));
    assertFalse(markdown.contains("<script"));
    assertTrue(markdown.contains("\\[a\\](http:&#8203;//b)"), markdown);
    assertTrue(markdown.lines().filter(line -> line.startsWith("| evil")).count() > 0);
  }

  private static Run evil() {
    Run run =
        SampleRuns.quick()
            .warnings("\u001b[2J<script>alert(1)</script>\r\n| x | [a](http://b) @team \u202e")
            .build();
    return SampleRuns.renamed(run, "gemma3-120m", "evil\u001b]0;x\u0007<script>|`\n");
  }

  @ParameterizedTest
  @CsvSource({
    "ns, 950, 950 ns",
    "ns, 1500000, 1.50 ms",
    "ns, 2345678901, 2350 ms",
    "ns, 23456789012, 23.5 s",
    "bytes, 345086362, 329 MiB",
    "bytes, 0, 0 B",
    "bytes, -1048576, -1.00 MiB",
    "tokens/s, 78.4499, 78.4 tok/s",
    "images/s, 7.0899, 7.09 img/s",
    "1, 0.99981, 0.999810",
    "joules, 12.34, 12.3 joules"
  })
  void valuesAreShownInHumanUnits(String unit, double value, String expected) {
    assertEquals(expected, Scale.withUnit(unit, value));
  }

  static Run failed() {
    return SampleRuns.quick()
        .id("after")
        .seed(2)
        .factor(
            (cell, kind) ->
                cell.variant().equals("Q4_0") && kind.name().equals("decodeTokensPerSecond")
                    ? 0.6
                    : 1)
        .failing(
            (cell, block) ->
                cell.benchmark().endsWith("embed") && cell.variant().equals("INT8") && block == 1
                    || cell.benchmark().endsWith("prefill") && cell.variant().equals("Q4_K_M"))
        .build();
  }

  static Comparison comparison() {
    Run before = SampleRuns.quick().id("before").build();
    return Comparator.compare(before, failed(), Policy.standard());
  }
}
