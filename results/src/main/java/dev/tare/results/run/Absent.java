package dev.tare.results.run;

/**
 * A metric that could not be measured, and why. It stands in the document so that nothing is taken
 * for 0.
 *
 * @param name the metric's name; not blank
 * @param reason one line; not blank
 */
public record Absent(String name, String reason) {
  /**
   * Checks both texts.
   *
   * @throws IllegalArgumentException when one is blank
   */
  public Absent {
    if (name == null || name.isBlank() || reason == null || reason.isBlank()) {
      throw new IllegalArgumentException("an absent metric needs a name and a reason");
    }
  }
}
