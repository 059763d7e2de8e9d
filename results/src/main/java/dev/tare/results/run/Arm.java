package dev.tare.results.run;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * One of the two things that a run compares with each other.
 *
 * @param name {@code A} or {@code B}
 * @param settings what is set differently from the plan, by name, in the order given (for instance
 *     {@code threads}, {@code lib}); empty when the arm is as planned
 * @param identity what that came down to when the run began, by name (for instance {@code
 *     llamaLibrarySha256}, {@code jvmVersion}, {@code modelSha256}); sorted
 */
public record Arm(String name, Map<String, String> settings, Map<String, String> identity) {
  /** The arm that the other is compared with. */
  public static final String A = "A";

  /** The arm that is judged. */
  public static final String B = "B";

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when the name is none of the two
   */
  public Arm {
    if (!A.equals(name) && !B.equals(name)) {
      throw new IllegalArgumentException("an arm is A or B, got " + name);
    }
    settings =
        Collections.unmodifiableMap(new LinkedHashMap<>(settings == null ? Map.of() : settings));
    identity = Collections.unmodifiableMap(new TreeMap<>(identity == null ? Map.of() : identity));
  }

  /** The settings as a person writes them: {@code threads=1,lib=/opt/llama}; or as configured. */
  public String text() {
    return settings.isEmpty()
        ? "as configured"
        : settings.entrySet().stream()
            .map(setting -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(","));
  }
}
