package dev.tare.results.verdict;

import dev.tare.results.document.PlainText;
import dev.tare.results.run.Machine;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Two runs that must not be compared, because their machines or libraries differ. */
public final class DifferentMachineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> fields;

  /**
   * One line naming every differing field.
   *
   * @param baseline the baseline's machine
   * @param run the run's machine
   */
  public DifferentMachineException(Machine baseline, Machine run) {
    this(differences(baseline.identity(), run.identity()));
  }

  private DifferentMachineException(List<Difference> differences) {
    super(
        "the runs are not of one machine with one JVM and the same libraries, and are not compared: "
            + String.join(", ", differences.stream().map(Difference::text).toList())
            + "; measure both alike, or accept a baseline of its own for this one");
    this.fields = differences.stream().map(Difference::field).toList();
  }

  private record Difference(String field, String text) {}

  private static List<Difference> differences(Map<String, String> a, Map<String, String> b) {
    List<Difference> found = new ArrayList<>();
    TreeSet<String> names = new TreeSet<>(a.keySet());
    names.addAll(b.keySet());
    for (String name : names) {
      String before = a.getOrDefault(name, "absent");
      String now = b.getOrDefault(name, "absent");
      if (!before.equals(now)) {
        String text = name + " " + before + " against " + now;
        found.add(new Difference(name, PlainText.oneLine(text)));
      }
    }
    return found;
  }

  /** Names of the differing fields, sorted. */
  public List<String> fields() {
    return fields == null ? List.of() : fields;
  }
}
