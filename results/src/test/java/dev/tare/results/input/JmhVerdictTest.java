package dev.tare.results.input;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.tare.results.run.Run;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.DifferentMachineException;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.PolicyRule;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.Selector;
import dev.tare.results.verdict.ToleranceRules;
import dev.tare.results.verdict.Verdict;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What the standard policy says of the metrics of JMH. */
class JmhVerdictTest {
  private static final String NORM = "gc.alloc.rate.norm";

  @TempDir private Path folder;

  private Run run(String name, JmhText result) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, JmhText.file(result));
    return RunInput.read(file, Optional.of("ci"));
  }

  private Comparison compared(JmhText before, JmhText now) throws IOException {
    return Comparator.compare(run("before.json", before), run("now.json", now), Policy.standard());
  }

  private static Verdict verdict(Comparison comparison, String metric) {
    return comparison.rows().stream()
        .filter(row -> row.kind().name().equals(metric))
        .findFirst()
        .map(Row::verdict)
        .orElseThrow();
  }

  @ParameterizedTest
  @CsvSource({
    // Sixteen bytes, an object's header, or one in a hundred do not matter.
    "0.00001, 0.00002, UNCHANGED",
    "0, 0, UNCHANGED",
    "24, 36, UNCHANGED",
    "100000, 100300, UNCHANGED",
    // A new object does.
    "0.00001, 24, REGRESSED",
    "0, 24, REGRESSED",
    "24, 48, REGRESSED",
    "100000, 103000, REGRESSED",
    "48, 24, IMPROVED",
    "100000, 101000, INCONCLUSIVE",
  })
  void allocationIsJudgedByAToleranceOfItsOwn(String before, String now, Verdict expected)
      throws IOException {
    Comparison comparison =
        compared(
            JmhText.of("a.B.c").secondary(NORM, "B/op", nearly(before)),
            JmhText.of("a.B.c").secondary(NORM, "B/op", nearly(now)));
    assertEquals(expected, verdict(comparison, NORM), comparison.rows()::toString);
  }

  @Test
  void neitherAToleranceForBenchmarksNorTheMachinesSpreadIsThatOfAllocation() throws IOException {
    List<PolicyRule> wide = ToleranceRules.relative(Selector.any(), 0.5, Optional.empty());
    Policy policy = Policy.standard().withRulesBefore(wide).withSpreadBetweenRuns(0.3);
    Comparison comparison =
        Comparator.compare(
            run("before.json", JmhText.of("a.B.c").secondary(NORM, "B/op", nearly("1000"))),
            run("now.json", JmhText.of("a.B.c").secondary(NORM, "B/op", nearly("1040"))),
            policy);
    assertEquals(Verdict.REGRESSED, verdict(comparison, NORM), comparison.rows()::toString);
  }

  /** Three forks, which hardly differ. */
  private static String nearly(String bytes) {
    double value = Double.parseDouble(bytes);
    return "[[" + value + "], [" + value * 1.0001 + "], [" + value * 0.9999 + "]]";
  }

  @Test
  void otherProfilersMetricsAreRecordedAndNotJudged() throws IOException {
    Comparison comparison =
        compared(
            JmhText.of("a.B.c")
                .secondary("gc.time", "ms", "[[1], [1], [1]]")
                .secondary("hits", "ops/s", "[[9], [9], [9]]"),
            JmhText.of("a.B.c")
                .secondary("gc.time", "ms", "[[9], [9], [9]]")
                .secondary("gc.count", "counts", "[[9], [9], [9]]")
                .secondary("hits", "ops/s", "[[1], [1], [1]]"));
    assertEquals(
        List.of("throughputPerSecond"),
        comparison.rows().stream().map(row -> row.kind().name()).toList());
    assertEquals(0, comparison.exitCode());
  }

  @Test
  void aBenchmarkThatIsNoLongerThereIsGone() throws IOException {
    Comparison comparison = compared(JmhText.of("a.B.c"), JmhText.of("a.B.d"));
    assertEquals(1, comparison.rows(Verdict.GONE).size());
    assertEquals(1, comparison.rows(Verdict.NEW).size());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void aForkWithoutAScoreMakesTheRunIncomplete() throws IOException {
    Comparison comparison =
        compared(
            JmhText.of("a.B.c"), JmhText.of("a.B.c").raw("[[100, 101], [102, 99], [\"NaN\"]]"));
    assertEquals(1, comparison.failures().size());
    assertEquals(3, comparison.exitCode());
  }

  @Test
  void anotherJvmIsAnotherMachine() {
    assertEquals(
        List.of("jdkVersion"),
        assertThrows(
                DifferentMachineException.class,
                () ->
                    compared(
                        JmhText.of("a.B.c"), JmhText.of("a.B.c").field("jdkVersion", "\"21.0.1\"")))
            .fields());
  }
}
