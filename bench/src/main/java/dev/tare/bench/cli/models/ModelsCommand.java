package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.BuildProgress;
import dev.tare.bench.cli.terminal.TerminalLine;
import dev.tare.bench.driver.Preparation;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.util.Optional;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tare models}: everything about model files that needs no measuring. */
@Command(
    name = "models",
    versionProvider = TareVersion.class,
    description = "Make, inspect, check, compare and quantize model files.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tare models list                            families, variants, sizes, hashes",
      "  tare models validate model-4bit/            is it whole?",
      "  tare models compare a.gguf b.gguf           one family? and the error between",
      "  tare models quantize a.gguf b.gguf --type Q4_K_M"
    })
public final class ModelsCommand implements Runnable {
  static final double MIB = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  private ModelsCommand() {}

  /** The command with its subcommands. */
  public static CommandLine of(CommandEnvironment environment) {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new BuildCommand(environment))
        .addSubcommand(new ListCommand(environment))
        .addSubcommand(new InspectCommand(environment))
        .addSubcommand(new ValidateCommand(environment))
        .addSubcommand(new CompareCommand(environment))
        .addSubcommand(new QuantizeCommand(environment))
        .addSubcommand(new SynthCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing subcommand");
  }

  static Catalog catalog(String models, CommandSpec spec, CommandEnvironment environment) {
    PrintWriter err = spec.commandLine().getErr();
    BuildProgress progress = new BuildProgress(err, TerminalLine.of(err, environment));
    return Preparation.catalog(Optional.ofNullable(models), progress);
  }
}
