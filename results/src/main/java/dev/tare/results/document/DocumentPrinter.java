package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.PrettyPrinter;
import com.fasterxml.jackson.core.StreamWriteFeature;
import com.fasterxml.jackson.core.io.NumberOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;

/**
 * The layout of every JSON document: two spaces a level, arrays of numbers on one line, {@code \n}
 * on every platform, so that two documents differ only in lines whose content differs.
 */
public final class DocumentPrinter implements PrettyPrinter {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          // The same shortest digits on every JDK; Double.toString changed with JDK 19.
          .enable(StreamWriteFeature.USE_FAST_DOUBLE_WRITER)
          .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
          .build();

  /** The greatest magnitude up to which every whole number is a double. */
  private static final double WHOLE = 1L << 53;

  private static final double SMALLEST_PLAIN = 1e-6;

  private int depth;
  private int inlineBelow = Integer.MAX_VALUE;

  private DocumentPrinter() {}

  /**
   * A generator with this layout, writing UTF-8. Closing it leaves the stream open.
   *
   * @param out receives the document
   * @throws IOException when the generator cannot be made
   */
  public static JsonGenerator generator(OutputStream out) throws IOException {
    return FACTORY.createGenerator(out).setPrettyPrinter(new DocumentPrinter());
  }

  /** Content that is written between two calls of the generator. */
  @FunctionalInterface
  public interface Part {
    /**
     * Writes the part.
     *
     * @throws IOException when writing fails
     */
    void write() throws IOException;
  }

  /**
   * Writes one value on a single line.
   *
   * @param json a generator of {@link #generator}
   * @param part writes the value
   * @throws IOException when writing fails
   */
  public static void inline(JsonGenerator json, Part part) throws IOException {
    DocumentPrinter printer = (DocumentPrinter) json.getPrettyPrinter();
    int before = printer.inlineBelow;
    printer.inlineBelow = Math.min(before, printer.depth);
    part.write();
    printer.inlineBelow = before;
  }

  /**
   * Writes a number in its shortest digits; without an exponent unless it is very large or small.
   *
   * @param json the generator
   * @param value a finite number
   * @throws IOException when writing fails
   */
  public static void number(JsonGenerator json, double value) throws IOException {
    double magnitude = Math.abs(value);
    if (value == 0 || magnitude >= SMALLEST_PLAIN && magnitude < WHOLE) {
      BigDecimal digits = new BigDecimal(NumberOutput.toString(value, true));
      json.writeNumber(digits.stripTrailingZeros().toPlainString());
    } else {
      json.writeNumber(value);
    }
  }

  @Override
  public void writeRootValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw('\n');
  }

  @Override
  public void writeStartObject(JsonGenerator json) throws IOException {
    json.writeRaw('{');
    depth++;
  }

  @Override
  public void beforeObjectEntries(JsonGenerator json) throws IOException {
    breakLine(json, "");
  }

  @Override
  public void writeObjectFieldValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(": ");
  }

  @Override
  public void writeObjectEntrySeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    breakLine(json, " ");
  }

  @Override
  public void writeEndObject(JsonGenerator json, int entries) throws IOException {
    boolean inline = depth > inlineBelow;
    depth--;
    if (entries > 0 && !inline) {
      breakLine(json, "");
    }
    json.writeRaw('}');
  }

  @Override
  public void writeStartArray(JsonGenerator json) throws IOException {
    json.writeRaw('[');
    depth++;
  }

  @Override
  public void beforeArrayValues(JsonGenerator json) throws IOException {
    breakLine(json, "");
  }

  @Override
  public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
    json.writeRaw(',');
    breakLine(json, " ");
  }

  @Override
  public void writeEndArray(JsonGenerator json, int values) throws IOException {
    boolean inline = depth > inlineBelow;
    depth--;
    if (values > 0 && !inline) {
      breakLine(json, "");
    }
    json.writeRaw(']');
  }

  private void breakLine(JsonGenerator json, String otherwise) throws IOException {
    json.writeRaw(depth > inlineBelow ? otherwise : "\n" + "  ".repeat(depth));
  }
}
