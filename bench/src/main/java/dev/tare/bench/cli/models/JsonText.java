package dev.tare.bench.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tare.results.document.DocumentPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * A JSON document about model files, for standard output: in ASCII, as that may be all it takes.
 */
final class JsonText {
  private static final int SCHEMA_VERSION = 1;

  /** What stands in the document behind its schema. */
  @FunctionalInterface
  interface Content {
    void write(JsonText json) throws IOException;
  }

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /** The document, ending with a line feed. */
  static String of(String schema, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = DocumentPrinter.generator(bytes)) {
      generator.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      generator.writeStartObject();
      generator.writeStringField("schema", schema);
      generator.writeNumberField("schemaVersion", SCHEMA_VERSION);
      content.write(new JsonText(generator));
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  /** For everything that is never absent. */
  JsonGenerator generator() {
    return generator;
  }

  /** A text, or null. */
  void text(String field, Optional<String> value) throws IOException {
    generator.writeStringField(field, value.orElse(null));
  }

  /** A whole number, or null. */
  void number(String field, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      generator.writeNumberField(field, value.getAsLong());
    } else {
      generator.writeNullField(field);
    }
  }

  /** A number; null for those that JSON lacks, such as the infinite SQNR of equal weights. */
  void number(String field, double value) throws IOException {
    generator.writeFieldName(field);
    if (Double.isFinite(value)) {
      DocumentPrinter.number(generator, value);
    } else {
      generator.writeNull();
    }
  }
}
