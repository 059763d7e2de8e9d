package dev.tare.results.cli;

import dev.tare.results.changes.HistoryAnalysis;
import dev.tare.results.changes.HistoryFilter;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.history.RunHistory;
import dev.tare.results.input.RunFolder;
import dev.tare.results.report.HistoryJson;
import dev.tare.results.report.HistoryMarkdown;
import dev.tare.results.report.HistoryText;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.run.Machine;
import dev.tare.results.run.RunOutline;
import dev.tare.results.store.UnreadableRunException;
import dev.tare.results.verdict.Policy;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare history [DIR]}. */
@Command(
    name = "history",
    description = "Find the steps and drifts in everything that was ever measured.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "A series is one metric of one cell on one machine. At most 0.05 steps in 100 runs are found"
          + " where nothing changed, however noisy the runs; a single wild run is no step. A step"
          + " needs 20 runs around it, of which 3 to 5 after it.",
      "",
      "Exit codes: 0 analysed; 1 with --fail-on-regression, when something that is shown regressed"
          + " and nobody explained it; 2 usage or unreadable input.",
      "",
      "Examples:",
      "  tare history",
      "  tare history --metric 'decode.*Q4_0' --since 2026-10-01",
      "  tare history jmh-nightly --machine runner-1 --policy tare-policy.yaml",
      "  tare history --since 2026-11-01 --fail-on-regression --format markdown"
    })
final class HistoryCommand implements Callable<Integer> {
  /** What a history can be written as. */
  enum Format {
    TEXT,
    MARKDOWN,
    JSON
  }

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "DIR",
      description =
          "Folder of run documents, JMH or llama-bench results; results/runs when not given.")
  private Optional<Path> folder = Optional.empty();

  @Option(
      names = "--metric",
      paramLabel = "REGEX",
      description = "Show series whose benchmark, family/variant, parameters or metric match.")
  private Optional<String> metric = Optional.empty();

  @Option(
      names = "--since",
      paramLabel = "DATE",
      description = "Show changes from this day on, such as 2026-01-31 (UTC).")
  private Optional<String> since = Optional.empty();

  @Option(
      names = "--fail-on-regression",
      description = "Exit with 1 when something that is shown regressed.")
  private boolean failOnRegression;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text, markdown or json.")
  private Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "Write to a file.")
  private Optional<Path> out = Optional.empty();

  @Option(names = "--all", description = "List changes within the tolerance, too.")
  private boolean all;

  @Mixin private final OneMachineOption machine = new OneMachineOption();
  @Mixin private final PolicyFileOption policy = new PolicyFileOption();
  @Mixin private CommonOptions common;

  HistoryCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    HistoryFilter filter =
        new HistoryFilter(metric.map(HistoryCommand::pattern), since.map(HistoryCommand::day));
    Policy judging = policy.read(environment);
    HistoryReport report = HistoryAnalysis.of(history(), judging, filter);
    if (report.series() == 0) {
      throw new UsageException(
          metric.isPresent()
              ? "no judged metric of these runs matches --metric "
                  + metric.get()
                  + "; try a part of the benchmark's, variant's or metric's name, or leave it out"
              : "these runs have no metric that is judged; give one a tolerance by a rule of a"
                  + " policy (--policy FILE)");
    }
    write(report);
    return report.exitCode(failOnRegression);
  }

  private static Pattern pattern(String regex) {
    try {
      return Pattern.compile(regex);
    } catch (PatternSyntaxException e) {
      throw new UsageException(
          "--metric is no regular expression: " + e.getDescription() + " in " + regex);
    }
  }

  private static LocalDate day(String text) {
    try {
      return LocalDate.parse(text);
    } catch (DateTimeParseException e) {
      throw new UsageException("--since takes a day such as 2026-01-31, got " + text);
    }
  }

  private RunHistory history() {
    Path place = folder.orElse(environment.results().resolve("runs"));
    RunFolder runs = new RunFolder(place, machine.name());
    Set<Machine> machines = ConcurrentHashMap.newKeySet();
    RunHistory history =
        RunHistory.read(
            documents(runs),
            file -> {
              RunOutline outline = runs.outline(file);
              machines.add(new Machine(outline.machine().identity(), Map.of()));
              return outline;
            });
    machine.rejectUnused(machines.stream());
    return history;
  }

  private static List<Path> documents(RunFolder runs) {
    List<Path> documents = Files.isDirectory(runs.folder()) ? runs.files() : List.of();
    if (documents.isEmpty()) {
      throw new UnreadableRunException(
          runs.folder(), "there is no run document in this folder; name one that has some");
    }
    return documents;
  }

  private void write(HistoryReport report) {
    if (out.isEmpty()) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(rendered(report, environment.style(common.color())));
      return;
    }
    OutputFile.write(out.get(), rendered(report, OutputFile.STYLE));
  }

  private String rendered(HistoryReport report, TerminalStyle style) {
    return switch (format) {
      case TEXT -> HistoryText.render(report, style, all);
      case MARKDOWN -> HistoryMarkdown.render(report, style.unicode(), all);
      case JSON -> HistoryJson.render(report);
    };
  }
}
