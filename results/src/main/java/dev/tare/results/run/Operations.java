package dev.tare.results.run;

/**
 * Arithmetic, by the numbers it is done on; a multiplication and the addition of its result are two
 * operations.
 *
 * @param float32 operations on 32-bit floats, 0 or more
 * @param int8 operations on 8-bit integers, 0 or more
 */
public record Operations(long float32, long int8) {
  /** Nothing to compute. */
  public static final Operations NONE = new Operations(0, 0);

  /**
   * Checks.
   *
   * @throws IllegalArgumentException when a number is negative
   */
  public Operations {
    if (float32 < 0 || int8 < 0) {
      throw new IllegalArgumentException("operations must be 0 or more");
    }
  }

  /** Both together. */
  public Operations plus(Operations other) {
    return new Operations(Math.addExact(float32, other.float32), Math.addExact(int8, other.int8));
  }
}
