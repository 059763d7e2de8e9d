package dev.tare.results.cli;

import java.io.PrintWriter;
import java.util.OptionalInt;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code tare} without the commands that measure: it needs no native library. */
public final class ResultsMain {
  private ResultsMain() {}

  /** The root command. */
  @Command(
      name = "tare",
      description = "Says what changed between runs of quantized models.",
      versionProvider = TareVersion.class)
  static final class Root implements Runnable {
    @Spec private CommandSpec spec;
    @Mixin private CommonOptions common;

    @Override
    public void run() {
      throw new ParameterException(spec.commandLine(), "Missing command");
    }
  }

  /**
   * Adds this module's commands to a root.
   *
   * @param root the root command
   * @param environment what surrounds the commands
   * @return the root
   */
  public static CommandLine addCommands(CommandLine root, CommandEnvironment environment) {
    return root.addSubcommand("diff", new CommandLine(new DiffCommand(environment)))
        .addSubcommand("gate", new CommandLine(new GateCommand(environment)))
        .addSubcommand("versus", new CommandLine(new VersusCommand(environment)))
        .addSubcommand("history", new CommandLine(new HistoryCommand(environment)))
        .addSubcommand("baseline", BaselineCommand.of(environment));
  }

  /**
   * Runs a command.
   *
   * @param out receives results
   * @param err receives errors
   * @param args the arguments
   * @return the exit code
   */
  public static int run(PrintWriter out, PrintWriter err, String... args) {
    return run(CommandEnvironment.system(), out, err, args);
  }

  /**
   * Runs a command.
   *
   * @param environment what surrounds it
   * @param out receives results
   * @param err receives errors
   * @param args the arguments
   * @return the exit code
   */
  public static int run(
      CommandEnvironment environment, PrintWriter out, PrintWriter err, String... args) {
    CommandLine root = addCommands(new CommandLine(new Root()), environment);
    return TareCommandLine.execute(root, environment, out, err, e -> OptionalInt.empty(), args);
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
