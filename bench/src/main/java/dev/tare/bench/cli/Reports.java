package dev.tare.bench.cli;

import dev.tare.bench.driver.ForkEnvironment;
import dev.tare.bench.driver.RunSession;
import dev.tare.results.cli.ColorChoice;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.experience.StoredRuns;
import dev.tare.results.input.RunFolder;
import dev.tare.results.report.DiffText;
import dev.tare.results.report.RunTable;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.report.VersusText;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.Baseline;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.VersusComparator;
import dev.tare.results.verdict.VersusComparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;

/** What a run says when it has ended. */
final class Reports {
  private final CommandEnvironment environment;
  private final TerminalStyle style;
  private final PrintWriter out;

  Reports(CommandEnvironment environment, ColorChoice color, PrintWriter out) {
    this.environment = environment;
    this.style = environment.style(color);
    this.out = out;
  }

  /**
   * The accepted baseline of a run's machine and suite.
   *
   * @throws dev.tare.results.store.UnreadableRunException when there is one that cannot be read
   */
  static Optional<Baseline> baselineOf(CommandEnvironment environment, Run run) {
    return environment.baselines().find(run.machine().fingerprint(), run.plan().suite());
  }

  /** Prints the table and where the run is kept. */
  void table(RunSession session) {
    Path logs = RunSession.logs(session.file());
    out.print(
        RunTable.render(
            session.run(),
            style,
            (cell, fork) -> Optional.of(ForkEnvironment.log(logs, cell, fork).toString())));
    files(session);
  }

  private void files(RunSession session) {
    out.println();
    out.println("Run:      " + session.file());
    out.println("JMH JSON: " + session.jmhFile());
    out.flush();
  }

  /**
   * Prints how the arms of a run compare and where the run is kept.
   *
   * @return the comparison's exit code
   */
  int versus(RunSession session) {
    VersusComparison comparison = VersusComparator.compare(session.run());
    out.print(VersusText.render(comparison, style));
    files(session);
    return comparison.exitCode();
  }

  /**
   * Compares with the accepted baseline under the policy beside the folder of results, or says how
   * to accept one.
   *
   * @return the comparison's exit code; 0 when there is no baseline
   */
  int baseline(Run run, Path file) {
    Optional<Baseline> baseline = baselineOf(environment, run);
    out.println();
    if (baseline.isEmpty()) {
      if (run.status() == RunStatus.COMPLETE) {
        out.println("No baseline is accepted yet for this machine and suite " + run.plan().suite());
        out.println("To compare later runs with this one:");
        out.println("  " + Launcher.name() + " baseline accept " + file);
      }
      return 0;
    }
    Run before = baseline.get().run();
    RunFolder runs = new RunFolder(file.toAbsolutePath().getParent(), Optional.empty());
    StoredRuns earlier = StoredRuns.read(runs.newestFirst(), runs::outline, before, run);
    Comparison comparison = Comparator.compare(before, run, environment.policy(), earlier);
    out.print(DiffText.render(comparison, style, false));
    return comparison.exitCode();
  }
}
