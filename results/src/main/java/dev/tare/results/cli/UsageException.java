package dev.tare.results.cli;

/** An option or argument that makes no sense. The message is one line: what and what to do. */
public final class UsageException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One line.
   *
   * @param message what is wrong and what to do
   */
  public UsageException(String message) {
    super(message);
  }
}
