package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * Reads one untrusted JSON document value by value. Every complaint is one line that names the
 * file, the line and the column. Size, nesting and lengths are bounded before anything is
 * allocated.
 */
public final class DocumentReader {
  /** The largest document that is read, bytes. */
  public static final long MAX_BYTES = 64L << 20;

  /** The largest document that is read by {@link #readStreamed}, bytes. */
  public static final long MAX_STREAMED_BYTES = 1L << 30;

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
    return read(file, JsonSource.KEPT, true, value);
  }

  /**
   * Reads the whole file, of which {@code value} keeps little: its size does not bound the memory
   * that {@code value} takes, so that {@code value} has to.
   *
   * @param file the document, at most {@link #MAX_STREAMED_BYTES}
   * @param value reads the value
   * @param <T> what the value becomes
   * @return the value
   * @throws UnreadableDocumentException as {@link #read} does
   */
  public static <T> T readStreamed(Path file, Function<DocumentReader, T> value) {
    return read(file, JsonSource.STREAMED, true, value);
  }

  /**
   * Looks at the beginning of a file.
   *
   * @param file the document, at most {@link #MAX_STREAMED_BYTES}
   * @param beginning reads as far as it needs; what follows is not looked at
   * @param <T> what is found
   * @return what was found
   * @throws UnreadableDocumentException as {@link #read} does, as far as was read
   */
  public static <T> T peek(Path file, Function<DocumentReader, T> beginning) {
    return read(file, JsonSource.STREAMED, false, beginning);
  }

  private static <T> T read(
      Path file, JsonSource source, boolean whole, Function<DocumentReader, T> value) {
    try {
      source.refuseUnreadable(file);
      try (InputStream in = Files.newInputStream(file);
          JsonParser json = source.parser(in)) {
        DocumentReader reader = new DocumentReader(file, json);
        reader.next();
        T read = value.apply(reader);
        if (whole) {
          reader.expectEnd();
        }
        return read;
      }
    } catch (IOException e) {
      throw new UnreadableDocumentException(file, e);
    }
  }

  private void expectEnd() {
    if (json.currentToken() != null && next() != null) {
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
    JsonLocation start = json.currentTokenLocation();
    Map<String, Object> values = new HashMap<>();
    fields(
        name -> {
          Function<DocumentReader, ?> reader = readers.get(name);
          if (reader == null) {
            skip();
          } else if (json.currentToken() != JsonToken.VALUE_NULL
              && values.put(name, reader.apply(this)) != null) {
            throw fail("field \"" + name + "\" appears twice");
          }
        });
    return new Fields(this, start, values);
  }

  /**
   * Reads the fields of an object one after the other, in the order of the document.
   *
   * @param field gets the name of each and reads its value, at which this then stands
   */
  public void fields(Consumer<String> field) {
    fields("an object", field);
  }

  private void fields(String what, Consumer<String> field) {
    expect(JsonToken.START_OBJECT, what);
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      field.accept(name);
    }
  }

  /**
   * Goes to the first field of an object that has one of these names; this then stands at its
   * value.
   *
   * @param names the names
   * @return the field's name; empty when the object has none of them
   */
  public Optional<String> find(Set<String> names) {
    expect(JsonToken.START_OBJECT, "an object");
    while (next() != JsonToken.END_OBJECT) {
      String name = name();
      next();
      if (names.contains(name)) {
        return Optional.of(name);
      }
      skip();
    }
    return Optional.empty();
  }

  /**
   * Reads an array.
   *
   * @param element reads one element
   * @param <T> what an element becomes
   */
  public <T> List<T> list(Function<DocumentReader, T> element) {
    List<T> values = new ArrayList<>();
    each(in -> values.add(element.apply(in)));
    return values;
  }

  /**
   * Reads an array of which nothing is kept here.
   *
   * @param element reads one element
   */
  public void each(Consumer<DocumentReader> element) {
    expect(JsonToken.START_ARRAY, "an array");
    while (next() != JsonToken.END_ARRAY) {
      element.accept(this);
    }
  }

  /**
   * Reads this value and all that follow it to the end of the document, as JSON Lines has them.
   *
   * @param value reads one value
   */
  public void lines(Consumer<DocumentReader> value) {
    do {
      value.accept(this);
    } while (next() != null);
  }

  /** Goes to the first element of an array; false when there is none. */
  public boolean enter() {
    expect(JsonToken.START_ARRAY, "an array");
    return next() != JsonToken.END_ARRAY;
  }

  /** Whether this stands at an array. */
  public boolean isArray() {
    return json.currentToken() == JsonToken.START_ARRAY;
  }

  /** Whether this stands at an object. */
  public boolean isObject() {
    return json.currentToken() == JsonToken.START_OBJECT;
  }

  /** Whether this stands at a text. */
  public boolean isText() {
    return json.currentToken() == JsonToken.VALUE_STRING;
  }

  /** Reads an object of texts, in the order of the document. */
  public Map<String, String> texts() {
    Map<String, String> values = new LinkedHashMap<>();
    fields("an object of texts", name -> values.put(name, text()));
    return values;
  }

  /** Reads an object of numbers by name. */
  public Map<String, Double> numbers() {
    Map<String, Double> values = new LinkedHashMap<>();
    fields("an object of numbers", name -> values.put(name, number()));
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

  /** Reads a text, a truth or a whole number as text; of any other value nothing, and empty. */
  public Optional<String> scalar() {
    try {
      return switch (json.currentToken()) {
        case VALUE_STRING, VALUE_NUMBER_INT, VALUE_TRUE, VALUE_FALSE -> Optional.of(json.getText());
        default -> {
          skip();
          yield Optional.empty();
        }
      };
    } catch (IOException e) {
      throw syntax(e);
    }
  }

  /** Reads any value as it is. */
  public JsonNode tree() {
    return JsonTree.of(this);
  }

  /** What this stands at; null at the end. */
  JsonToken token() {
    return json.currentToken();
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

  /** Passes over the value at which this stands. */
  public void skip() {
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
    return fail(JsonProblem.unexpected(what, json.currentToken()));
  }

  private UnreadableDocumentException syntax(IOException e) {
    if (e instanceof JsonProcessingException syntax) {
      JsonLocation place =
          syntax.getLocation() == null ? json.currentLocation() : syntax.getLocation();
      return fail(place, JsonProblem.of(syntax), e);
    }
    return new UnreadableDocumentException(file, e);
  }
}
