package dev.tare.bench.driver;

/** A run that cannot start; its message is one line: what, where, what to do. */
public final class SetupException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * Names the problem.
   *
   * @param message one line
   */
  public SetupException(String message) {
    super(message);
  }
}
