package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.report.RunTable;
import dev.tare.results.store.Acceptance;
import dev.tare.results.store.Baseline;
import dev.tare.results.store.BaselineFile;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare baseline show [FINGERPRINT]}. */
@Command(
    name = "show",
    description = "Show baselines: machine, acceptances and figures.",
    versionProvider = TareVersion.class)
final class BaselineShowCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "FINGERPRINT",
      defaultValue = "",
      description = "The beginning of a machine's fingerprint; all machines when not given.")
  private String fingerprint;

  @Mixin private final BaselinesFolder baselines = new BaselinesFolder();
  @Mixin private CommonOptions common;

  BaselineShowCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    List<Path> files =
        baselines.store(environment).list().stream()
            .filter(file -> file.getFileName().toString().startsWith(fingerprint))
            .toList();
    if (files.isEmpty()) {
      throw new UsageException(
          fingerprint.isEmpty()
              ? "no baseline is accepted; accept one with: tare baseline accept RUN"
              : "no baseline's fingerprint begins with "
                  + fingerprint
                  + "; see tare baseline list");
    }
    files.forEach(file -> show(BaselineFile.read(file)));
    return 0;
  }

  private void show(Baseline baseline) {
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        "machine "
            + baseline.run().machine().fingerprint()
            + ", suite "
            + PlainText.oneLine(baseline.run().plan().suite()));
    baseline
        .run()
        .machine()
        .identity()
        .forEach((name, value) -> out.println("  " + PlainText.oneLine(name + ": " + value)));
    for (Acceptance acceptance : baseline.acceptances()) {
      out.println(
          acceptance.at()
              + " "
              + PlainText.oneLine(acceptance.by())
              + " accepted "
              + PlainText.oneLine(acceptance.runId())
              + (acceptance.forced() ? " (forced)" : "")
              + (acceptance.why().isEmpty() ? "" : ": " + PlainText.oneLine(acceptance.why())));
    }
    out.println();
    out.print(RunTable.render(baseline.run(), environment.style(common.color())));
  }
}
