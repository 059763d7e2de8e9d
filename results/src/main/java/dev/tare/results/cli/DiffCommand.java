package dev.tare.results.cli;

import dev.tare.results.document.AtomicFile;
import dev.tare.results.report.DiffJson;
import dev.tare.results.report.DiffMarkdown;
import dev.tare.results.report.DiffText;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.run.Run;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare diff BASELINE RUN}. */
@Command(
    name = "diff",
    description = "Say what changed between two runs of one machine, and how sure that is.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "BASELINE and RUN are each a file (a run or baseline of Tare, JSON of JMH, JSON or JSON Lines"
          + " of llama-bench), a run id or the beginning of one, or latest; BASELINE may"
          + " also be baseline: the accepted run of RUN's machine and suite.",
      "",
      "Verdicts: regressed or improved when the whole 95 %% interval of the change lies beyond the"
          + " tolerance (times, rates and memory 5 %%, cosine 0.0005, exact metrics none) and the"
          + " change is significant for the number of metrics; unchanged when the interval lies"
          + " inside; else inconclusive. A policy states other tolerances, budgets that must hold"
          + " whatever the baseline was, and which alarms are known or muted.",
      "",
      "Exit codes: 0 nothing regressed; 1 something regressed, or is over its budget; 2 usage,"
          + " unreadable input or different machines; 3 neither, but a fork of RUN failed, something"
          + " of BASELINE is gone, or a budget has nothing to judge (with --strict: or something is"
          + " inconclusive).",
      "",
      "Examples:",
      "  tare diff baseline latest",
      "  tare diff 20261119T 20261120T --all",
      "  tare diff main.json branch.json --format markdown --out comment.md",
      "  tare diff jmh-main.json jmh-branch.json --machine ci-runner-1",
      "  tare diff baseline latest --policy laptop.yaml"
    })
public final class DiffCommand implements Callable<Integer> {
  /** What a comparison can be written as. */
  public enum Format {
    /** For a terminal. */
    TEXT,
    /** For a pull request. */
    MARKDOWN,
    /** For programs. */
    JSON
  }

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "What to compare with.")
  private String baseline;

  @Parameters(index = "1", paramLabel = "RUN", description = "What to judge.")
  private String run;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, markdown or json.")
  private Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "Write to a file.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--all", description = "List unchanged and inconclusive metrics too.")
  private boolean all;

  @Mixin private final PolicyOptions judging = new PolicyOptions();

  @Mixin private MachineOption machines = new MachineOption();

  @Mixin private CommonOptions common;

  /**
   * The command.
   *
   * @param environment what surrounds it
   */
  public DiffCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Policy policy = judging.policy(environment);
    RunReference references = new RunReference(environment);
    if (run.equals(RunReference.BASELINE)) {
      throw new UsageException("RUN cannot be baseline; write tare diff baseline RUN");
    }
    Run judged = references.find(run, machines.ofRun());
    Run before =
        baseline.equals(RunReference.BASELINE)
            ? references.baselineOf(judged)
            : references.find(baseline, machines.ofBaseline());
    machines.rejectUnused(before, judged);
    Comparison comparison = Comparator.compare(before, judged, policy);
    write(comparison);
    return comparison.exitCode();
  }

  private void write(Comparison comparison) {
    if (out.isEmpty()) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(rendered(comparison, environment.style(common.color())));
      return;
    }
    TerminalStyle file = new TerminalStyle(false, true, 100);
    byte[] bytes = rendered(comparison, file).getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(out.get(), stream -> stream.write(bytes));
  }

  private String rendered(Comparison comparison, TerminalStyle style) {
    return switch (format) {
      case TEXT -> DiffText.render(comparison, style, all);
      case MARKDOWN -> DiffMarkdown.render(comparison, style.unicode(), all);
      case JSON -> DiffJson.render(comparison);
    };
  }
}
