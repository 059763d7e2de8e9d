package dev.tare.results.run;

/**
 * The two arms of a run that compares two things in the same blocks. Such a run is judged by itself
 * and never compared with another.
 *
 * @param a what the other is compared with
 * @param b what is judged
 * @param tolerance relative change that does not matter, in the range (0, 1); 0.01 is 1 %
 */
public record Versus(Arm a, Arm b, double tolerance) {
  /**
   * Checks the arms.
   *
   * @throws IllegalArgumentException when an arm has the other's name or the tolerance is out of
   *     range
   */
  public Versus {
    if (a == null || b == null || !a.name().equals(Arm.A) || !b.name().equals(Arm.B)) {
      throw new IllegalArgumentException("a comparison needs an arm A and an arm B");
    }
    if (!(tolerance > 0 && tolerance < 1)) {
      throw new IllegalArgumentException("tolerance must be in (0, 1), got " + tolerance);
    }
  }

  /** One line: {@code A (as configured) against B (threads=1)}. Not escaped. */
  public String text() {
    return "A (" + a.text() + ") against B (" + b.text() + ")";
  }
}
