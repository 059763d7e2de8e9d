package dev.tare.results.cli;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tare baseline accept|list|show|prune}. */
@Command(
    name = "baseline",
    description = "Accept a run as the baseline of its machine, and show what is accepted.",
    versionProvider = TareVersion.class,
    footer = {
      "",
      "Baselines lie in results/baselines, one file for each machine and suite, and belong into"
          + " version control.",
      "",
      "Examples:",
      "  tare baseline accept latest --why \"new llama.cpp\"",
      "  tare baseline list",
      "  tare baseline show 3f2a",
      "  tare baseline prune --older-than 90d --dry-run"
    })
public final class BaselineCommand implements Runnable {
  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  private BaselineCommand() {}

  /**
   * The command with its subcommands.
   *
   * @param environment what surrounds it
   */
  public static CommandLine of(CommandEnvironment environment) {
    return new CommandLine(new BaselineCommand())
        .addSubcommand(new BaselineAcceptCommand(environment))
        .addSubcommand(new BaselineListCommand(environment))
        .addSubcommand(new BaselineShowCommand(environment))
        .addSubcommand(new BaselinePruneCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(),
        "Missing subcommand: accept, list, show or prune of " + spec.qualifiedName());
  }
}
