package dev.tare.results.document;

import java.nio.file.Path;

/** A file that could not be written. What was there before is still there. */
public final class UnwritableFileException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One line: the file, the reason, the remedy.
   *
   * @param file the file
   * @param reason why
   * @param cause what failed
   */
  public UnwritableFileException(Path file, String reason, Throwable cause) {
    super(
        PlainText.escaped(file.toString())
            + ": cannot be written: "
            + PlainText.oneLine(reason)
            + "; check the folder's permissions and the free space, or choose another place",
        cause);
  }
}
