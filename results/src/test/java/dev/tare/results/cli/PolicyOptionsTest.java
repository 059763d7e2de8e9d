package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.sample.SmallRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyOptionsTest {
  @TempDir private Path home;
  private Calls calls;

  @BeforeEach
  void keepsTwoRuns() {
    calls = new Calls(home);
    calls.at(Instant.parse("2030-01-01T08:00:00Z"));
    calls.keep(
        SmallRuns.at("2026-11-18T03:00:00Z", SampleRuns.quick().id("20261118T1-aa").build()));
    calls.keep(
        SmallRuns.at(
            "2026-11-20T03:00:00Z",
            SampleRuns.quick().id("20261120T1-cc").seed(3).slowDecoding().build()));
  }

  private int diff(String... more) {
    String[] args = new String[3 + more.length];
    args[0] = "diff";
    args[1] = "20261118";
    args[2] = "20261120";
    System.arraycopy(more, 0, args, 3, more.length);
    return calls.tare(args);
  }

  private Path policy(String name, String yaml) throws IOException {
    return Files.writeString(home.resolve(name), yaml);
  }

  @Test
  void aPolicyBesideTheResultsHoldsWithoutBeingNamed() throws IOException {
    assertEquals(1, diff());
    assertTrue(calls.out().contains("4 regressed"), calls.out());
    policy(
        "tare-policy.yaml",
        "known: [{metric: decode.*, date: 2026-11-20, reason: safer kernels}]\n");
    assertEquals(0, diff(), calls.out());
    assertTrue(
        calls.out().contains("4 regressed") && calls.out().contains("4 excused"), calls.out());
    assertTrue(
        calls.out().contains("does not count: known since 2026-11-20: safer kernels"), calls.out());
    assertTrue(calls.out().contains("policy: tare-policy.yaml"), calls.out());
  }

  @Test
  void aFolderOfResultsElsewhereHasItsPolicyBesideIt() throws IOException {
    policy("tare-policy.yaml", "rules: [{metric: decode.*, tolerance: ignore}]\n");
    calls.variable("TARE_RESULTS", home.resolve("results").toString() + "/.");
    assertEquals(0, diff(), calls.out());
    Path elsewhere = home.resolve("elsewhere");
    Files.createDirectories(elsewhere);
    Files.move(home.resolve("results"), elsewhere.resolve("results"));
    calls.variable("TARE_RESULTS", elsewhere.resolve("results").toString());
    assertEquals(1, diff(), calls.out());
  }

  @Test
  void aNamedPolicyReplacesTheOneBesideTheResults() throws IOException {
    policy("tare-policy.yaml", "rules: [{metric: decode.*, tolerance: ignore}]\n");
    Path other = policy("other.yaml", "inconclusive: allowed\n");
    assertEquals(0, diff(), calls.out());
    assertEquals(1, diff("--policy", other.toString()));
  }

  @Test
  void aMuteGoesByTheRunsDayAndNotByTodays() throws IOException {
    policy("tare-policy.yaml", "muted: [{metric: decode.*, until: 2026-11-20, reason: x}]\n");
    assertEquals(0, diff(), calls.out());
    policy("tare-policy.yaml", "muted: [{metric: decode.*, until: 2026-11-19, reason: x}]\n");
    assertEquals(1, diff());
    assertTrue(
        calls.out().contains("note: a mute of decode.* has expired: muted until 2026-11-19: x"),
        calls.out());
  }

  @Test
  void aBudgetThatIsExceededExitsWithOneAndOneThatFindsNothingWithThree() throws IOException {
    String ignore = "rules: [{metric: decode.*, tolerance: ignore}]\n";
    policy("tare-policy.yaml", ignore + "budgets: [{metric: fileSizeBytes, limit: < 400 MiB}]\n");
    assertEquals(0, diff(), calls.out());
    assertTrue(calls.out().contains("budgets: 6 kept"), calls.out());
    policy("tare-policy.yaml", ignore + "budgets: [{metric: fileSizeBytes, limit: < 300 MiB}]\n");
    assertEquals(1, diff());
    assertTrue(calls.out().contains("over budget (1)"), calls.out());
    policy("tare-policy.yaml", ignore + "budgets: [{metric: fileSizeByte, limit: < 400 MiB}]\n");
    assertEquals(3, diff());
    String unwrapped = calls.out().replaceAll("\\s+", " ");
    assertTrue(unwrapped.contains("occur only inside those of fileSizeBytes"), calls.out());
  }

  @Test
  void strictAndRunSpreadGoBeyondThePolicy() throws IOException {
    String ignore = "rules: [{metric: decode.*, tolerance: ignore}]\n";
    policy("tare-policy.yaml", ignore + "inconclusive: incomplete\n");
    assertEquals(3, diff());
    policy("tare-policy.yaml", ignore + "inconclusive: allowed\n");
    assertEquals(0, diff(), calls.out());
    assertEquals(3, diff("--strict"));
    int hosted = inconclusive();
    policy("tare-policy.yaml", ignore + "runSpread: 0.3%\n");
    diff();
    int steady = inconclusive();
    assertTrue(steady < hosted / 4, steady + " of " + hosted);
    diff("--run-spread", "4.7");
    assertEquals(hosted, inconclusive());
  }

  private int inconclusive() {
    return calls
        .out()
        .lines()
        .filter(line -> line.startsWith("inconclusive ("))
        .mapToInt(line -> Integer.parseInt(line.replaceAll("[^0-9]", "")))
        .findFirst()
        .orElse(0);
  }

  @Test
  void aPolicyWithTyposIsOneLineAndNothingIsWritten() throws IOException {
    policy("tare-policy.yaml", "rulez: []\nbudgets: [{metric: a, limit: 5 GB}]\n");
    Path target = home.resolve("out.md");
    assertEquals(2, diff("--format", "markdown", "--out", target.toString()));
    calls.assertOneLine("tare: " + home.resolve("tare-policy.yaml") + ": line 1: the policy has");
    calls.assertOneLine("did you mean rules?");
    calls.assertOneLine("budgets[0].limit");
    assertFalse(Files.exists(target));
  }

  @Test
  void aPatternThatTakesTooLongIsOneLine() throws IOException {
    policy("tare-policy.yaml", "rules: [{metric: \"(([a-zA-Z]+)+)+x\", tolerance: 3%}]\n");
    assertEquals(2, diff());
    calls.assertOneLine("tare: the pattern (([a-zA-Z]+)+)+x takes too long on the");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "peakRssAnonBytes | < 2 GiB | < 20 MiB",
        "timeToFirstTokenNs | < 60 s | < 1 ms",
        "decodeTokensPerSecond | >= 9 tok/s | >= 9000 tok/s",
        "cosineMean | >= 0.9 | >= 0.9995",
        "fileSizeBytes | < 3 GiB | < 10 MB",
        "loadTimeNs | < 5 s | < 1 ms"
      })
  void aRunDocumentIsHeldToTheBudgetsOfAProject(String metric, String kept, String over)
      throws IOException {
    String ignore = "rules: [{metric: decode.*, tolerance: ignore}]\n";
    String budget = "budgets: [{metric: " + metric + ", limit: \"%s\"}]\n";
    policy("tare-policy.yaml", ignore + budget.formatted(kept));
    assertEquals(0, diff(), calls.out());
    assertTrue(
        calls.out().lines().anyMatch(line -> line.matches("budgets: [0-9]+ kept")), calls.out());
    policy("tare-policy.yaml", ignore + budget.formatted(over));
    assertEquals(1, diff("--format", "json"), calls.out());
    JsonNode worst = new ObjectMapper().readTree(calls.out()).at("/budgets/0");
    assertEquals("over", worst.get("verdict").asText());
    assertEquals(metric, worst.get("metric").asText());
  }

  @Test
  void aPolicyThatIsNotThereIsAnError() {
    assertEquals(2, diff("--policy", home.resolve("none.yaml").toString()));
    assertTrue(
        calls.err().contains("none.yaml: cannot be read: there is no such file"), calls.err());
  }

  @Test
  void aLinkThatLeadsNowhereIsNoMissingPolicy() throws IOException {
    Files.createSymbolicLink(home.resolve("tare-policy.yaml"), home.resolve("moved.yaml"));
    assertEquals(2, diff());
    assertTrue(
        calls.err().contains("tare-policy.yaml: cannot be read: there is no such file"),
        calls.err());
  }
}
