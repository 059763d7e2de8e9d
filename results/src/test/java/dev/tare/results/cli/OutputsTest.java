package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.sample.SampleRuns;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the outputs of a comparison go. */
class OutputsTest {
  @TempDir private Path home;
  private Calls calls;

  @BeforeEach
  void keepsTwoRuns() {
    calls = new Calls(home);
    calls.keep(SampleRuns.quick().id("20261118T1-aa").build());
    calls.keep(SampleRuns.quick().id("20261119T1-bb").seed(2).slowDecoding().build());
  }

  private int diff(String... further) {
    List<String> args = new ArrayList<>(List.of("diff", "20261118T1-aa", "20261119T1-bb"));
    args.addAll(List.of(further));
    return calls.tare(args.toArray(String[]::new));
  }

  private String file(String name) {
    return home.resolve(name).toString();
  }

  private String read(String name) throws IOException {
    return Files.readString(home.resolve(name));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "text | baseline  20261118T1-aa",
        "markdown | ### Tare: 4 regressed",
        "JSON | {",
        "junit | <?xml version=",
        "GitHub | ::error title=regressed%3A TokenGenerationBenchmark.decode",
      })
  void everyFormatIsPrinted(String format, String beginning) {
    assertEquals(1, diff("--format", format), calls.err());
    assertTrue(calls.out().startsWith(beginning), calls.out());
    assertEquals("", calls.err());
  }

  @Test
  void oneComparisonIsWrittenInSeveralFormats() throws IOException {
    int code =
        diff(
            "--out",
            "junit=" + file("deep/tare.xml"),
            "--out",
            "Markdown=" + file("comment.md"),
            "--out=json=" + file("tare.json"));
    assertEquals(1, code, calls.err());
    assertTrue(calls.out().startsWith("baseline  20261118T1-aa"), calls.out());
    assertTrue(read("deep/tare.xml").contains("<testsuites name=\"tare\""));
    assertTrue(read("comment.md").startsWith("### Tare: 4 regressed"));
    assertTrue(read("tare.json").contains("\"tare-diff\""));
  }

  @Test
  void aFileWithoutAFormatTakesThePlaceOfTheTerminal() throws IOException {
    assertEquals(
        1, diff("--format", "json", "--out", file("x.json"), "--out", "text=" + file("t")));
    assertEquals("", calls.out());
    assertTrue(read("x.json").startsWith("{"));
    assertTrue(read("t").startsWith("baseline  20261118T1-aa"));
  }

  @Test
  void aFileMayHaveAnEqualsSignInItsName() throws IOException {
    assertEquals(1, diff("--out", file("a=b.txt")));
    assertTrue(read("a=b.txt").startsWith("baseline"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--out junti=x.xml | there is no format junti, only text, markdown, json, junit, github",
        "--out junit= | the name of the file is missing",
        "--out x --out y | --out FILE is where the output of --format goes, and stands once",
        "--out text=x --out json=./x | two outputs cannot go to ./x",
        "--format xml | TEXT, MARKDOWN, JSON, JUNIT, GITHUB",
      })
  void misuseIsOneLineAndNothingIsWritten(String args, String expected) throws IOException {
    assertEquals(2, diff(args.split(" ")), calls.out());
    calls.assertOneLine(expected);
    assertFalse(Files.exists(Path.of("x")) || Files.exists(Path.of("x.xml")));
  }

  @Test
  void anOutputThatCannotBeWrittenSaysSoAndPrintsNothing() throws IOException {
    Files.createFile(home.resolve("file"));
    assertEquals(2, diff("--out", "junit=" + file("file/x.xml")));
    calls.assertOneLine("x.xml: cannot be written");
  }

  @Test
  void theSummaryOfAGithubStepIsAppendedTo() throws IOException {
    calls.variable("GITHUB_STEP_SUMMARY", file("summary.md"));
    Files.writeString(home.resolve("summary.md"), "Before.");
    assertEquals(1, diff("--format", "github"));
    assertTrue(read("summary.md").startsWith("Before.\n\n### Tare: 4 regressed\n"));
    assertEquals(1, diff("--out", "github=" + file("log.txt")));
    assertEquals(3, read("summary.md").split("### Tare", -1).length);
    assertTrue(calls.out().startsWith("baseline"), calls.out());
    assertTrue(read("log.txt").startsWith("::error"));
  }

  @Test
  void otherFormatsAndOtherPlacesLeaveTheSummaryAlone() {
    assertEquals(1, diff("--format", "github"), calls.err());
    assertEquals("", calls.err());
    calls.variable("GITHUB_STEP_SUMMARY", file("summary.md"));
    assertEquals(1, diff("--format", "markdown"));
    assertFalse(Files.exists(home.resolve("summary.md")));
  }

  @Test
  void theSummaryStaysBelowTheSizeThatGithubTakes() throws IOException {
    calls.variable("GITHUB_STEP_SUMMARY", file("summary.md"));
    Files.writeString(home.resolve("summary.md"), "x".repeat(StepSummary.MOST_BYTES - 17_000));
    assertEquals(1, diff("--format", "github", "--all"), calls.err());
    assertTrue(Files.size(home.resolve("summary.md")) <= StepSummary.MOST_BYTES);
    assertTrue(read("summary.md").contains(" more** that did not fit"));
    assertEquals("", calls.err());
    assertEquals(1, diff("--format", "github"));
    assertTrue(calls.err().startsWith("tare: the step's summary is full"), calls.err());
    assertTrue(Files.size(home.resolve("summary.md")) <= StepSummary.MOST_BYTES);
  }

  @Test
  void aSummaryThatCannotBeWrittenIsOneLineBelowTheVerdict() {
    calls.variable("GITHUB_STEP_SUMMARY", file("none/summary.md"));
    assertEquals(2, diff("--format", "github"));
    assertTrue(calls.out().startsWith("::error title=regressed"), calls.out());
    assertEquals(1, calls.err().lines().count(), calls.err());
    assertTrue(
        calls.err().contains("summary.md: cannot be written: the folder does not exist"),
        calls.err());
  }

  @Test
  void nothingUnfinishedStaysBehind() throws IOException {
    assertEquals(1, diff("--out", "junit=" + file("out/a.xml"), "--out", "json=" + file("out/b")));
    try (Stream<Path> files = Files.list(home.resolve("out"))) {
      assertEquals(2, files.count());
    }
  }
}
