package dev.tare.results.cli;

/**
 * There is nothing accepted to judge a run by. The message is one line: what there is not, and how
 * to accept it.
 */
final class NoBaselineException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  NoBaselineException(String message) {
    super(message);
  }
}
