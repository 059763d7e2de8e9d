package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.input.JmhText;
import dev.tare.results.sample.HistoryRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class HistoryCommandTest {
  @TempDir private Path home;
  private Calls calls;
  private Path runs;

  @BeforeEach
  void keepsEightyRuns() {
    calls = new Calls(home);
    runs = home.resolve("results/runs");
    HistoryRuns made =
        new HistoryRuns(80)
            .with("B.decode", "Q4_0", HistoryRuns.RATE, 0.02, i -> i < 60 ? 100 : 80)
            .with("B.load", "Q4_0", HistoryRuns.TIME, 0.02, i -> i < 40 ? 1e8 : 8e7);
    made.build(5).forEach(calls::keep);
  }

  private int tare(String... args) {
    return calls.tare(args);
  }

  @Test
  void theStoreIsAnalysedWithoutArguments() {
    assertEquals(0, tare("history"), calls.err());
    assertTrue(calls.out().contains("80 runs of 1 machine, 2026-01-01 to 2026-03-21"), calls.out());
    assertTrue(calls.out().contains("1 regressed, 1 improved"), calls.out());
    assertTrue(calls.out().contains("    2026-03-02  "), calls.out());
    assertEquals("", calls.err());
  }

  @Test
  void aRegressionFailsOnlyWhenAskedAndShown() {
    assertEquals(1, tare("history", "--fail-on-regression"));
    assertEquals(1, tare("history", "--fail-on-regression", "--since", "2026-03-02"));
    assertEquals(0, tare("history", "--fail-on-regression", "--since", "2026-03-08"));
    assertEquals(0, tare("history", "--fail-on-regression", "--metric", "load"));
    assertTrue(calls.out().contains("0 regressed, 1 improved"), calls.out());
  }

  @Test
  void anotherFolderCanBeNamed() throws IOException {
    Path other = home.resolve("elsewhere");
    Files.move(runs, other);
    assertEquals(1, tare("history", other.toString(), "--fail-on-regression"), calls.err());
    assertEquals(2, tare("history"));
    calls.assertOneLine("there is no run document in this folder");
  }

  @Test
  void theOutputGoesToAFileWhenAsked() throws IOException {
    Path file = home.resolve("deep/history.md");
    String[] args = {"history", "--format", "markdown", "--out", file.toString()};
    assertEquals(0, tare(args), calls.err());
    assertEquals("", calls.out());
    assertTrue(Files.readString(file).startsWith("### Tare history: 1 regressed"));
    assertEquals(0, tare("history", "--format", "json"));
    assertTrue(calls.out().contains("\"schema\": \"tare-history\""), calls.out());
  }

  @Test
  void documentsOfOtherKindsBesideTheRunsAreNotRead() throws IOException {
    Files.writeString(runs.resolve("20260101T020000Z-epyc.jmh.json"), "[");
    assertEquals(0, tare("history"), calls.err());
  }

  @Test
  void aDamagedRunIsOneLineAndNothingIsWritten() throws IOException {
    Files.writeString(runs.resolve("20260401T020000Z-ab.json"), "{\"schema\": \"tare-run\", ");
    Path file = home.resolve("out.json");
    assertEquals(2, tare("history", "--out", file.toString()));
    calls.assertOneLine("20260401T020000Z-ab.json: line 1, column");
    assertFalse(Files.exists(file));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "history --metric ( | --metric is no regular expression: Unclosed group",
        "history --metric Q2_K | no judged metric of these runs matches --metric Q2_K; try a part of the",
        "history --machine= | --machine needs a name",
        "history --machine epyc | --machine is for results that name no machine",
        "history --since yesterday | --since takes a day such as 2026-01-31, got yesterday",
        "history --since 2026-02-30 | --since takes a day such as 2026-01-31",
        "history none | there is no run document in this folder",
        "history --format xml | try tare history --help",
        "history a b | one argument too many: b",
        "history --fail-on-regresion | did you mean --fail-on-regression?",
      })
  void misuseIsOneLineAndExitsWithTwo(String args, String expected) {
    assertEquals(2, tare(args.split(" ")), calls.out());
    calls.assertOneLine(expected);
  }

  @Test
  void helpTellsTheErrorRateAndTheExitCodes() {
    assertEquals(0, tare("history", "--help"));
    String text = calls.out().replaceAll("\\s+", " ");
    assertTrue(
        text.contains("Exit codes: 0") && text.contains("0.05 steps in 100 runs"), calls.out());
  }

  @Test
  void aNameOfTheMachineIsForResultsThatNameNone() throws IOException {
    Path nights = Files.createDirectory(home.resolve("nights"));
    Files.writeString(nights.resolve("1.json"), JmhText.file(JmhText.of("a.B.c")));
    assertEquals(2, tare("history", nights.toString()));
    calls.assertOneLine("name it with --machine NAME");
    assertEquals(0, tare("history", nights.toString(), "--machine", "ci"), calls.err());
    assertTrue(calls.out().contains("1 run of 1 machine"), calls.out());
    assertEquals(2, tare("history", nights.toString(), "--machine", " "));
    calls.assertOneLine("--machine needs a name");
  }

  @Test
  void runsWithoutAJudgedMetricAreRefusedWithARemedy() throws IOException {
    Path policy = home.resolve("p.yaml");
    Files.writeString(policy, "rules:\n  - {metric: \".*\", tolerance: ignore}\n");
    assertEquals(2, tare("history", "--policy", policy.toString()));
    calls.assertOneLine("give one a tolerance by a rule of a policy (--policy FILE)");
  }
}
