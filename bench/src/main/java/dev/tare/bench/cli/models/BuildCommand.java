package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.Problems;
import dev.tare.bench.driver.Preparation;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare models build}. */
@Command(
    name = "build",
    versionProvider = TareVersion.class,
    description = "Make the built-in families in the cache, as far as they are not there.")
final class BuildCommand implements Callable<Integer> {
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
          ModelsCommand.catalog(tiny ? Preparation.TINY : null, spec, environment);
          return 0;
        });
  }
}
