package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.RunStatus;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.VersusRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateCommandTest {
  private static final String ACCEPTED = "20261118T1-aa";

  @TempDir private Path home;
  private Calls calls;

  @BeforeEach
  void keepsARunAndAcceptsIt() {
    calls = new Calls(home);
    calls.keep(SampleRuns.quick().id(ACCEPTED).build());
    assertEquals(0, tare("baseline", "accept", ACCEPTED, "--why", "release 1.4"));
  }

  private int tare(String... args) {
    return calls.tare(args);
  }

  private List<String> lines() {
    return calls.out().lines().toList();
  }

  private void slowed(String id) {
    calls.keep(SampleRuns.quick().id(id).seed(3).slowDecoding().build());
  }

  @Test
  void aRunLikeItsBaselinePassesAndSaysWhatWouldHaveBeenFound() {
    calls.keep(SampleRuns.quick().id("20261119T1-bb").seed(2).build());
    assertEquals(0, tare("gate", "latest"), calls.err());
    assertTrue(lines().get(0).matches("gate {6}passed: 0 of \\d+ regressed, .*"));
    assertTrue(lines().get(1).matches("finds {5}changes for the worse from about \\d.*"));
    assertEquals(
        "against   20261118T1-aa, accepted 2026-11-21T08:00:00Z by ada: release 1.4",
        lines().get(2));
    assertEquals("", lines().get(3));
    assertTrue(lines().get(4).startsWith("baseline  20261118T1-aa"), calls.out());
  }

  @Test
  void aRegressionFailsAndTheWorstIsNamed() {
    slowed("20261120T1-cc");
    assertEquals(1, tare("gate", "latest"));
    assertTrue(lines().get(0).startsWith("gate      failed: 4 of "), calls.out());
    assertTrue(
        lines().get(1).matches("worst {5}decodeTokensPerSecond −[45]\\d\\.\\d % of gemma3.*"));
    assertTrue(calls.out().contains("regressed (4)"), calls.out());
  }

  @Test
  void noneOfTheThreeLinesIsWiderThanTheTerminalAndTheReasonIsWhole() {
    slowed("20261120T1-cc");
    tare("baseline", "accept", ACCEPTED, "--why", "a long story ".repeat(20) + "x".repeat(90));
    tare("gate", "latest");
    List<String> head = lines().subList(0, lines().indexOf(""));
    head.forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(lines().get(1).endsWith("…"), calls.out());
    String against =
        head.subList(2, head.size()).stream().map(String::strip).collect(Collectors.joining(" "));
    assertTrue(against.contains("by ada: " + "a long story ".repeat(20) + "xxx"), against);
    assertTrue(head.get(3).startsWith("          "), calls.out());
    tare("baseline", "list");
    lines().subList(0, 3).forEach(line -> assertTrue(line.length() <= 80, line));
    assertTrue(lines().get(0).endsWith("  quick  " + ACCEPTED), calls.out());
    assertTrue(lines().get(2).startsWith("  "), calls.out());
  }

  @Test
  void whatIsMissingIsNamed() {
    calls.keep(
        SampleRuns.quick()
            .id("20261121T1-dd")
            .failing((cell, block) -> cell.benchmark().endsWith("prefill"))
            .build());
    assertEquals(3, tare("gate", "latest"));
    assertTrue(lines().get(0).startsWith("gate      incomplete: 0 of "), calls.out());
    assertTrue(lines().get(1).startsWith("missing   the run is incomplete, 4 cells have failed"));

    calls.keep(SampleRuns.quick().id("20261121T2-dd").status(RunStatus.INTERRUPTED).build());
    assertEquals(3, tare("gate", "latest"));
    assertEquals("missing   the run is interrupted", lines().get(1));
  }

  @Test
  void budgetsAndExcusesCountAsTheyDoInTheExitCode() throws IOException {
    slowed("20261120T1-cc");
    Path policy = home.resolve("policy.yaml");
    String muted = "muted: [{metric: decode.*, until: 2099-12-31, reason: new kernel}]\n";
    Files.writeString(policy, muted);
    assertEquals(0, tare("gate", "latest", "--policy", policy.toString()), calls.err());
    assertTrue(
        lines().get(0).matches("gate {6}passed: 0 of \\d+ regressed, 4 excused, .*"), calls.out());

    Files.writeString(
        policy, muted + "budgets: [{metric: decodeTokensPerSecond, limit: '> 9999 tok/s'}]");
    assertEquals(1, tare("gate", "latest", "--policy", policy.toString()), calls.err());
    assertTrue(
        lines().get(0).contains(" regressed, 4 over budget, 4 excused, 78 proven unch"),
        calls.out());
    assertTrue(
        lines()
            .get(1)
            .matches(
                "worst {5}decodeTokensPerSecond [\\d.]+ tok/s \\(limit > 9999 tok/s\\) of gemma3.*"),
        calls.out());

    Files.writeString(policy, muted + "budgets: [{metric: nothing, limit: < 1}]");
    assertEquals(3, tare("gate", "latest", "--policy", policy.toString()), calls.err());
    assertEquals("missing   1 budget has no value", lines().get(1));
  }

  @Test
  void oneComparisonGoesToSeveralPlaces() throws IOException {
    slowed("20261120T1-cc");
    Path junit = home.resolve("tare.xml");
    assertEquals(1, tare("gate", "latest", "--out", "junit=" + junit), calls.err());
    assertTrue(Files.readString(junit).contains("<failure"));
    assertTrue(lines().get(0).startsWith("gate      failed"), calls.out());
    assertTrue(calls.out().contains("regressed (4)"), calls.out());
    Path none = home.resolve("none.xml");
    assertEquals(
        2, tare("gate", "latest", "--out", "junit=" + none, "--out", "junit=" + none), calls.out());
    calls.assertOneLine("two outputs cannot go to");
    assertFalse(Files.exists(none));
  }

  @Test
  void theHelpSaysOfExitCodesWhatThatOfDiffSays() {
    assertEquals(0, tare("gate", "--help"));
    String gate = calls.out().replaceAll("\\s+", " ");
    assertEquals(0, tare("diff", "--help"));
    String diff = calls.out().replaceAll("\\s+", " ");
    String codes = gate.substring(gate.indexOf("Exit codes:"), gate.indexOf("Examples:"));
    assertTrue(diff.contains(codes), diff);
    for (String cause : List.of("is over its budget", "did not reach its end", "no baseline is")) {
      assertTrue(codes.contains(cause), codes);
    }
  }

  @Test
  void itsExitCodeIsThatOfDiff() {
    slowed("20261120T1-cc");
    calls.keep(SampleRuns.quick().id("20261120T2-bb").seed(2).build());
    calls.keep(SampleRuns.quick().id("20261120T3-ff").failing((cell, block) -> block == 1).build());
    String runs = home.resolve("results/runs").toString();
    for (String run : List.of("20261120T1", "20261120T2", "20261120T3")) {
      for (String[] options :
          new String[][] {{}, {"--strict"}, {"--run-spread", "0.3"}, {"--all"}}) {
        String[] gate =
            Stream.concat(Stream.of("gate", run), Stream.of(options)).toArray(String[]::new);
        String[] diff =
            Stream.concat(Stream.of("diff", "baseline", run, "--history", runs), Stream.of(options))
                .toArray(String[]::new);
        int code = tare(diff);
        String table = calls.out();
        assertEquals(code, tare(gate), run);
        assertTrue(calls.out().endsWith("\n\n" + table), calls.out());
      }
    }
  }

  @Test
  void withoutABaselineItEndsWithThreeAndTheCommandThatAcceptsOneWorks() {
    calls.keep(
        SampleRuns.quick().id("20261122T1-ee").identity("llamaLibrarySha256", "new").build());
    assertEquals(3, tare("gate", "latest"));
    calls.assertOneLine("(the nearest machine that has one differs in llamaLibrarySha256)");
    calls.assertOneLine("no baseline is accepted for machine ");
    String remedy = calls.err().replaceFirst("(?s).*accept one with: tare ", "").strip();
    assertEquals("baseline accept 20261122T1-ee --why REASON", remedy);
    assertEquals(0, tare(remedy.split(" ")), calls.err());
    assertEquals(0, tare("gate", "latest"), calls.err());
  }

  @Test
  void anotherSuiteHasABaselineOfItsOwn() {
    calls.keep(Changed.suite(SampleRuns.quick().id("20261122T1-ee").build(), "nightly"));
    assertEquals(3, tare("gate", "latest"));
    calls.assertOneLine("and suite nightly; accept one with");
  }

  @Test
  void baselinesCanLieElsewhere() {
    slowed("20261120T1-cc");
    String folder = home.resolve("elsewhere").toString();
    assertEquals(3, tare("gate", "latest", "--baselines", folder));
    String remedy = calls.err().replaceFirst("(?s).*accept one with: tare ", "").strip();
    assertEquals(0, tare(remedy.split(" ")), calls.err());
    assertEquals(0, tare("gate", "latest", "--baselines", folder), calls.err());
    assertEquals(1, tare("gate", "latest"));
    tare("baseline", "list", "--baselines", folder);
    assertTrue(calls.out().contains("20261120T1-cc\n  accepted"), calls.out());
  }

  @Test
  void programsGetTheComparisonAlone() throws IOException {
    slowed("20261120T1-cc");
    assertEquals(1, tare("gate", "latest", "--format", "json"));
    JsonNode json = new ObjectMapper().readTree(calls.out());
    assertEquals(1, json.path("exitCode").asInt());
    assertEquals(1, tare("gate", "latest", "--format", "markdown"));
    assertTrue(calls.out().startsWith("### Tare: 4 regressed"), calls.out());
  }

  @Test
  void besideAFileTheTerminalGetsTheThreeLines() throws IOException {
    slowed("20261120T1-cc");
    Path file = home.resolve("comment.md");
    assertEquals(1, tare("gate", "latest", "--format", "markdown", "--out", file.toString()));
    assertTrue(Files.readString(file).startsWith("### Tare: 4 regressed"));
    assertEquals(3, lines().stream().filter(line -> !line.isEmpty()).count(), calls.out());
  }

  @Test
  void aFileOfTextHasTheThreeLinesToo() throws IOException {
    slowed("20261120T1-cc");
    Path text = home.resolve("gate.txt");
    Path json = home.resolve("gate.json");
    assertEquals(1, tare("gate", "latest", "--out", "text=" + text, "--out", "json=" + json));
    List<String> written = Files.readAllLines(text);
    assertTrue(written.get(0).startsWith("gate      failed: 4 of "), written.get(0));
    assertTrue(written.get(2).startsWith("against   20261118T1-aa, "), written.get(2));
    assertTrue(written.get(4).startsWith("baseline  20261118T1-aa"), written.get(4));
    assertTrue(Files.readString(json).startsWith("{"));
    assertEquals(1, tare("gate", "latest", "--out", text.toString()));
    assertEquals(written, Files.readAllLines(text));
  }

  @Test
  void aBaselineThatWasEditedByHandIsRefused() throws IOException {
    slowed("20261120T1-cc");
    Path file = baselineFile();
    String text = Files.readString(file);
    Files.writeString(file, text.replaceFirst("\"samples\": \\[\\d", "\"samples\": [9"));
    assertEquals(2, tare("gate", "latest"));
    calls.assertOneLine("the measurements were edited after run 20261118T1-aa was accepted");
    Files.writeString(file, text.substring(0, text.length() / 2));
    assertEquals(2, tare("gate", "latest"));
    calls.assertOneLine(file + ": line ");
  }

  private Path baselineFile() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("results/baselines"))) {
      return files.filter(file -> file.toString().endsWith(".json")).findFirst().orElseThrow();
    }
  }

  @Test
  void whoAcceptedCannotSteerTheTerminal() {
    tare("baseline", "accept", ACCEPTED, "--who", "e\u001b[J", "--why", "\u202e");
    tare("gate", ACCEPTED);
    assertTrue(lines().get(2).endsWith("by e\\u001b[J: \\u202e"), calls.out());
  }

  @Test
  void aRunOfTwoArmsIsRefused() {
    MetricKind kind = new MetricKind("loadTimeNs", "ns", Better.LOWER, Assumption.NOISY);
    Metric metric = VersusRuns.metric(kind, 1, 2, 3);
    calls.keep(VersusRuns.of(List.of(metric), List.of(metric)));
    assertEquals(2, tare("gate", VersusRuns.of(List.of(metric), List.of(metric)).id()));
    calls.assertOneLine("cannot be judged by a baseline");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "gate | missing required parameter: 'RUN'; try tare gate --help",
        "gate none | no run begins with \"none\", and there is no such file; name a file, a run id or l",
        "gate a b | one argument too many: b; try tare gate --help",
        "gat latest | unknown command gat; did you mean gate?",
        "gate latest --baseline x | unknown option --baseline; did you mean --baselines?",
        "gate latest --run-spread 51 | --run-spread must be from 0 to 50 percent",
        "gate latest --format yaml | try tare gate --help",
      })
  void misuseIsOneLineAndExitsWithTwo(String args, String expected) {
    assertEquals(2, tare(args.split(" ")), calls.out());
    calls.assertOneLine(expected);
  }
}
