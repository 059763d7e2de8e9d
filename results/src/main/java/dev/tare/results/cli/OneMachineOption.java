package dev.tare.results.cli;

import dev.tare.results.run.Machine;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where results were measured whose format does not say so, for commands over one machine. */
final class OneMachineOption {
  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description = "Machine of results that name none, such as JMH's.")
  private Optional<String> name = Optional.empty();

  /**
   * The machine's name, if one is given.
   *
   * @throws UsageException when it is blank
   */
  Optional<String> name() {
    name.ifPresent(MachineOption::rejectBlank);
    return name;
  }

  /**
   * Refuses a name that no run took.
   *
   * @param machines of every run of the command
   * @throws UsageException when there is such
   */
  void rejectUnused(Stream<Machine> machines) {
    MachineOption.rejectUnused(name.stream().toList(), machines);
  }
}
