package dev.tare.bench.cli;

import dev.tare.bench.cli.models.ModelsCommand;
import dev.tare.bench.driver.SetupException;
import dev.tare.bench.engine.EngineException;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.ggml.NativeLibraryException;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.ResultsMain;
import dev.tare.results.cli.TareCommandLine;
import dev.tare.results.cli.TareVersion;
import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tare} with every command. */
public final class Main {
  private Main() {}

  /** The root command. */
  @Command(
      name = "tare",
      description = "Weighs quantized models on this machine: speed, load time, memory, fidelity.",
      versionProvider = TareVersion.class,
      synopsisSubcommandLabel = "COMMAND",
      footer = {
        "",
        "Examples:",
        "  tare run                             measure the quick suite and keep the run",
        "  tare baseline accept latest          later runs are compared with this one",
        "  tare gate latest                     judges a run by it, for CI",
        "  tare diff BASELINE RUN               what changed, and how sure that is",
        "  tare COMMAND --help                  a command's options and examples"
      })
  static final class Root implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Missing command");
    }
  }

  /**
   * Runs a command.
   *
   * @param environment what surrounds it
   * @param out receives results
   * @param err receives progress and errors
   * @param args the arguments
   * @return the exit code
   */
  public static int run(
      CommandEnvironment environment, PrintWriter out, PrintWriter err, String... args) {
    return TareCommandLine.execute(
        commands(environment), environment, out, err, Main::exitCode, args);
  }

  /** The root with every command. */
  static CommandLine commands(CommandEnvironment environment) {
    CommandLine root =
        new CommandLine(new Root())
            .addSubcommand("run", new CommandLine(new RunCommand(environment)))
            .addSubcommand("models", ModelsCommand.of(environment))
            .addSubcommand("doctor", new CommandLine(new DoctorCommand(environment)));
    return ResultsMain.addCommands(root, environment);
  }

  private static OptionalInt exitCode(Throwable e) {
    boolean unusable =
        e instanceof SetupException
            || e instanceof EngineException
            || e instanceof InvalidModelException
            || e instanceof NativeLibraryException;
    return unusable ? OptionalInt.of(TareCommandLine.UNUSABLE) : OptionalInt.empty();
  }

  /**
   * Runs a command and exits with its code.
   *
   * @param args the arguments
   */
  public static void main(String[] args) {
    CommandEnvironment environment = CommandEnvironment.system();
    TareCommandLine.exit(environment, (out, err) -> run(environment, out, err, args));
  }
}
