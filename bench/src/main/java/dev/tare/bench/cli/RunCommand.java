package dev.tare.bench.cli;

import dev.tare.bench.cli.terminal.BuildProgress;
import dev.tare.bench.cli.terminal.Problems;
import dev.tare.bench.cli.terminal.TerminalLine;
import dev.tare.bench.driver.Driver;
import dev.tare.bench.driver.JmhForkRunner;
import dev.tare.bench.driver.Preparation;
import dev.tare.bench.driver.PreparedArms;
import dev.tare.bench.driver.RunLock;
import dev.tare.bench.driver.RunRequest;
import dev.tare.bench.driver.RunSession;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.Suites;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareCommandLine;
import dev.tare.results.cli.TareVersion;
import dev.tare.results.document.PlainText;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Versus;
import dev.tare.results.store.RunFile;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare run}: measures, keeps the run, prints the table, compares with the baseline. */
@Command(
    name = "run",
    sortOptions = false,
    versionProvider = TareVersion.class,
    description = "Measure every quantization on this machine and keep the run.",
    footer = {
      "",
      "Examples:",
      "  tare run                              the quick suite on the built-in models",
      "  tare run --suite standard --time-budget 15m",
      "  tare run --models models.yaml --only 'Q4_.*'",
      "  tare run --only decode --precision 1%% --max-blocks 40 --time-budget 30m",
      "  tare run --suite nightly --dry-run    shows the cells, measures nothing",
      "  tare run --resume results/runs/20261120T101500Z-1a2b3c.json",
      "  tare run --only 'decode.*Q4_0' --versus threads=1     as configured against one thread",
      "  tare run --only decode --versus threads=1:threads=2   two settings against each other",
      "  tare run --only 'decode.*Q4_0' --versus lib=/opt/llama/libjllama.so --time-budget 20m",
      "",
      "--versus takes B, or A:B; an arm is 'same' (as configured) or settings joined by commas:",
      "  threads and the benchmarks' other parameters, lib=PATH (llama.cpp's native library),",
      "  model=FILE, variant=NAME, jvm=PATH, 'jvmArgs=-X...', batchTokens, microBatchTokens,",
      "  flashAttention=on|off, kvType=F16|Q8_0|..., mmap=on|off, and of ONNX Runtime",
      "  graphOptimization=off|basic|extended|all, spinning, memoryPattern, arena=on|off.",
      "",
      "Exit code: 0 fine, 1 regression against the accepted baseline, or of B against A, or a",
      "  value beyond the budget of tare-policy.yaml, 2 usage or unreadable input, 3 incomplete",
      "  (a fork failed, the run was interrupted, or there were too few pairs to show a",
      "  regression)."
    })
// Locks and hooks are held for their scope, not read.
@SuppressWarnings("try")
public final class RunCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(
      names = "--suite",
      paramLabel = "NAME|FILE",
      defaultValue = "quick",
      description =
          "quick, standard, nightly, self (Tare itself), parity (what Tare adds to a bare loop), or a"
              + " YAML file (default: ${DEFAULT-VALUE}).")
  private String suite;

  @Option(
      names = "--models",
      paramLabel = "FILE",
      description =
          "Families and variants to measure, as YAML; 'tiny' for very small built-in ones"
              + " (default: the built-in families).")
  private String models;

  @Option(
      names = "--only",
      paramLabel = "REGEX",
      description = "Measures only cells in whose name the pattern is found.")
  private String only;

  @Option(
      names = "--blocks",
      paramLabel = "N",
      description =
          "Exactly so many blocks instead of the suite's, or fewer if the time budget ends first;"
              + " with --precision or --max-blocks at least so many.")
  private String blocks;

  @Option(
      names = "--precision",
      paramLabel = "SHARE",
      description =
          "Goes on with a cell until the 95 %% interval for the median of its times or rates"
              + " reaches this share of it to either side at most, for instance 2%%; 5 blocks or"
              + " more.")
  private String precision;

  @Option(
      names = "--max-blocks",
      paramLabel = "N",
      description = "With a precision: most blocks of a cell (default: the suite's, or 20).")
  private String maxBlocks;

  @Option(
      names = "--time-budget",
      paramLabel = "TIME",
      description = "Starts no block that would end later than this, for instance 10m.")
  private String timeBudget;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "1",
      description = "Seed of the order of forks (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--out",
      paramLabel = "DIR",
      description = "Folder for the run document (default: results/runs).")
  private Path out;

  @Option(
      names = "--resume",
      paramLabel = "RUN",
      description = "Goes on with an interrupted run; its plan holds, other options do not.")
  private Path resume;

  @Option(
      names = "--keep-disturbed",
      description = {
        "Uses samples although other work disturbed the machine; they are marked, and not",
        "measured again (default: measured again at the end of the block, at most twice)."
      })
  private boolean keepDisturbed;

  @Option(
      names = "--versus",
      paramLabel = "[A:]B",
      description = {
        "Compares two things, interleaved in the same blocks, instead of comparing with the",
        "baseline: as many pairs of short forks as fit into --time-budget (default: 10m)."
      })
  private String versus;

  @Option(
      names = "--tolerance",
      paramLabel = "PERCENT",
      description = "With --versus: the change that does not matter (default: 0.5).")
  private Double tolerance;

  @Option(names = "--dry-run", description = "Lists the cells and ends.")
  private boolean dryRun;

  @Option(names = "--no-diff", description = "Does not compare with the accepted baseline.")
  private boolean noDiff;

  /**
   * The command.
   *
   * @param environment what surrounds it
   */
  public RunCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    return Problems.reported(spec.commandLine().getErr(), this::run);
  }

  private int run() {
    RunRequest request = resume == null ? request() : RunRequest.of(RunFile.read(resume).plan());
    PrintWriter err = spec.commandLine().getErr();
    TerminalLine line = TerminalLine.of(err, environment);
    if (dryRun) {
      return list(Preparation.of(request, new BuildProgress(err, line)));
    }
    try (RunLock lock = RunLock.take()) {
      Preparation preparation = Preparation.of(request, new BuildProgress(err, line));
      RunSession session = session(request, preparation);
      if (comparesWithBaseline(session)) {
        // A baseline or policy that cannot be read is better known now than after the run.
        environment.policy();
        Reports.baselineOf(environment, session.run());
      }
      return measure(session, preparation, line) ? report(session) : TareCommandLine.INCOMPLETE;
    }
  }

  private RunSession session(RunRequest request, Preparation preparation) {
    if (resume != null) {
      return RunSession.resume(request, preparation, resume);
    }
    Path folder = out != null ? out : environment.results().resolve("runs");
    return RunSession.begin(request, preparation, folder);
  }

  private RunRequest request() {
    return new RunRequest(
        suite,
        Suites.text(suite),
        RunOptionValues.models(models),
        Optional.ofNullable(only),
        RunOptionValues.count("--blocks", blocks),
        RunOptionValues.precision(precision),
        RunOptionValues.count("--max-blocks", maxBlocks),
        RunOptionValues.timeBudget(timeBudget),
        seed,
        keepDisturbed,
        RunOptionValues.versus(versus, tolerance));
  }

  private int list(Preparation preparation) {
    PrintWriter terminal = spec.commandLine().getOut();
    new DryRun(preparation).lines().forEach(terminal::println);
    doubts(preparation).forEach(doubt -> terminal.println("Warning: " + doubt));
    terminal.flush();
    return 0;
  }

  /** Whether the run could be kept to its end. */
  private boolean measure(RunSession session, Preparation preparation, TerminalLine line) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "Suite %s: %d cells on %s, %s; run %s%n",
        preparation.suite().name(),
        preparation.cells().size(),
        session.run().machine().identity().get("cpuModel"),
        session.run().machine().identity().get("cpuLogicalCores") + " cores",
        session.file());
    session.run().versus().ifPresent(arms -> announce(arms, preparation));
    if (session.ended()) {
      err.println("Every planned fork was started before; nothing is left to measure.");
    }
    err.flush();
    JmhForkRunner runner = new JmhForkRunner();
    Progress progress =
        new Progress(err, line, preparation.suite(), session::forecast, System::nanoTime);
    Driver driver = session.driver(runner, progress);
    try (Interruption interruption = Interruption.stopping(driver, session.file(), err)) {
      session.run(driver);
      progress.finish();
      return true;
    } catch (UnwritableFileException e) {
      line.clear();
      err.println("tare: " + e.getMessage());
      if (Files.exists(session.file())) {
        err.println("What was measured until then is in " + session.file());
      }
      err.flush();
      return false;
    }
  }

  private void announce(Versus arms, Preparation preparation) {
    PrintWriter err = spec.commandLine().getErr();
    err.printf(
        Locale.ROOT,
        "%s: up to %d pairs of each cell%s%n",
        PlainText.oneLine(arms.text()),
        preparation.suite().blocks(),
        preparation
            .suite()
            .timeBudget()
            .map(budget -> " in " + Durations.toText(budget))
            .orElse(""));
    doubts(preparation).forEach(doubt -> err.println("tare: warning: " + doubt));
  }

  private static List<String> doubts(Preparation preparation) {
    return preparation.arms().map(PreparedArms::doubts).orElse(List.of());
  }

  private boolean comparesWithBaseline(RunSession session) {
    return !noDiff && session.run().versus().isEmpty();
  }

  private int report(RunSession session) {
    Run run = session.run();
    Reports reports = new Reports(environment, common.color(), spec.commandLine().getOut());
    if (run.versus().isPresent()) {
      return reports.versus(session);
    }
    reports.table(session);
    int compared = noDiff ? 0 : reports.baseline(run, session.file());
    boolean whole = run.status() == RunStatus.COMPLETE;
    return whole || compared == 1 ? compared : TareCommandLine.INCOMPLETE;
  }
}
