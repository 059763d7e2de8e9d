package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Run;
import java.nio.file.Path;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code tare baseline accept RUN}. */
@Command(
    name = "accept",
    description = "Make a run the baseline of its machine and suite.",
    versionProvider = TareVersion.class,
    sortOptions = false,
    footer = {
      "",
      "Exit codes: 0 accepted; 2 usage or unreadable input; 3 refused, because the run failed, is"
          + " incomplete or was disturbed."
    })
final class BaselineAcceptCommand implements Callable<Integer> {
  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;

  @Parameters(
      index = "0",
      paramLabel = "RUN",
      description = "A file, a run id or the beginning of one, or latest.")
  private String run;

  @Option(names = "--why", paramLabel = "TEXT", description = "The reason, kept in the file.")
  private String why = "";

  @Option(names = "--who", paramLabel = "NAME", description = "Who accepts it; you by default.")
  private Optional<String> who = Optional.empty();

  @Option(names = "--force", description = "Accept a failed, incomplete or disturbed run too.")
  private boolean force;

  @Mixin private final OneMachineOption machine = new OneMachineOption();
  @Mixin private final BaselinesFolder baselines = new BaselinesFolder();
  @Mixin private CommonOptions common;

  BaselineAcceptCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    Run accepted = new RunReference(environment).find(run, machine.name());
    machine.rejectUnused(Stream.of(accepted.machine()));
    String by = who.filter(name -> !name.isBlank()).orElse(environment.user());
    Path file =
        baselines
            .store(environment)
            .accept(
                accepted,
                by,
                environment.clock().instant().truncatedTo(ChronoUnit.SECONDS),
                why,
                force);
    spec.commandLine()
        .getOut()
        .println("accepted " + accepted.id() + " as " + PlainText.escaped(file.toString()));
    return 0;
  }
}
