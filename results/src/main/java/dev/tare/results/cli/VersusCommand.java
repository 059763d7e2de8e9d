package dev.tare.results.cli;

import dev.tare.results.report.TerminalStyle;
import dev.tare.results.report.VersusJson;
import dev.tare.results.report.VersusText;
import dev.tare.results.run.Run;
import dev.tare.results.verdict.VersusComparator;
import dev.tare.results.verdict.VersusComparison;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare versus RUN}: what a run of {@code tare run --versus} found. */
@Command(
    name = "versus",
    description = "Say which of a run's two arms is better, and how sure that is.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "RUN is a file, a run id or the beginning of one, or latest; it was made by"
          + " tare run --versus.",
      "",
      "Exit codes: 0 B did not regress against A; 1 it did; 2 usage or unreadable input; 3 a fork"
          + " failed, an arm lacks a metric, too few pairs could show a regression, or the run did"
          + " not reach its end.",
      "",
      "Examples:",
      "  tare versus latest",
      "  tare versus 20261120T --format json --out threads.json"
    })
final class VersusCommand implements Callable<Integer> {
  /** What the comparison can be written as. */
  enum Format {
    TEXT,
    JSON
  }

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "RUN", description = "The run.")
  private String run;

  @Option(
      names = "--format",
      paramLabel = "FORMAT",
      defaultValue = "text",
      description = "text or json.")
  private Format format;

  @Option(names = "--out", paramLabel = "FILE", description = "Write to a file.")
  private Optional<Path> out = Optional.empty();

  @Mixin private CommonOptions common;

  VersusCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    // Results of others are refused for having no arms, wherever they were measured.
    Run found = new RunReference(environment).find(run, Optional.of("any"));
    if (found.versus().isEmpty()) {
      throw new UsageException(
          "run " + found.id() + " has no arms; compare it with another by tare diff");
    }
    VersusComparison comparison = VersusComparator.compare(found);
    write(comparison);
    return comparison.exitCode();
  }

  private void write(VersusComparison comparison) {
    if (out.isEmpty()) {
      PrintWriter writer = spec.commandLine().getOut();
      writer.print(rendered(comparison, environment.style(common.color())));
      return;
    }
    OutputFile.write(out.get(), rendered(comparison, OutputFile.STYLE));
  }

  private String rendered(VersusComparison comparison, TerminalStyle style) {
    return format == Format.JSON
        ? VersusJson.render(comparison)
        : VersusText.render(comparison, style);
  }
}
