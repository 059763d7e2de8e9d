package dev.tare.results.cli;

import dev.tare.results.input.RunInput;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import picocli.CommandLine.Option;

/** Where results were measured whose format does not say so, for commands over two runs. */
final class MachineOption {
  @Option(
      names = "--machine",
      paramLabel = "NAME",
      description =
          "Machine of results that name none, such as JMH's: of both sides; or, given twice, of"
              + " BASELINE and of RUN.")
  private List<String> names = new ArrayList<>();

  /** The machine of the baseline, if one is named. */
  Optional<String> ofBaseline() {
    return checked().stream().findFirst();
  }

  /** The machine of the run, if one is named. */
  Optional<String> ofRun() {
    List<String> all = checked();
    return all.isEmpty() ? Optional.empty() : Optional.of(all.get(all.size() - 1));
  }

  private List<String> checked() {
    if (names.size() > 2) {
      throw new UsageException(
          "--machine is given at most twice: for BASELINE and for RUN; got " + names.size());
    }
    names.forEach(MachineOption::rejectBlank);
    return names;
  }

  /**
   * Refuses names that none of the runs took.
   *
   * @throws UsageException when there are such
   */
  void rejectUnused(Run... runs) {
    rejectUnused(names, Arrays.stream(runs).map(Run::machine));
  }

  /**
   * Refuses names that none of the runs took: they were measured where they say.
   *
   * @param names what the user wrote; may be empty
   * @param machines of the runs of the command
   * @throws UsageException when there are such
   */
  static void rejectUnused(List<String> names, Stream<Machine> machines) {
    boolean used =
        machines
            .flatMap(machine -> Optional.ofNullable(named(machine)).stream())
            .anyMatch(names::contains);
    if (!names.isEmpty() && !used) {
      throw new UsageException(
          "--machine is for results that name no machine; these say theirs, so leave it out");
    }
  }

  private static String named(Machine machine) {
    return machine.identity().get(RunInput.MACHINE);
  }

  /**
   * Checks a name.
   *
   * @throws UsageException when it is blank
   */
  static void rejectBlank(String name) {
    if (name.isBlank()) {
      throw new UsageException("--machine needs a name");
    }
  }
}
