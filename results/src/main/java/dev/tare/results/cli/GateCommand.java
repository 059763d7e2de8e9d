package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.experience.StoredRuns;
import dev.tare.results.report.GateText;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import dev.tare.results.run.VersusRunException;
import dev.tare.results.store.Acceptance;
import dev.tare.results.store.Baseline;
import dev.tare.results.store.BaselineFile;
import dev.tare.results.store.BaselineStore;
import dev.tare.results.store.UnreadableRunException;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.DifferentMachineException;
import dev.tare.results.verdict.Policy;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
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
      "Exit codes: 0 nothing regressed; 1 something regressed; 2 usage or unreadable input; 3"
          + " nothing regressed, but no baseline is accepted for this machine and suite, a fork of"
          + " RUN failed or something of the baseline is gone (with --strict: or something is"
          + " inconclusive).",
      "",
      "Examples:",
      "  tare gate latest",
      "  tare gate latest --format github --out junit=tare.xml --out json=tare.json",
      "  tare gate build/run.json --baselines ci/baselines",
      "  tare gate build/jmh.json --machine ci-runner-1"
    })
final class GateCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "What to judge.")
  private String run;

  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "Machine of results that name none, such as JMH's.")
  private Optional<String> machine = Optional.empty();

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
    machine.ifPresent(MachineOption::rejectBlank);
    Run judged = new RunReference(environment).find(run, machine);
    MachineOption.rejectUnused(machine.stream().toList(), judged);
    VersusRunException.reject(judged, "judged by a baseline");
    Baseline baseline = baselineOf(judged);
    StoredRuns earlier =
        history.readOr(environment.results().resolve("runs"), machine, baseline.run(), judged);
    Comparison comparison = Comparator.compare(baseline.run(), judged, policy, earlier);
    write(comparison, baseline.accepted());
    return comparison.exitCode();
  }

  private Baseline baselineOf(Run judged) {
    String fingerprint = judged.machine().fingerprint();
    String suite = judged.plan().suite();
    return baselines
        .store(environment)
        .find(fingerprint, suite)
        .orElseThrow(
            () ->
                new NoBaselineException(
                    "no baseline is accepted for machine "
                        + fingerprint
                        + " and suite "
                        + PlainText.oneLine(suite)
                        + nearest(judged)
                        + "; accept one with: tare baseline accept "
                        + (run.equals(RunReference.LATEST) ? judged.id() : run)
                        + baselines.option()
                        + " --why REASON"));
  }

  /** In what the machine differs from one that has a baseline: often a library that was updated. */
  private String nearest(Run judged) {
    List<String> fewest = List.of();
    for (Machine other : machinesWith(judged.plan().suite())) {
      List<String> fields = new DifferentMachineException(other, judged.machine()).fields();
      if (fewest.isEmpty() || fields.size() < fewest.size()) {
        fewest = fields;
      }
    }
    return fewest.isEmpty()
        ? ""
        : " (the nearest machine that has one differs in "
            + PlainText.oneLine(String.join(", ", fewest))
            + ")";
  }

  private List<Machine> machinesWith(String suite) {
    BaselineStore store = baselines.store(environment);
    List<Machine> machines = new ArrayList<>();
    for (Path file : store.list()) {
      try {
        Run accepted = BaselineFile.read(file).run();
        if (accepted.plan().suite().equals(suite)) {
          machines.add(accepted.machine());
        }
      } catch (UnreadableRunException e) {
        // It is of no use here; tare baseline list says what is wrong with it.
        continue;
      }
    }
    return machines;
  }

  private void write(Comparison comparison, Acceptance accepted) {
    String by = accepted.runId() + ", " + AcceptanceText.of(accepted);
    String heading = GateText.render(comparison, by, environment.style(common.color()));
    output.write(comparison, heading, environment, common.color(), spec.commandLine());
  }
}
