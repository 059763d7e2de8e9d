package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.sample.SampleRuns;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Where the outputs of a comparison go. */
class OutputsTest {
  @TempDir private Path home;
  private final Map<String, String> variables = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private String out;
  private String err;

  @BeforeEach
  void keepsTwoRuns() {
    Path runs = home.resolve("results/runs");
    RunFile.write(SampleRuns.quick().id("20261118T1-aa").build(), runs.resolve("a.json"));
    RunFile.write(
        SampleRuns.quick()
            .id("20261119T1-bb")
            .seed(2)
            .factor((cell, kind) -> kind.name().startsWith("decodeTokensPer") ? 0.5 : 1)
            .build(),
        runs.resolve("b.json"));
  }

  private int diff(String... further) {
    List<String> args = new ArrayList<>(List.of("diff"));
    args.add(home.resolve("results/runs/a.json").toString());
    args.add(home.resolve("results/runs/b.json").toString());
    args.addAll(List.of(further));
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandEnvironment environment =
        new CommandEnvironment(variables, Optional.of(home), "ada", Clock.systemUTC(), false);
    int code =
        ResultsMain.run(
            environment,
            new PrintWriter(outText),
            new PrintWriter(errText),
            args.toArray(String[]::new));
    out = outText.toString();
    err = errText.toString();
    return code;
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
    assertEquals(1, diff("--format", format), err);
    assertTrue(out.startsWith(beginning), out);
    assertEquals("", err);
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
    assertEquals(1, code, err);
    assertTrue(out.startsWith("baseline  20261118T1-aa"), out);
    assertTrue(read("deep/tare.xml").contains("<testsuites name=\"tare\""));
    assertTrue(read("comment.md").startsWith("### Tare: 4 regressed"));
    assertTrue(read("tare.json").contains("\"tare-diff\""));
  }

  @Test
  void aFileWithoutAFormatTakesThePlaceOfTheTerminal() throws IOException {
    assertEquals(
        1, diff("--format", "json", "--out", file("x.json"), "--out", "text=" + file("t")));
    assertEquals("", out);
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
    assertEquals(2, diff(args.split(" ")), out);
    assertTrue(err.contains(expected), err);
    assertTrue(err.startsWith("tare: ") && err.lines().count() == 1, err);
    assertEquals("", out);
    assertFalse(Files.exists(Path.of("x")) || Files.exists(Path.of("x.xml")));
  }

  @Test
  void anOutputThatCannotBeWrittenSaysSoAndPrintsNothing() throws IOException {
    Files.createFile(home.resolve("file"));
    assertEquals(2, diff("--out", "junit=" + file("file/x.xml")));
    assertTrue(err.contains("x.xml: cannot be written") && err.lines().count() == 1, err);
    assertEquals("", out);
  }

  @Test
  void theSummaryOfAGithubStepIsAppendedTo() throws IOException {
    variables.put("GITHUB_STEP_SUMMARY", file("summary.md"));
    Files.writeString(home.resolve("summary.md"), "Before.");
    assertEquals(1, diff("--format", "github"));
    assertTrue(read("summary.md").startsWith("Before.\n\n### Tare: 4 regressed\n"));
    assertEquals(1, diff("--out", "github=" + file("log.txt")));
    assertEquals(3, read("summary.md").split("### Tare", -1).length);
    assertTrue(out.startsWith("baseline"), out);
    assertTrue(read("log.txt").startsWith("::error"));
  }

  @Test
  void otherFormatsAndOtherPlacesLeaveTheSummaryAlone() {
    variables.put("GITHUB_STEP_SUMMARY", file("summary.md"));
    assertEquals(1, diff("--format", "markdown"));
    assertFalse(Files.exists(home.resolve("summary.md")));
    variables.remove("GITHUB_STEP_SUMMARY");
    assertEquals(1, diff("--format", "github"), err);
    assertEquals("", err);
  }

  @Test
  void theSummaryStaysBelowTheSizeThatGithubTakes() throws IOException {
    variables.put("GITHUB_STEP_SUMMARY", file("summary.md"));
    Files.writeString(home.resolve("summary.md"), "x".repeat(StepSummary.MOST_BYTES - 17_000));
    assertEquals(1, diff("--format", "github", "--all"), err);
    assertTrue(Files.size(home.resolve("summary.md")) <= StepSummary.MOST_BYTES);
    assertTrue(read("summary.md").contains(" more** that did not fit"));
    assertEquals("", err);
    assertEquals(1, diff("--format", "github"));
    assertTrue(err.startsWith("tare: the step's summary is full"), err);
    assertTrue(Files.size(home.resolve("summary.md")) <= StepSummary.MOST_BYTES);
  }

  @Test
  void aSummaryThatCannotBeWrittenIsOneLine() {
    variables.put("GITHUB_STEP_SUMMARY", file("none/summary.md"));
    assertEquals(2, diff("--format", "github"));
    assertTrue(err.contains("summary.md: cannot be written: the folder does not exist"), err);
    assertEquals("", out);
  }

  @Test
  void nothingUnfinishedStaysBehind() throws IOException {
    assertEquals(1, diff("--out", "junit=" + file("out/a.xml"), "--out", "json=" + file("out/b")));
    try (Stream<Path> files = Files.list(home.resolve("out"))) {
      assertEquals(2, files.count());
    }
  }
}
