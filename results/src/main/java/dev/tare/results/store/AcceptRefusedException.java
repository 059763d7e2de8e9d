package dev.tare.results.store;

/** A run that is not fit to be a baseline. The message is one line. */
public final class AcceptRefusedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  AcceptRefusedException(String message) {
    super(message);
  }
}
