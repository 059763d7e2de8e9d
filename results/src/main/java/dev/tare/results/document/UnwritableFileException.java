package dev.tare.results.document;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
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

  /**
   * One line: the file, what the system says, the remedy.
   *
   * @param file the file
   * @param cause what failed
   */
  public UnwritableFileException(Path file, IOException cause) {
    this(file, reason(cause), cause);
  }

  private static String reason(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "permission denied";
    }
    if (e instanceof NoSuchFileException) {
      return "the folder does not exist";
    }
    if (e instanceof FileAlreadyExistsException inTheWay) {
      return inTheWay.getFile() + " is in the way";
    }
    if (e instanceof FileSystemException system && system.getReason() != null) {
      return system.getReason();
    }
    return e.getMessage() == null ? e.getClass().getSimpleName() : e.getMessage();
  }
}
