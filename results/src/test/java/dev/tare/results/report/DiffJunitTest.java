package dev.tare.results.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import dev.tare.results.verdict.Verdict;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class DiffJunitTest {
  private static final Locale BEFORE = Locale.getDefault();

  @AfterEach
  void restoresTheLocale() {
    Locale.setDefault(BEFORE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"en-US", "de-DE", "ar-EG", "th-TH-u-ca-buddhist-nu-thai"})
  void itIsTheGoldenOneInEveryLocale(String locale) throws Exception {
    Locale.setDefault(Locale.forLanguageTag(locale));
    assertEquals(
        Golden.text("diff.junit.xml"),
        DiffJunit.render(Comparisons.shortened(ReportTest.comparison())));
  }

  @Test
  void everyMetricIsATestCaseAndTheSuiteCountsThem() {
    Comparison comparison = ReportTest.comparison();
    JunitDocument junit = JunitDocument.of(DiffJunit.render(comparison));
    int cells = comparison.failures().size();
    assertEquals(comparison.rows().size() + cells + 1, junit.cases().size());
    assertEquals(junit.cases().size(), junit.stated("tests"));
    for (String mark : List.of("failure", "error")) {
      assertEquals(junit.marked(mark).size(), junit.stated(mark + "s"));
    }
    assertEquals(junit.marked("skipped").size(), junit.stated("skipped"));
  }

  @Test
  void verdictsBecomeMarks() {
    Comparison comparison = ReportTest.comparison();
    JunitDocument junit = JunitDocument.of(DiffJunit.render(comparison));
    JunitDocument.Case regressed = junit.marked("failure").get(0);
    assertEquals(1, junit.marked("failure").size());
    assertEquals("TokenGenerationBenchmark.decode", regressed.group());
    assertEquals(
        "gemma3-120m/Q4_0 depth=0 threads=0 tokens=32 decodeTokensPerSecond", regressed.name());
    assertTrue(regressed.message().startsWith("regressed: -39.8 % [-47.5.."), regressed.message());
    // GitLab shows the text alone.
    assertTrue(regressed.text().startsWith("regressed\n-39.8 % [-47.5.."), regressed.text());
    assertEquals(comparison.rows(Verdict.INCONCLUSIVE).size(), junit.marked("skipped").size());
    assertEquals(comparison.rows(Verdict.FAILED).size() + 2, junit.marked("error").size());
    JunitDocument.Case forks =
        junit.cases().stream().filter(each -> each.name().endsWith(" forks")).toList().get(0);
    assertEquals("failed: 1 of 3 blocks failed: killed by SIGSEGV", forks.message());
    assertTrue(forks.text().contains("\n# Problematic frame: C [libjllama.so]"), forks.text());
  }

  @Test
  void improvementsPassAndWhatOneSideLacksIsSkipped() {
    Run before = SampleRuns.quick().id("before").build();
    Run after =
        SampleRuns.quick()
            .id("after")
            .factor((cell, kind) -> kind.name().equals("decodeTokensPerSecond") ? 3 : 1)
            .build();
    Run renamed = SampleRuns.renamed(after, "biomedclip-vit-b16", "other");
    JunitDocument junit =
        JunitDocument.of(DiffJunit.render(Comparator.compare(before, renamed, Policy.standard())));
    assertTrue(
        junit.cases().stream()
            .filter(each -> each.name().endsWith(" decodeTokensPerSecond"))
            .allMatch(each -> each.mark().isEmpty()));
    Set<String> types = new HashSet<>();
    junit.marked("skipped").forEach(each -> types.add(each.message().split(":")[0]));
    assertTrue(types.containsAll(Set.of("new", "gone")), types.toString());
    assertTrue(
        junit.marked("skipped").stream()
            .filter(each -> each.group().equals("model file"))
            .anyMatch(each -> each.name().startsWith("biomedclip-vit-b16/FP32 ")));
  }

  static Stream<Comparison> comparisons() {
    Run before = SampleRuns.quick().id("before").build();
    Run same = SampleRuns.quick().id("after").seed(2).build();
    Run stopped = SampleRuns.quick().id("after").seed(2).status(RunStatus.INTERRUPTED).build();
    Run fewer = SampleRuns.renamed(same, "gemma3-120m", "other");
    Policy policy = Policy.standard();
    return Stream.of(
        Comparator.compare(before, same, policy),
        Comparator.compare(before, same, policy.withInconclusiveIncomplete(true)),
        Comparator.compare(before, stopped, policy),
        Comparator.compare(before, fewer, policy),
        ReportTest.comparison());
  }

  @ParameterizedTest(name = "{index}")
  @MethodSource("comparisons")
  void itSaysTheSameAsTheExitCode(Comparison comparison) {
    JunitDocument junit = JunitDocument.of(DiffJunit.render(comparison));
    int code = junit.stated("failures") > 0 ? 1 : junit.stated("errors") > 0 ? 3 : 0;
    assertEquals(comparison.exitCode(), code);
  }

  @Test
  void theExamplesReachEveryExitCode() {
    assertEquals(Set.of(0, 1, 3), new HashSet<>(comparisons().map(Comparison::exitCode).toList()));
  }

  @Test
  void eachStandingHasItsMark() {
    List<Outcome> outcomes =
        Arrays.stream(Standing.values())
            .map(each -> new Outcome(each, "g", each.name(), List.of("why")))
            .toList();
    JunitDocument junit = JunitDocument.of(DiffJunit.render(ReportTest.comparison(), outcomes));
    assertEquals(List.of("REGRESSED", "OVER_BUDGET"), names(junit.marked("failure")));
    assertEquals(
        List.of("FORKS_FAILED", "FAILED", "NOT_MEASURED", "INCOMPLETE"),
        names(junit.marked("error")));
    assertEquals(
        List.of("GONE", "UNDECIDED", "INCONCLUSIVE", "EXCUSED", "NEW"),
        names(junit.marked("skipped")));
    assertEquals("excused: why", junit.marked("skipped").get(3).message());
  }

  private static List<String> names(List<JunitDocument.Case> cases) {
    return cases.stream().map(JunitDocument.Case::name).toList();
  }

  @Test
  void namesThatRepeatAreNumbered() {
    List<Outcome> outcomes =
        Stream.of("a", "a", "a #2", "a", "b")
            .map(name -> new Outcome(Standing.FINE, "g", name, List.of()))
            .toList();
    String xml = DiffJunit.render(ReportTest.comparison(), outcomes);
    assertEquals(5, new HashSet<>(names(JunitDocument.of(xml).cases())).size(), xml);
  }

  @Test
  void theSchemaRefusesWhatBuildServersWouldDrop() {
    String xml = DiffJunit.render(ReportTest.comparison());
    for (String broken :
        List.of(
            xml.replaceFirst("classname=\"[^\"]*\" ", ""),
            xml.replaceFirst("tests=\"\\d+\"", "tests=\"many\""),
            xml.replaceFirst("<failure", "<failed").replaceFirst("</failure", "</failed"),
            xml.replaceFirst("( +<testcase [^>]*/>\n)", "$1$1"),
            xml.replaceFirst("timestamp=\"", "timestamp=\"yesterday "),
            xml.replaceFirst("(?s)(<error .*?</error>)", "$1$1"),
            xml.substring(0, xml.length() / 2))) {
      assertTrue(!broken.equals(xml), "nothing was replaced");
      assertThrows(IllegalArgumentException.class, () -> JunitDocument.of(broken));
    }
  }
}
