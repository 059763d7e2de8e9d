package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.report.Line;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.store.Acceptance;
import dev.tare.results.store.Baseline;
import dev.tare.results.store.BaselineFile;
import dev.tare.results.store.UnreadableRunException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code tare baseline list}. */
@Command(
    name = "list",
    description = "List the accepted baselines.",
    versionProvider = TareVersion.class)
final class BaselineListCommand implements Callable<Integer> {
  private static final String INDENT = "  ";

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Mixin private final BaselinesFolder baselines = new BaselinesFolder();
  @Mixin private CommonOptions common;

  BaselineListCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Path> files = baselines.store(environment).list();
    if (files.isEmpty()) {
      out.println("no baseline is accepted; accept one with: tare baseline accept RUN");
    }
    int code = 0;
    for (Path file : files) {
      try {
        print(out, BaselineFile.read(file), environment.style(common.color()));
      } catch (UnreadableRunException e) {
        // The others can still be listed.
        spec.commandLine().getErr().println("tare: " + e.getMessage());
        code = TareCommandLine.UNUSABLE;
      }
    }
    return code;
  }

  private static void print(PrintWriter out, Baseline baseline, TerminalStyle style) {
    Acceptance accepted = baseline.accepted();
    String what =
        baseline.run().machine().fingerprint()
            + INDENT
            + PlainText.oneLine(baseline.run().plan().suite())
            + INDENT
            + PlainText.oneLine(accepted.runId());
    String by = Line.wrapped(AcceptanceText.of(accepted), style.width() - INDENT.length(), INDENT);
    out.println(style.shown(what + '\n' + INDENT + by));
  }
}
