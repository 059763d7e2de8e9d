package dev.tare.results.cli;

import dev.tare.results.experience.StoredRuns;
import dev.tare.results.report.GateText;
import dev.tare.results.run.Run;
import dev.tare.results.run.VersusRunException;
import dev.tare.results.store.Acceptance;
import dev.tare.results.store.Baseline;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare gate RUN}: judges a run by the accepted baseline of its machine and suite. */
@Command(
    name = "gate",
    description = "Judge a run by the accepted baseline of its machine and suite.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "RUN is a file, a run id or the beginning of one, or latest. The runs in results/runs, or in"
          + " the folder of --history, teach how far runs of this machine differ by chance.",
      "",
      ExitCodes.OF_JUDGING,
      "",
      "Examples:",
      "  tare gate latest",
      "  tare gate latest --format github --out junit=tare.xml --out json=tare.json",
      "  tare gate build/run.json --baselines ci/baselines",
      "  tare gate jmh.json --machine ci-runner-1 --history jmh-nightly"
    })
final class GateCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "What to judge.")
  private String run;

  @Mixin private final OneMachineOption machine = new OneMachineOption();
  @Mixin private final BaselinesFolder baselines = new BaselinesFolder();
  @Mixin private final HistoryOptions history = new HistoryOptions();
  @Mixin private final OutputOptions output = new OutputOptions();
  @Mixin private final PolicyOptions judging = new PolicyOptions();
  @Mixin private CommonOptions common;

  GateCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    output.check();
    Policy policy = judging.policy(environment);
    Run judged = new RunReference(environment).find(run, machine.name());
    machine.rejectUnused(Stream.of(judged.machine()));
    VersusRunException.reject(judged, "judged by a baseline");
    Baseline baseline = baselines.lookup(environment).of(judged, run, machine.name());
    StoredRuns earlier =
        history.readOr(
            environment.results().resolve("runs"), machine.name(), baseline.run(), judged);
    Comparison comparison = Comparator.compare(baseline.run(), judged, policy, earlier);
    write(comparison, baseline.accepted());
    return comparison.exitCode();
  }

  private void write(Comparison comparison, Acceptance accepted) {
    String by = accepted.runId() + ", " + AcceptanceText.of(accepted);
    output.write(
        comparison,
        style -> GateText.render(comparison, by, style),
        environment,
        common.color(),
        spec.commandLine());
  }
}
