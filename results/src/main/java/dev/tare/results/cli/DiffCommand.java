package dev.tare.results.cli;

import dev.tare.results.experience.StoredRuns;
import dev.tare.results.run.Run;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
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
      ExitCodes.OF_JUDGING,
      "",
      "Examples:",
      "  tare diff baseline latest",
      "  tare diff 20261119T 20261120T --all",
      "  tare diff main.json branch.json --format markdown --out comment.md",
      "  tare diff jmh-main.json jmh-branch.json --machine ci-runner-1",
      "  tare diff baseline latest --format github --out junit=tare.xml --out json=tare.json",
      "  tare diff baseline latest --policy laptop.yaml"
    })
public final class DiffCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "BASELINE", description = "What to compare with.")
  private String baseline;

  @Parameters(index = "1", paramLabel = "RUN", description = "What to judge.")
  private String run;

  @Mixin private final PolicyOptions judging = new PolicyOptions();
  @Mixin private final HistoryOptions history = new HistoryOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final MachineOption machines = new MachineOption();
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
    output.check();
    Policy policy = judging.policy(environment);
    RunReference references = new RunReference(environment);
    if (run.equals(RunReference.BASELINE)) {
      throw new UsageException("RUN cannot be baseline; write tare diff baseline RUN");
    }
    // Both files are read at once: on large ones that is half of the time.
    Optional<CompletableFuture<Run>> reading =
        baseline.equals(RunReference.BASELINE)
            ? Optional.empty()
            : Optional.of(
                CompletableFuture.supplyAsync(
                    () -> references.find(baseline, machines.ofBaseline())));
    Run judged = references.find(run, machines.ofRun());
    Run before = reading.map(DiffCommand::joined).orElseGet(() -> accepted(judged));
    machines.rejectUnused(before, judged);
    StoredRuns earlier = history.read(machines.ofRun(), before, judged);
    Comparison comparison = Comparator.compare(before, judged, policy, earlier);
    output.write(comparison, style -> "", environment, common.color(), spec.commandLine());
    return comparison.exitCode();
  }

  private static Run joined(CompletableFuture<Run> reading) {
    try {
      return reading.join();
    } catch (CompletionException e) {
      throw e.getCause() instanceof RuntimeException problem ? problem : e;
    }
  }

  private Run accepted(Run judged) {
    return new BaselineLookup(environment.baselines(), "").of(judged, run, machines.ofRun()).run();
  }
}
