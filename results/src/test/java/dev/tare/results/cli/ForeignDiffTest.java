package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.input.JmhText;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignDiffTest {
  private static final String INC = "org.example.CounterBenchmark.inc";

  @TempDir private Path home;
  private String before;
  private String same;
  private String slower;
  private String out;
  private String err;

  @BeforeEach
  void keepsThreeFiles() throws IOException {
    before = kept("before.json", "[[100, 101], [102, 103], [98, 99]]");
    same = kept("same.json", "[[101, 101], [100, 103], [99, 99]]");
    slower = kept("slower.json", "[[50, 51], [52, 53], [49, 50]]");
  }

  private String kept(String name, String raw) throws IOException {
    Path file = home.resolve(name);
    Files.writeString(file, JmhText.file(JmhText.of(INC).raw(raw)));
    return file.toString();
  }

  private int tare(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandEnvironment environment =
        new CommandEnvironment(
            Map.of("LANG", "C.UTF-8"),
            Optional.of(home),
            "ada",
            Clock.fixed(Instant.parse("2026-11-21T08:00:00Z"), ZoneOffset.UTC),
            false);
    int code =
        ResultsMain.run(environment, new PrintWriter(outText), new PrintWriter(errText), args);
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  private void assertRefused(String problem, String... args) {
    assertEquals(2, tare(args), out);
    assertTrue(err.startsWith("tare: ") && err.contains(problem), err);
    assertEquals(1, err.lines().count(), err);
    assertEquals("", out);
  }

  @Test
  void aLowerThroughputHasRegressedAndAnEqualOneHasNot() {
    assertEquals(1, tare("diff", before, slower, "--machine", "ci"), err);
    assertTrue(out.contains("regressed (1)") && out.contains("jmh/thrpt " + INC), out);
    assertTrue(out.contains("  ci\n"), out);
    assertEquals(0, tare("diff", before, same, "--machine", "ci"), err);
    assertEquals(0, tare("diff", slower, before, "--machine", "ci"), err);
    assertTrue(out.contains("1 improved"), out);
  }

  @Test
  void oneNameIsForBothSidesAndTwoAreForOneEach() {
    assertEquals(0, tare("diff", before, same, "--machine", "ci", "--machine", "ci"), err);
    assertRefused(
        "machine ci against laptop",
        "diff",
        before,
        same,
        "--machine",
        "ci",
        "--machine",
        "laptop");
    assertRefused(
        "at most twice", "diff", before, same, "--machine=a", "--machine=b", "--machine=c");
    assertRefused("--machine needs a name", "diff", before, same, "--machine", " ");
  }

  @Test
  void withoutAMachineNothingIsJudged() {
    assertRefused("name it with --machine NAME", "diff", before, slower);
    assertRefused("name it with --machine NAME", "baseline", "accept", before);
    assertFalse(Files.exists(home.resolve("results/baselines")));
  }

  @Test
  void aMachineBesideTheFileSuffices() throws IOException {
    for (String file : new String[] {before, slower}) {
      Files.writeString(Path.of(file + ".machine.json"), "{\"machine\": \"ci\"}");
    }
    assertEquals(1, tare("diff", before, slower), err);
  }

  @Test
  void anAcceptedFileIsTheBaselineOfItsMachine() {
    assertEquals(0, tare("baseline", "accept", before, "--machine", "ci", "--why", "1.4"), err);
    assertTrue(out.matches("accepted before-[0-9a-f]{8} as .*-jmh\\.json\n"), out);
    assertEquals(1, tare("diff", "baseline", slower, "--machine", "ci"), err);
    assertEquals(3, tare("diff", "baseline", slower, "--machine", "laptop"));
    assertTrue(err.startsWith("tare: no baseline is accepted for machine "), err);
    assertTrue(err.endsWith("accept " + slower + " --machine laptop --why REASON\n"), err);
    assertEquals(0, tare("baseline", "show"), err);
    assertTrue(out.contains("machine: ci") && out.contains(INC + " threads=4"), out);
    assertTrue(out.contains("throughputPerSecond  101 1/s"), out);
  }

  @Test
  void runsThatSayTheirMachineTakeNoOther() {
    Path run = home.resolve("run.json");
    RunFile.write(SampleRuns.quick().build(), run);
    String problem = "--machine is for results that name no machine";
    assertRefused(problem, "diff", run.toString(), run.toString(), "--machine", "ci");
    assertRefused(problem, "baseline", "accept", run.toString(), "--machine", "ci");
    assertFalse(Files.exists(home.resolve("results/baselines")));
  }

  @Test
  void aResultOfOthersHasNoArms() {
    assertRefused("has no arms; compare it with another by tare diff", "versus", before);
  }

  @Test
  void textOfFilesStaysTextInEveryFormat() throws IOException {
    String name = "a.B<script>alert(1)</script>\u202e|`x`";
    Path file = home.resolve("evil.json");
    Files.writeString(file, JmhText.file(JmhText.of(name), JmhText.of(INC)));
    for (String format : new String[] {"text", "markdown", "json"}) {
      tare("diff", file.toString(), before, "--machine", "ci", "--format", format);
      assertTrue(out.contains("a.B"), out + err);
      assertFalse(out.contains("\u202e"), out);
      assertFalse(format.equals("markdown") && out.contains("<script>"), out);
    }
  }
}
