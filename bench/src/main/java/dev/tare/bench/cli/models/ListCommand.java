package dev.tare.bench.cli.models;

import dev.tare.bench.cli.terminal.Problems;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ModelVerifier;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.catalog.VerifiedModel;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare models list}. */
@Command(
    name = "list",
    versionProvider = TareVersion.class,
    description = "List families and variants with size and SHA-256; make missing ones.")
final class ListCommand implements Callable<Integer> {
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
    for (Family family : ModelsCommand.catalog(models, spec, environment).families()) {
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
        model.fileSizeBytes() / ModelsCommand.MIB,
        model.tensorCount(),
        model.sha256().substring(0, 16),
        model.variant().file(),
        model.variant().reference() ? "  (reference)" : "");
  }
}
