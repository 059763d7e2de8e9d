package dev.tare.bench.plan;

import java.util.Map;
import java.util.stream.Collectors;

/**
 * Two things to be compared.
 *
 * @param a what the other is compared with
 * @param b what is judged
 */
public record VersusSpec(ArmSettings a, ArmSettings b) {
  /** Stands for an arm that is as configured. */
  static final String SAME = "same";

  /**
   * Reads {@code B} or {@code A:B}, where an arm is {@code same} or settings joined by commas:
   * {@code threads=1}, {@code threads=1:threads=2}, {@code lib=/opt/llama,flashAttention=on}. A
   * lone arm is compared with the plan as it is.
   *
   * @param text the specification
   * @throws PlanException with every problem of it
   */
  public static VersusSpec parse(String text) {
    return new VersusReader(text).read();
  }

  /** The specification with absolute paths, to be parsed again elsewhere. */
  public String text() {
    return text(a) + ":" + text(b);
  }

  private static String text(ArmSettings arm) {
    return arm.values().isEmpty()
        ? SAME
        : arm.values().entrySet().stream()
            .map((Map.Entry<String, String> setting) -> setting.getKey() + "=" + setting.getValue())
            .collect(Collectors.joining(","));
  }
}
