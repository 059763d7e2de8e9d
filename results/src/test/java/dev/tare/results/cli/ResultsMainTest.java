package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.sample.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResultsMainTest {
  @TempDir private Path home;
  private Calls calls;

  @BeforeEach
  void keepsThreeRuns() {
    calls = new Calls(home);
    calls.keep(SampleRuns.quick().id("20261118T1-aa").build());
    calls.keep(SampleRuns.quick().id("20261119T1-bb").seed(2).build());
    calls.keep(SampleRuns.quick().id("20261120T1-cc").seed(3).slowDecoding().build());
  }

  private int tare(String... args) {
    return calls.tare(args);
  }

  @Test
  void aDiffOfTwoRunsOfTheSameThingExitsWithZero() {
    assertEquals(0, tare("diff", "20261118T1-aa", "20261119T1-bb"), calls.err());
    assertTrue(calls.out().contains("0 regressed"), calls.out());
    assertEquals("", calls.err());
  }

  @Test
  void aRegressionExitsWithOne() {
    assertEquals(1, tare("diff", "20261118", "latest"));
    assertTrue(calls.out().contains("regressed (4)"), calls.out());
  }

  @Test
  void aFailedForkExitsWithThree() {
    calls.keep(SampleRuns.quick().id("20261121T1-dd").failing((cell, block) -> block == 0).build());
    assertEquals(3, tare("diff", "20261118", "latest"));
  }

  @Test
  void strictExitsWithThreeWhenSomethingIsInconclusive() {
    assertEquals(3, tare("diff", "20261118", "20261119", "--strict"));
  }

  @Test
  void aStatedSpreadBetweenRunsDecidesMore() {
    tare("diff", "20261118", "20261119");
    int hosted = inconclusive();
    assertEquals(0, tare("diff", "20261118", "20261119", "--run-spread", "0.3"));
    assertTrue(inconclusive() < hosted / 4, calls.out());
  }

  private int inconclusive() {
    Matcher count = Pattern.compile("(\\d+) inconclusive").matcher(calls.out());
    return count.find() ? Integer.parseInt(count.group(1)) : 0;
  }

  @Test
  void anAcceptedBaselineIsFoundForTheRunsMachine() {
    assertEquals(0, tare("baseline", "accept", "20261118", "--why", "first"), calls.err());
    assertTrue(calls.out().startsWith("accepted 20261118T1-aa as "), calls.out());
    assertEquals(1, tare("diff", "baseline", "latest"));
    assertEquals(0, tare("baseline", "list"));
    assertTrue(
        calls.out().contains("20261118T1-aa\n  accepted 2026-11-21T08:00:00Z by ada: first"),
        calls.out());
    assertEquals(0, tare("baseline", "show"));
    assertTrue(
        calls.out().contains("cpuModel: AMD EPYC") && calls.out().contains("decode tok/s"),
        calls.out());
  }

  @Test
  void aBaselineFileIsAnInputToo() {
    tare("baseline", "accept", "20261118");
    String file = calls.out().replaceFirst(".* as ", "").trim();
    assertEquals(0, tare("diff", file, "20261119"), calls.err());
  }

  @Test
  void withoutABaselineTheErrorSaysHowToAcceptOne() {
    assertEquals(3, tare("diff", "baseline", "latest"));
    calls.assertOneLine("no baseline is accepted for machine ");
    calls.assertOneLine("; accept one with: tare baseline accept 20261120T1-cc --why REASON");
    assertEquals(2, tare("baseline", "show"));
    assertEquals(0, tare("baseline", "list"));
  }

  @Test
  void anIncompleteRunIsNotAcceptedWithoutForce() {
    calls.keep(SampleRuns.quick().id("20261121T1-dd").failing((cell, block) -> block == 0).build());
    assertEquals(3, tare("baseline", "accept", "latest"));
    calls.assertOneLine("failed forks; measure again, or accept it with --force");
    assertEquals(0, tare("baseline", "accept", "latest", "--force"));
  }

  @Test
  void differentMachinesAreRefused() {
    calls.keep(SampleRuns.quick().id("20261121T1-ee").identity("cpuModel", "Other").build());
    assertEquals(2, tare("diff", "20261118", "latest"));
    calls.assertOneLine("cpuModel AMD EPYC 7763 64-Core Processor against Other");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "dif a b | tare: unknown command dif; did you mean diff?",
        "diff a b --formt json | unknown option --formt; did you mean --format?",
        "diff a b --format yaml | try tare diff --help",
        "diff a b c | one argument too many: c; try tare diff --help",
        "diff a | missing required parameter: 'RUN'; try tare diff --help",
        "diff none latest | no run begins with \"none\"",
        "diff 2026 latest | 3 runs begin with \"2026\"",
        "diff ./none.json latest | there is no such file",
        "diff latest baseline | RUN cannot be baseline",
        "diff 20261118 latest --run-spread -1 | --run-spread must be from 0 to 50 percent",
        "diff 20261118 latest --run-spread x | 'x' is not a double",
        "baseline | missing subcommand: accept, list, show or prune",
        "baseline show 123 | no baseline's fingerprint begins with 123",
        "`` | missing command",
      })
  void misuseIsOneLineAndExitsWithTwo(String args, String expected) {
    assertEquals(2, tare(args.isEmpty() ? new String[0] : args.split(" ")), calls.out());
    calls.assertOneLine(expected);
  }

  @Test
  void aDamagedRunIsOneLineAndNothingIsWritten() throws IOException {
    Path damaged = home.resolve("damaged.json");
    Files.writeString(damaged, "{\"schema\": \"tare-run\", \u0007");
    Path target = home.resolve("out.json");
    assertEquals(2, tare("diff", damaged.toString(), "latest", "--out", target.toString()));
    calls.assertOneLine("damaged.json: line 1, column");
    assertFalse(Files.exists(target));
    assertEquals(2, tare("baseline", "accept", damaged.toString()));
    assertFalse(Files.exists(home.resolve("results/baselines")));
  }

  @Test
  void aStackTraceIsPrintedOnlyWithDebug() {
    tare("diff", "none", "latest");
    assertFalse(calls.err().contains("\tat "));
    tare("diff", "none", "latest", "--debug");
    assertTrue(calls.err().contains("\tat "));
  }

  @Test
  void theOutputGoesToAFileWhenAsked() throws IOException {
    Path file = home.resolve("deep/comment.md");
    assertEquals(
        1, tare("diff", "20261118", "latest", "--format", "markdown", "--out", file.toString()));
    assertEquals("", calls.out());
    assertTrue(Files.readString(file).startsWith("### Tare: 4 regressed"));
  }

  @Test
  void anOutputThatCannotBeWrittenExitsWithTwo() {
    String folder = home.resolve("results").toString();
    assertEquals(2, tare("diff", "20261118", "latest", "--out", folder));
    calls.assertOneLine("cannot be written: is a folder");
  }

  @Test
  void colourNeedsATerminalAndHonoursNoColor() {
    tare("diff", "20261118", "latest");
    assertFalse(calls.out().contains("\u001b"));
    calls.onTerminal();
    tare("diff", "20261118", "latest");
    assertTrue(calls.out().contains("\u001b"));
    calls.variable("NO_COLOR", "1");
    tare("diff", "20261118", "latest");
    assertFalse(calls.out().contains("\u001b"));
    tare("diff", "20261118", "latest", "--color", "always");
    assertTrue(calls.out().contains("\u001b"));
  }

  @Test
  void helpAndVersionExitWithZero() {
    assertEquals(0, tare("--version"));
    assertTrue(calls.out().startsWith("tare "));
    for (String[] command :
        new String[][] {{"--help"}, {"diff", "--help"}, {"baseline", "accept", "-h"}}) {
      assertEquals(0, tare(command), calls.err());
      assertTrue(calls.out().startsWith("Usage: tare"), calls.out());
    }
    tare("diff", "--help");
    assertTrue(calls.out().contains("Exit codes: 0") && calls.out().contains("Examples:"));
  }
}
