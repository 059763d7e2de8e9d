package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** A JSON document for standard output: in ASCII, as that may be all it takes. */
public final class JsonText {
  /** What stands in the document behind its schema. */
  @FunctionalInterface
  public interface Content {
    /**
     * Writes it.
     *
     * @throws IOException when writing fails
     */
    void write(JsonText json) throws IOException;
  }

  private final JsonGenerator generator;

  private JsonText(JsonGenerator generator) {
    this.generator = generator;
  }

  /**
   * A document.
   *
   * @param schema name of its schema
   * @param version version of its schema
   * @param content what stands behind those
   * @return the document, ending with {@code \n}
   */
  public static String of(String schema, int version, Content content) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator generator = DocumentPrinter.generator(bytes)) {
      generator.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      generator.writeStartObject();
      generator.writeStringField("schema", schema);
      generator.writeNumberField("schemaVersion", version);
      content.write(new JsonText(generator));
      generator.writeEndObject();
      generator.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    // Outside of a text there is no such sign; build servers obey two of them in a log.
    return bytes.toString(StandardCharsets.UTF_8).replace("##", "#\\u0023");
  }

  /** For everything that is never absent. */
  public JsonGenerator generator() {
    return generator;
  }

  /**
   * A text, or null.
   *
   * @throws IOException when writing fails
   */
  public void text(String field, Optional<String> value) throws IOException {
    generator.writeStringField(field, value.orElse(null));
  }

  /**
   * A whole number, or null.
   *
   * @throws IOException when writing fails
   */
  public void number(String field, OptionalLong value) throws IOException {
    if (value.isPresent()) {
      generator.writeNumberField(field, value.getAsLong());
    } else {
      generator.writeNullField(field);
    }
  }

  /**
   * A number; null for those that JSON lacks, such as the infinite SQNR of equal weights.
   *
   * @throws IOException when writing fails
   */
  public void number(String field, double value) throws IOException {
    generator.writeFieldName(field);
    if (Double.isFinite(value)) {
      DocumentPrinter.number(generator, value);
    } else {
      generator.writeNull();
    }
  }
}
