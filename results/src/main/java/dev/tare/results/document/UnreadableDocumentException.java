package dev.tare.results.document;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
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

  /**
   * One line: the file, and what the system says.
   *
   * @param file the document
   * @param cause what failed
   */
  public UnreadableDocumentException(Path file, IOException cause) {
    this(file, "cannot be read: " + reason(cause), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    }
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    return String.valueOf(e.getMessage());
  }
}
