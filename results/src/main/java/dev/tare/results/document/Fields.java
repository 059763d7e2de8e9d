package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonLocation;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/** The known fields of one object of a document; a field that is {@code null} counts as missing. */
public final class Fields {
  private final DocumentReader reader;
  private final JsonLocation start;
  private final Map<String, Object> values;

  Fields(DocumentReader reader, JsonLocation start, Map<String, Object> values) {
    this.reader = reader;
    this.start = start;
    this.values = values;
  }

  /**
   * A field's value.
   *
   * @param name the field
   * @param <T> what its reader made of it
   * @throws UnreadableDocumentException when it is missing
   */
  public <T> T get(String name) {
    return this.<T>find(name)
        .orElseThrow(() -> reader.fail(start, "field \"" + name + "\" is missing", null));
  }

  /**
   * A field's value, if it is there.
   *
   * @param name the field
   * @param <T> what its reader made of it
   */
  @SuppressWarnings("unchecked") // Each name has one reader, in the same class as its one use.
  public <T> Optional<T> find(String name) {
    return Optional.ofNullable((T) values.get(name));
  }

  /**
   * A list, empty when the field is missing.
   *
   * @param name the field
   * @param <T> what an element became
   */
  public <T> List<T> list(String name) {
    return this.<List<T>>find(name).orElse(List.of());
  }

  /**
   * Makes a value object; its complaint becomes one about this object of the document.
   *
   * @param maker makes the object
   * @param <T> the object
   * @throws UnreadableDocumentException when the maker throws an {@link IllegalArgumentException}
   */
  public <T> T make(Supplier<T> maker) {
    try {
      return maker.get();
    } catch (IllegalArgumentException e) {
      throw reader.fail(start, e.getMessage(), e);
    }
  }

  /**
   * A complaint about this object.
   *
   * @param problem what is wrong
   */
  public UnreadableDocumentException fail(String problem) {
    return reader.fail(start, problem, null);
  }
}
