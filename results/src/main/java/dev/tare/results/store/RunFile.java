package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.document.UnwritableFileException;
import dev.tare.results.run.Run;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The run document as a file. Its form is published as the resource {@code
 * dev/tare/results/run/run-1.schema.json}.
 */
public final class RunFile {
  private RunFile() {}

  /**
   * Reads a run document.
   *
   * @param file the document, at most {@link DocumentReader#MAX_BYTES} bytes
   * @throws UnreadableRunException when it is missing, not a run document, of another version or
   *     damaged
   */
  public static Run read(Path file) {
    try {
      return DocumentReader.read(file, RunReader::run);
    } catch (UnreadableDocumentException e) {
      throw new UnreadableRunException(e);
    }
  }

  /**
   * Writes a run document as a whole; when that fails the old file stays as it was.
   *
   * @param run the run
   * @param file the document
   * @return its size, bytes
   * @throws UnwritableFileException when it cannot be written, or would be larger than {@link
   *     DocumentReader#MAX_BYTES}
   */
  public static long write(Run run, Path file) {
    return write(run, file, DocumentReader.MAX_BYTES);
  }

  static long write(Run run, Path file, long most) {
    AtomicLong size = new AtomicLong();
    AtomicFile.write(
        file,
        out -> {
          BoundedOutput bounded = new BoundedOutput(out, most);
          try (JsonGenerator json = DocumentPrinter.generator(bounded)) {
            RunWriter.write(json, run);
            json.writeRaw('\n');
          }
          size.set(bounded.size());
        });
    return size.get();
  }
}
