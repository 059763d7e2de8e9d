package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.input.JmhText;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ForeignDiffTest {
  private static final String INC = "org.example.CounterBenchmark.inc";

  @TempDir private Path home;
  private Calls calls;
  private String before;
  private String same;
  private String slower;

  @BeforeEach
  void keepsThreeFiles() throws IOException {
    calls = new Calls(home);
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
    return calls.tare(args);
  }

  private void assertRefused(String problem, String... args) {
    assertEquals(2, tare(args), calls.out());
    calls.assertOneLine(problem);
  }

  @Test
  void aLowerThroughputHasRegressedAndAnEqualOneHasNot() {
    assertEquals(1, tare("diff", before, slower, "--machine", "ci"), calls.err());
    assertTrue(
        calls.out().contains("regressed (1)") && calls.out().contains("jmh/thrpt " + INC),
        calls.out());
    assertTrue(calls.out().contains("  ci\n"), calls.out());
    assertEquals(0, tare("diff", before, same, "--machine", "ci"), calls.err());
    assertEquals(0, tare("diff", slower, before, "--machine", "ci"), calls.err());
    assertTrue(calls.out().contains("1 improved"), calls.out());
  }

  @Test
  void oneNameIsForBothSidesAndTwoAreForOneEach() {
    assertEquals(0, tare("diff", before, same, "--machine", "ci", "--machine", "ci"), calls.err());
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
    assertEquals(1, tare("diff", before, slower), calls.err());
  }

  @Test
  void anAcceptedFileIsTheBaselineOfItsMachine() {
    assertEquals(
        0, tare("baseline", "accept", before, "--machine", "ci", "--why", "1.4"), calls.err());
    assertTrue(calls.out().matches("accepted before-[0-9a-f]{8} as .*-jmh\\.json\n"), calls.out());
    assertEquals(1, tare("diff", "baseline", slower, "--machine", "ci"), calls.err());
    assertEquals(3, tare("diff", "baseline", slower, "--machine", "laptop"));
    assertTrue(calls.err().startsWith("tare: no baseline is accepted for machine "), calls.err());
    assertTrue(
        calls.err().endsWith("accept " + slower + " --machine laptop --why REASON\n"), calls.err());
    assertEquals(0, tare("baseline", "show"), calls.err());
    assertTrue(
        calls.out().contains("machine: ci") && calls.out().contains(INC + " threads=4"),
        calls.out());
    assertTrue(calls.out().contains("throughputPerSecond  101 1/s"), calls.out());
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
      assertTrue(calls.out().contains("a.B"), calls.out() + calls.err());
      assertFalse(calls.out().contains("\u202e"), calls.out());
      assertFalse(format.equals("markdown") && calls.out().contains("<script>"), calls.out());
    }
  }
}
