package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.VersusRunException;
import dev.tare.results.store.AcceptRefusedException;
import dev.tare.results.store.UnreadableRunException;
import dev.tare.results.verdict.CostlyPatternException;
import dev.tare.results.verdict.DifferentMachineException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.function.ToIntBiFunction;
import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Runs picocli commands the way every command of this project runs: errors in one line. */
public final class TareCommandLine {
  /** Usage is wrong, or an input cannot be used. */
  public static final int UNUSABLE = 2;

  /** Something failed or is missing. */
  public static final int INCOMPLETE = 3;

  private TareCommandLine() {}

  /**
   * Runs a command on the standard streams and ends the process with its exit code.
   *
   * @param environment tells the streams' character set
   * @param command takes standard output and standard error, gives the exit code
   */
  public static void exit(
      CommandEnvironment environment, ToIntBiFunction<PrintWriter, PrintWriter> command) {
    PrintWriter out =
        new PrintWriter(new OutputStreamWriter(System.out, environment.charset()), false);
    PrintWriter err =
        new PrintWriter(new OutputStreamWriter(System.err, environment.charset()), true);
    System.exit(command.applyAsInt(out, err));
  }

  /**
   * Parses and runs.
   *
   * @param root the command with its subcommands
   * @param environment what surrounds it
   * @param out receives results
   * @param err receives errors
   * @param furtherErrors exit code of exceptions that this class does not know and whose message is
   *     one line for users
   * @param args the arguments
   * @return the exit code
   */
  public static int execute(
      CommandLine root,
      CommandEnvironment environment,
      PrintWriter out,
      PrintWriter err,
      Function<Throwable, OptionalInt> furtherErrors,
      String... args) {
    boolean debug = Arrays.asList(args).contains("--debug");
    boolean color = environment.style(ColorChoice.AUTO).color();
    root.setOut(out);
    root.setErr(err);
    root.setCaseInsensitiveEnumValuesAllowed(true);
    root.setUsageHelpWidth(Math.max(55, environment.style(ColorChoice.NEVER).width()));
    root.setColorScheme(CommandLine.Help.defaultColorScheme(color ? Ansi.ON : Ansi.OFF));
    root.setParameterExceptionHandler((e, given) -> usage(e, err, debug));
    root.setExecutionExceptionHandler(
        (e, command, result) -> failure(e, err, debug, furtherErrors));
    int code = guarded(root, err, debug, args);
    out.flush();
    err.flush();
    if (out.checkError()) {
      err.println("tare: the output could not be written; check the free space of its place");
      return UNUSABLE;
    }
    return code;
  }

  /** Picocli passes on what is no exception: memory that ran out, a library that does not link. */
  private static int guarded(CommandLine root, PrintWriter err, boolean debug, String... args) {
    try {
      return root.execute(args);
    } catch (OutOfMemoryError | StackOverflowError | LinkageError e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      print(e, cause + "; run again with --debug and report what it prints", err, debug);
      return UNUSABLE;
    }
  }

  private static int usage(ParameterException e, PrintWriter err, boolean debug) {
    String message = e.getMessage();
    String remedy = "try " + e.getCommandLine().getCommandSpec().qualifiedName() + " --help";
    if (e instanceof UnmatchedArgumentException unmatched) {
      List<String> near = Suggestions.of(unmatched);
      message = Suggestions.problem(unmatched);
      remedy = near.isEmpty() ? remedy : "did you mean " + String.join(" or ", near) + "?";
    }
    String lowered = message.substring(0, 1).toLowerCase(Locale.ROOT) + message.substring(1);
    print(e, lowered + "; " + remedy, err, debug);
    return UNUSABLE;
  }

  private static int failure(
      Exception e, PrintWriter err, boolean debug, Function<Throwable, OptionalInt> further) {
    OptionalInt known = exitCode(e);
    OptionalInt code = known.isPresent() ? known : further.apply(e);
    String message =
        code.isPresent()
            ? e.getMessage()
            : "unexpected " + e + "; run again with --debug and report what it prints";
    print(e, message, err, debug);
    return code.orElse(UNUSABLE);
  }

  private static OptionalInt exitCode(Exception e) {
    if (e instanceof AcceptRefusedException || e instanceof NoBaselineException) {
      return OptionalInt.of(INCOMPLETE);
    }
    boolean unusable =
        e instanceof UsageException
            || e instanceof UnreadableRunException
            || e instanceof UnreadableDocumentException
            || e instanceof UnwritableFileException
            || e instanceof DifferentMachineException
            || e instanceof CostlyPatternException
            || e instanceof VersusRunException;
    return unusable ? OptionalInt.of(UNUSABLE) : OptionalInt.empty();
  }

  private static void print(Throwable e, String message, PrintWriter err, boolean debug) {
    err.println("tare: " + PlainText.escaped(String.valueOf(message)));
    if (debug) {
      e.printStackTrace(err);
    }
  }
}
