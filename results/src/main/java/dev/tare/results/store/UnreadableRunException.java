package dev.tare.results.store;

import dev.tare.results.document.UnreadableDocumentException;
import java.nio.file.Path;

/** A run or baseline that cannot be used, or is not there. The message is one line. */
public final class UnreadableRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * A document that cannot be read.
   *
   * @param cause says what is wrong
   */
  public UnreadableRunException(UnreadableDocumentException cause) {
    super(cause.getMessage(), cause);
  }

  /**
   * One line: place, problem and remedy.
   *
   * @param place where it was looked for
   * @param problem what is wrong and what to do
   */
  public UnreadableRunException(Path place, String problem) {
    super(new UnreadableDocumentException(place, problem, null).getMessage());
  }
}
