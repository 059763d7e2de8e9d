package dev.tare.results.store;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.run.RunOutline;
import java.nio.file.Path;

/** Reads of a run document what a history keeps. */
public final class OutlineFile {
  private OutlineFile() {}

  /**
   * Reads the means of a run document.
   *
   * @param file the document, at most {@link DocumentReader#MAX_BYTES} bytes
   * @throws UnreadableRunException when it is missing, not a run document, of another version or
   *     damaged in what is read of it
   */
  public static RunOutline read(Path file) {
    try {
      return DocumentReader.read(file, OutlineReader::run);
    } catch (UnreadableDocumentException e) {
      throw new UnreadableRunException(e);
    }
  }
}
