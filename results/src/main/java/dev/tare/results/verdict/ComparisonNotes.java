package dev.tare.results.verdict;

import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/** Doubts about a comparison as a whole. */
final class ComparisonNotes {
  private ComparisonNotes() {}

  static List<String> of(Run baseline, Run run) {
    List<String> notes = new ArrayList<>();
    if (baseline.id().equals(run.id())) {
      notes.add("both sides are the same run; this comparison shows nothing");
    }
    if (!baseline.plan().suite().equals(run.plan().suite())) {
      notes.add("the suites differ: " + baseline.plan().suite() + " against " + run.plan().suite());
    }
    status(notes, "baseline", baseline);
    status(notes, "run", run);
    tools(notes, baseline.tool(), run.tool());
    baseline.warnings().forEach(warning -> notes.add("baseline: " + warning));
    run.warnings().forEach(warning -> notes.add("run: " + warning));
    return notes;
  }

  private static void status(List<String> notes, String side, Run run) {
    if (run.status() != RunStatus.COMPLETE) {
      notes.add("the " + side + " is " + run.status().id());
    }
  }

  private static void tools(
      List<String> notes, Map<String, String> before, Map<String, String> now) {
    TreeSet<String> names = new TreeSet<>(before.keySet());
    names.addAll(now.keySet());
    for (String name : names) {
      String old = before.getOrDefault(name, "absent");
      String current = now.getOrDefault(name, "absent");
      if (!old.equals(current)) {
        notes.add(name + " changed from " + old + " to " + current);
      }
    }
  }
}
