package dev.tare.results.store;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Which baselines are given up: those that neither part of the rule keeps.
 *
 * @param newest how many of each suite are kept, those accepted last; 1 or more; empty when their
 *     number does not matter
 * @param age how long ago a baseline may have been accepted; empty when that does not matter
 */
public record Retention(OptionalInt newest, Optional<Duration> age) {
  /**
   * Checks the parts.
   *
   * @throws IllegalArgumentException when there is no part, or one is out of its range
   */
  public Retention {
    if (newest.isEmpty() && age.isEmpty()) {
      throw new IllegalArgumentException("a retention needs a number or an age");
    }
    if (newest.orElse(1) < 1 || age.filter(Duration::isNegative).isPresent()) {
      throw new IllegalArgumentException("retention " + newest + ", " + age);
    }
  }

  /**
   * What is given up, what was accepted first before the others.
   *
   * @param all every baseline of a folder
   * @param now the time
   */
  List<StoredBaseline> givenUp(List<StoredBaseline> all, Instant now) {
    Comparator<StoredBaseline> byAge =
        Comparator.comparing((StoredBaseline each) -> each.accepted().at())
            .thenComparing(StoredBaseline::file);
    Map<String, List<StoredBaseline>> suites = new TreeMap<>();
    all.stream()
        .sorted(byAge)
        .forEach(each -> suites.computeIfAbsent(each.suite(), s -> new ArrayList<>()).add(each));
    return suites.values().stream()
        .flatMap(suite -> suite.subList(0, suite.size() - kept(suite)).stream())
        .filter(each -> age.isEmpty() || each.accepted().at().isBefore(now.minus(age.get())))
        .sorted(byAge)
        .toList();
  }

  private int kept(List<StoredBaseline> suite) {
    return Math.min(newest.orElse(0), suite.size());
  }
}
