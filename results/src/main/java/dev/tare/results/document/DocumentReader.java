package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Reads one untrusted JSON document value by value. Every complaint is one line that names the
 * file, the line and the column. Size, nesting and lengths are bounded before anything is
 * allocated.
 */
public final class DocumentReader {
  /** The largest document that is read, bytes. */
  public static final long MAX_BYTES = 64L << 20;

  private static final int MAX_DEPTH = 64;

  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .streamReadConstraints(
              StreamReadConstraints.builder()
                  .maxDocumentLength(MAX_BYTES)
                  .maxNestingDepth(MAX_DEPTH)
                  .maxStringLength(1 << 20)
                  .maxNameLength(1 << 10)
                  .maxNumberLength(64)
                  .build())
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(StreamReadFeature.USE_FAST_DOUBLE_PARSER)
          .build();

  private final Path file;
  private final JsonParser json;

  private DocumentReader(Path file, JsonParser json) {
    this.file = file;
    this.json = json;
  }

  /**
   * Reads the whole file as one value.
   *
   * @param file the document
   * @param value reads the value
   * @param <T> what the value becomes
   * @return the value
   * @throws UnreadableDocumentException when the file is missing, too large, not JSON, or not what
   *     {@code value} expects
   */
  public static <T> T read(Path file, Function<DocumentReader, T> value) {
    try {
      refuseUnreadable(file);
      try (InputStream in = Files.newInputStream(file);
          JsonParser json = FACTORY.createParser(in)) {
        DocumentReader reader = new DocumentReader(file, json);
        reader.next();
        T read = value.apply(reader);
        reader.expectEnd();
        return read;
      }
    } catch (IOException e) {
      throw new UnreadableDocumentException(file, e);
    }
  }

  private static void refuseUnreadable(Path file) throws IOException {
    if (Files.isDirectory(file)) {
      throw new UnreadableDocumentException(file, "is a folder; name the document", null);
    }
    long size = Files.size(file);
    if (size > MAX_BYTES) {
      throw new UnreadableDocumentException(
          file, "has " + size + " bytes; at most " + MAX_BYTES + " are read", null);
    }
    if (size == 0 && Files.isRegularFile(file)) {
      throw new UnreadableDocumentException(file, "is empty", null);
    }
  }

  private void expectEnd() {
    next();
    if (json.currentToken() != null) {
      throw fail("something follows the end of the document");
    }
  }

  /**
   * Reads an object whose fields are read by name. Unknown fields are skipped, so that a document
   * of a later minor change can be read.
   *
   * @param readers what reads each known field
   */
  public Fields object(Map<String, Function<DocumentReader, ?>> readers) {
    expect(JsonToken.START_OBJECT, "an object");
    JsonLocation start = json.currentTokenLocation();
    Map<String, Object> values = new HashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      Function<DocumentReader, ?> reader = readers.get(name);
      if (reader == null) {
        skip();
      } else if (json.currentToken() != JsonToken.VALUE_NULL) {
        values.put(name, reader.apply(this));
      }
    }
    return new Fields(this, start, values);
  }

  /**
   * Reads an array.
   *
   * @param element reads one element
   * @param <T> what an element becomes
   */
  public <T> List<T> list(Function<DocumentReader, T> element) {
    expect(JsonToken.START_ARRAY, "an array");
    List<T> values = new ArrayList<>();
    while (next() != JsonToken.END_ARRAY) {
      values.add(element.apply(this));
    }
    return values;
  }

  /** Reads an object of texts, in the order of the document. */
  public Map<String, String> texts() {
    expect(JsonToken.START_OBJECT, "an object of texts");
    Map<String, String> values = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      values.put(name, text());
    }
    return values;
  }

  /** Reads an object of numbers by name. */
  public Map<String, Double> numbers() {
    expect(JsonToken.START_OBJECT, "an object of numbers");
    Map<String, Double> values = new LinkedHashMap<>();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      values.put(name, number());
    }
    return values;
  }

  /** Reads a text. */
  public String text() {
    expect(JsonToken.VALUE_STRING, "a text");
    try {
      return json.getText();
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /** Reads {@code true} or {@code false}. */
  public boolean truth() {
    if (!json.currentToken().isBoolean()) {
      throw unexpected("true or false");
    }
    return json.currentToken() == JsonToken.VALUE_TRUE;
  }

  /** Reads a whole number in the range of a long. */
  public long whole() {
    expect(JsonToken.VALUE_NUMBER_INT, "a whole number");
    try {
      return json.getLongValue();
    } catch (IOException e) {
      throw fail("a whole number between -2^63 and 2^63 - 1 is expected");
    }
  }

  /** Reads a whole number in the range of an int. */
  public int small() {
    long value = whole();
    if (value != (int) value) {
      throw fail("a whole number between -2^31 and 2^31 - 1 is expected, got " + value);
    }
    return (int) value;
  }

  /** Reads a finite number. */
  public double number() {
    if (!json.currentToken().isNumeric()) {
      throw unexpected("a number");
    }
    try {
      double value = json.getDoubleValue();
      if (!Double.isFinite(value)) {
        throw fail("a finite number is expected");
      }
      return value;
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /** Reads any value as it is. */
  public JsonNode tree() {
    JsonNodeFactory nodes = JsonNodeFactory.instance;
    return switch (json.currentToken()) {
      case START_OBJECT -> objectTree(nodes);
      case START_ARRAY -> {
        ArrayNode array = nodes.arrayNode();
        list(DocumentReader::tree).forEach(array::add);
        yield array;
      }
      case VALUE_STRING -> nodes.textNode(text());
      case VALUE_NUMBER_INT -> {
        long value = whole();
        yield value == (int) value ? nodes.numberNode((int) value) : nodes.numberNode(value);
      }
      case VALUE_NUMBER_FLOAT -> nodes.numberNode(number());
      case VALUE_TRUE, VALUE_FALSE -> nodes.booleanNode(truth());
      default -> nodes.nullNode();
    };
  }

  private ObjectNode objectTree(JsonNodeFactory nodes) {
    ObjectNode object = nodes.objectNode();
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      object.set(name, tree());
    }
    return object;
  }

  /**
   * A complaint about the value that is being read.
   *
   * @param problem what is wrong
   */
  public UnreadableDocumentException fail(String problem) {
    return fail(json.currentTokenLocation(), problem, null);
  }

  UnreadableDocumentException fail(JsonLocation place, String problem, Throwable cause) {
    return new UnreadableDocumentException(
        file,
        "line "
            + place.getLineNr()
            + ", column "
            + place.getColumnNr()
            + ": "
            + PlainText.oneLine(problem),
        cause);
  }

  private JsonToken next() {
    try {
      return json.nextToken();
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  private String name() {
    try {
      if (json.currentToken() == null) {
        throw fail("the document ends early");
      }
      return json.currentName();
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  private void skip() {
    try {
      json.skipChildren();
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  private void expect(JsonToken token, String what) {
    if (json.currentToken() != token) {
      throw unexpected(what);
    }
  }

  private UnreadableDocumentException unexpected(String what) {
    JsonToken token = json.currentToken();
    String got =
        token == null
            ? "the end of the document"
            : switch (token) {
              case START_OBJECT -> "an object";
              case START_ARRAY -> "an array";
              case VALUE_STRING -> "a text";
              case VALUE_NULL -> "null";
              case VALUE_TRUE, VALUE_FALSE -> "true or false";
              default -> "a number";
            };
    return fail(what + " is expected, got " + got);
  }

  private UnreadableDocumentException syntax(IOException e) {
    if (e instanceof JsonProcessingException syntax) {
      JsonLocation place =
          syntax.getLocation() == null ? json.currentLocation() : syntax.getLocation();
      return fail(place, problem(syntax), e);
    }
    return new UnreadableDocumentException(file, e);
  }

  /** Jackson's first sentence; what follows it advises programmers. */
  private static String problem(JsonProcessingException e) {
    String message = e.getOriginalMessage();
    if (e instanceof StreamConstraintsException) {
      return "a limit is exceeded: " + message;
    }
    int advice = message.indexOf(": enable ");
    return "not valid JSON: " + (advice < 0 ? message : message.substring(0, advice));
  }
}
