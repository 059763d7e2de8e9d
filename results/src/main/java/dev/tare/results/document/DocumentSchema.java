package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Tells what a document is without reading it whole: Tare's own say so in their first field. What
 * is wrong with a file is said by whoever reads it.
 */
public final class DocumentSchema {
  private static final String FIELD = "schema";

  private DocumentSchema() {}

  /**
   * The schema that a document names.
   *
   * @param file the document
   * @return empty when it names none, cannot be read so far, or is no regular file, of which
   *     nothing must be taken away
   */
  public static Optional<String> of(Path file) {
    try {
      if (!Files.isRegularFile(file) || Files.size(file) > DocumentReader.MAX_BYTES) {
        return Optional.empty();
      }
      try (InputStream in = Files.newInputStream(file);
          JsonParser json = JsonSource.KEPT.parser(in)) {
        return named(json);
      }
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static Optional<String> named(JsonParser json) throws IOException {
    if (json.nextToken() != JsonToken.START_OBJECT) {
      return Optional.empty();
    }
    while (json.nextToken() == JsonToken.FIELD_NAME) {
      boolean wanted = json.currentName().equals(FIELD);
      JsonToken value = json.nextToken();
      if (wanted) {
        return value == JsonToken.VALUE_STRING ? Optional.of(json.getText()) : Optional.empty();
      }
      json.skipChildren();
    }
    return Optional.empty();
  }
}
