package dev.tare.results.input;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/** The distinct values of each setting of a file, in a text that says when one changes. */
final class Distinct {
  private static final int MOST_NAMED = 5;

  private final Map<String, SortedSet<String>> values = new TreeMap<>();

  /** Adds the settings of one result. */
  void add(Map<String, String> settings) {
    settings.forEach(
        (name, value) -> values.computeIfAbsent(name, n -> new TreeSet<>()).add(value));
  }

  /** Each setting's values, sorted; those beyond five are only counted. */
  Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    values.forEach((name, all) -> texts.put(name, text(all)));
    return Collections.unmodifiableMap(texts);
  }

  private static String text(SortedSet<String> all) {
    List<String> named = new ArrayList<>(all);
    int more = named.size() - MOST_NAMED;
    return more > 0
        ? String.join(", ", named.subList(0, MOST_NAMED)) + " and " + more + " more"
        : String.join(", ", named);
  }
}
