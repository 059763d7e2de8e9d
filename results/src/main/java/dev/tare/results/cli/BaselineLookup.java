package dev.tare.results.cli;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Run;
import dev.tare.results.store.Baseline;
import dev.tare.results.store.BaselineFile;
import dev.tare.results.store.BaselineStore;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Finds what was accepted for the machine and suite of a run. */
final class BaselineLookup {
  private final BaselineStore store;
  private final String option;

  /**
   * In a folder.
   *
   * @param store the baselines
   * @param option what {@code tare baseline} needs to work on the same folder: empty, or an option
   *     with a space before it
   */
  BaselineLookup(BaselineStore store, String option) {
    this.store = store;
    this.option = option;
  }

  /**
   * The baseline of a run.
   *
   * @param judged the run
   * @param name what the user wrote for it
   * @param machine the machine that the user named, as its file says nothing of it
   * @throws NoBaselineException when none is accepted, with the command that accepts one
   * @throws UnreadableRunException when there is one that cannot be used
   */
  Baseline of(Run judged, String name, Optional<String> machine) {
    String fingerprint = judged.machine().fingerprint();
    String suite = judged.plan().suite();
    return store
        .find(fingerprint, suite)
        .orElseThrow(
            () ->
                new NoBaselineException(
                    "no baseline is accepted for machine "
                        + fingerprint
                        + " and suite "
                        + PlainText.oneLine(suite)
                        + nearest(judged)
                        + "; accept one with: tare baseline accept "
                        + (name.equals(RunReference.LATEST) ? judged.id() : name)
                        + option
                        + machine.map(given -> " --machine " + PlainText.oneLine(given)).orElse("")
                        + " --why REASON"));
  }

  /** In what the machine differs from one that has a baseline: often a library that was updated. */
  private String nearest(Run judged) {
    return store.list().stream()
        .flatMap(file -> machine(file, judged.plan().suite()))
        .map(judged.machine()::differingFields)
        .min(Comparator.comparingInt(List::size))
        .map(
            fields ->
                " (the nearest machine that has one differs in "
                    + PlainText.oneLine(String.join(", ", fields))
                    + ")")
        .orElse("");
  }

  /** None of a file that cannot be read; tare baseline list says what is wrong with it. */
  private static Stream<Machine> machine(Path file, String suite) {
    return readable(file).stream()
        .map(Baseline::run)
        .filter(run -> run.plan().suite().equals(suite))
        .map(Run::machine);
  }

  private static Optional<Baseline> readable(Path file) {
    try {
      return Optional.of(BaselineFile.read(file));
    } catch (UnreadableRunException e) {
      return Optional.empty();
    }
  }
}
