package dev.tare.results.sample;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Runs in which every text is one that tries to be more than text. */
public final class HostileRuns {
  private HostileRuns() {}

  /** What a name could be made of to mislead a reader of any output. */
  public static Stream<String> texts() {
    return Stream.of(
        "<script>alert(1)</script>",
        "</failure></testcase>]]><testcase name=\"x\"/>",
        "&amp;&#10;&lt;![CDATA[",
        "a|b || c",
        "`code` ```",
        "::error title=a,b::c%0A::notice::d",
        "  ::add-mask::secret",
        "x ::stop-commands::y",
        "##[add-mask]secret",
        "##vso[task.complete result=Succeeded]x",
        "\u001b[2J\u001b]0;title\u0007\u009b31m",
        "\u202ereversed\u2066\u200f",
        "line\r\n::error::next\n| cell |\n# heading\n- item",
        "[link](http://example.org) ![picture](x) @team <b>",
        "</summary></details>\u2028\u0085",
        "a,b:c%d\"e'f\\g",
        "nul\u0000 \ufffe \ufdd0 \ud800 lone \ud83d\ude00",
        "x".repeat(199) + "\ud83d\ude00");
  }

  /**
   * A run with two cells, a metric that every run has and one that no other has, and a failed fork.
   *
   * @param id its id
   * @param text stands wherever a file can hold any text
   * @param value of an exact metric
   */
  public static Run of(String id, String text, double value) {
    Run run = SampleRuns.quick().id(id).status(RunStatus.INCOMPLETE).build();
    MetricKind common = new MetricKind(text, text, Better.SAME, Assumption.EXACT);
    MetricKind own = new MetricKind(text + id, "ns", Better.LOWER, Assumption.NOISY);
    Failure failure = new Failure(text, List.of(text, "last " + text));
    return new Run(
        run.id(),
        run.status(),
        run.startedAt(),
        run.finishedAt(),
        Map.of("tare", text + id),
        run.plan(),
        run.machine(),
        run.models(),
        List.of(
            cell(text, List.of(), metric(common, value), metric(own, value)),
            cell(
                text + "2",
                List.of(new Fork(0, 0, 1, Optional.of(failure))),
                metric(common, value))),
        List.of(text));
  }

  private static Metric metric(MetricKind kind, double value) {
    return new Metric(kind, List.of(new Block(0, List.of(value))));
  }

  private static Cell cell(String text, List<Fork> forks, Metric... metrics) {
    // No reader takes half a character in the name of a field, so that none comes from a file.
    String name = text.replaceAll("[\\ud800-\\udfff]", "?");
    return new Cell(text, text, text, Map.of(name, text), 2, forks, List.of(metrics), List.of());
  }
}
