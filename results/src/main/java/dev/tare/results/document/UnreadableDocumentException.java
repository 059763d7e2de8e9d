package dev.tare.results.document;

import java.nio.file.Path;

/** A document that cannot be used as it is. The message is one line. */
public class UnreadableDocumentException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One line: the file, what is wrong and where.
   *
   * @param file the document
   * @param problem what is wrong, where, and what to do
   * @param cause what failed, or null
   */
  public UnreadableDocumentException(Path file, String problem, Throwable cause) {
    super(PlainText.escaped(file.toString()) + ": " + PlainText.escaped(problem), cause);
  }
}
