package dev.tare.bench.cli;

import dev.tare.bench.driver.Preparation;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ModelVerifier;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.catalog.VerifiedModel;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tare models list|build}: the model files that runs measure. */
@Command(
    name = "models",
    versionProvider = TareVersion.class,
    description = "Make and list the model files that runs measure.",
    synopsisSubcommandLabel = "COMMAND",
    footer = {
      "",
      "Examples:",
      "  tare models build                  make the built-in families in the cache",
      "  tare models list                   families, variants, sizes and hashes",
      "  tare models list --models m.yaml   the same for your own list"
    })
final class ModelsCommand implements Runnable {
  private static final double MIB = 1 << 20;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  private ModelsCommand() {}

  /** The command with its subcommands. */
  static CommandLine of(CommandEnvironment environment) {
    return new CommandLine(new ModelsCommand())
        .addSubcommand(new BuildCommand(environment))
        .addSubcommand(new ListCommand(environment));
  }

  @Override
  public void run() {
    throw new ParameterException(spec.commandLine(), "Missing subcommand: list or build");
  }

  private static Catalog catalog(String models, CommandSpec spec, CommandEnvironment environment) {
    PrintWriter err = spec.commandLine().getErr();
    BuildProgress progress = new BuildProgress(err, TerminalLine.of(err, environment));
    return Preparation.catalog(Optional.ofNullable(models), progress);
  }

  /** {@code tare models build}. */
  @Command(
      name = "build",
      versionProvider = TareVersion.class,
      description = "Make the built-in families in the cache, as far as they are not there.")
  static final class BuildCommand implements Callable<Integer> {
    private final CommandEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(names = "--tiny", description = "The very small families for tests instead.")
    private boolean tiny;

    BuildCommand(CommandEnvironment environment) {
      this.environment = environment;
    }

    @Override
    public Integer call() {
      PrintWriter err = spec.commandLine().getErr();
      return Problems.reported(
          err,
          () -> {
            catalog(tiny ? Preparation.TINY : null, spec, environment);
            return 0;
          });
    }
  }

  /** {@code tare models list}. */
  @Command(
      name = "list",
      versionProvider = TareVersion.class,
      description = "List families and variants with size and SHA-256; make missing ones.")
  static final class ListCommand implements Callable<Integer> {
    private final CommandEnvironment environment;

    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Option(
        names = "--models",
        paramLabel = "FILE",
        description = "A YAML list, or 'tiny' (default: the built-in families).")
    private String models;

    ListCommand(CommandEnvironment environment) {
      this.environment = environment;
    }

    @Override
    public Integer call() {
      return Problems.reported(spec.commandLine().getErr(), this::list);
    }

    private int list() {
      PrintWriter out = spec.commandLine().getOut();
      for (Family family : catalog(models, spec, environment).families()) {
        for (Variant variant : family.variants()) {
          print(out, ModelVerifier.verify(family, variant));
        }
      }
      return 0;
    }

    private static void print(PrintWriter out, VerifiedModel model) {
      out.printf(
          Locale.ROOT,
          "%-20s %-8s %9.1f MiB %5d tensors  sha256 %s…  %s%s%n",
          model.family().name(),
          model.variant().name(),
          model.fileSizeBytes() / MIB,
          model.tensorCount(),
          model.sha256().substring(0, 16),
          model.variant().file(),
          model.variant().reference() ? "  (reference)" : "");
    }
  }
}
