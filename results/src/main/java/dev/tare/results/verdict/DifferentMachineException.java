package dev.tare.results.verdict;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Machine;
import java.util.List;
import java.util.regex.Pattern;

/** Two runs that must not be compared, because something that decides about speed differs. */
public final class DifferentMachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /** What a machine is known by, whatever runs on it: its name, processors and memory. */
  private static final Pattern HARDWARE =
      Pattern.compile("machine|architecture|(cpu|gpu|memory).*");

  private final transient List<String> fields;

  /**
   * One line naming every differing field, and both its values.
   *
   * @param baseline the baseline's machine
   * @param run the run's machine, of another identity
   */
  public DifferentMachineException(Machine baseline, Machine run) {
    super(message(baseline, run));
    this.fields = baseline.differingFields(run);
  }

  private static String message(Machine baseline, Machine run) {
    List<String> fields = baseline.differingFields(run);
    boolean otherHardware = fields.stream().anyMatch(HARDWARE.asMatchPredicate());
    List<String> texts = fields.stream().map(field -> text(field, baseline, run)).toList();
    return (otherHardware
            ? "the runs are not of one machine, and are not compared: "
            : "the runs are of like machines, but their JVM, libraries or settings differ, and they"
                + " are not compared: ")
        + String.join(", ", texts)
        + "; measure both alike, or accept a baseline of its own for this one";
  }

  private static String text(String field, Machine baseline, Machine run) {
    String before = baseline.identity().getOrDefault(field, "absent");
    String now = run.identity().getOrDefault(field, "absent");
    return PlainText.oneLine(field + " " + before + " against " + now);
  }

  /** Names of the differing fields, sorted; empty in a copy that was serialized. */
  public List<String> fields() {
    return fields == null ? List.of() : fields;
  }
}
