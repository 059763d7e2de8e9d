package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** What documents are made of beyond single fields, each in a stable order. */
public final class DocumentParts {
  private DocumentParts() {}

  /** Writes one element of an array. */
  @FunctionalInterface
  public interface Element<T> {
    /**
     * Writes the element.
     *
     * @throws IOException when writing fails
     */
    void write(T value) throws IOException;
  }

  /**
   * An array field.
   *
   * @throws IOException when writing fails
   */
  public static <T> void array(JsonGenerator json, String name, List<T> values, Element<T> element)
      throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      element.write(value);
    }
    json.writeEndArray();
  }

  /**
   * An object field of texts.
   *
   * @throws IOException when writing fails
   */
  public static void texts(JsonGenerator json, String name, Map<String, String> texts)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  /**
   * An object field of numbers.
   *
   * @throws IOException when writing fails
   */
  public static void numbers(JsonGenerator json, String name, Map<String, Double> numbers)
      throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      json.writeFieldName(number.getKey());
      DocumentPrinter.number(json, number.getValue());
    }
    json.writeEndObject();
  }

  /**
   * A value of any shape. Written by hand because an ObjectMapper would cost a short command a
   * noticeable start.
   *
   * @throws IOException when writing fails
   */
  public static void tree(JsonGenerator json, JsonNode node) throws IOException {
    if (node == null || node.isNull() || node.isMissingNode()) {
      json.writeNull();
    } else if (node.isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        json.writeFieldName(field.getKey());
        tree(json, field.getValue());
      }
      json.writeEndObject();
    } else if (node.isArray()) {
      json.writeStartArray();
      for (JsonNode element : node) {
        tree(json, element);
      }
      json.writeEndArray();
    } else if (node.isIntegralNumber()) {
      json.writeNumber(node.bigIntegerValue());
    } else if (node.isNumber()) {
      json.writeNumber(node.doubleValue());
    } else if (node.isBoolean()) {
      json.writeBoolean(node.booleanValue());
    } else {
      json.writeString(node.asText());
    }
  }
}
