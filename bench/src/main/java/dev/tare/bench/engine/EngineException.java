package dev.tare.bench.engine;

/** An engine could not do what it was asked; the message is one line: what, where, remedy. */
public final class EngineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A failure that has no underlying exception.
   *
   * @param message what failed, where, and what to do; line breaks become spaces
   */
  public EngineException(String message) {
    super(oneLine(message));
  }

  /**
   * A failure with its cause.
   *
   * @param message what failed, where, and what to do; line breaks become spaces
   * @param cause what was caught
   */
  public EngineException(String message, Throwable cause) {
    super(oneLine(message), cause);
  }

  private static String oneLine(String message) {
    return message == null ? "engine failed" : message.strip().replaceAll("\\s*\\R\\s*", " ");
  }
}
