package dev.tare.results.document;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Reads a value of any shape as it is. */
final class JsonTree {
  private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

  private JsonTree() {}

  static JsonNode of(DocumentReader in) {
    return switch (in.token()) {
      case START_OBJECT -> {
        ObjectNode object = NODES.objectNode();
        in.fields(name -> object.set(name, of(in)));
        yield object;
      }
      case START_ARRAY -> {
        ArrayNode array = NODES.arrayNode();
        in.each(element -> array.add(of(element)));
        yield array;
      }
      case VALUE_STRING -> NODES.textNode(in.text());
      case VALUE_NUMBER_INT -> {
        long value = in.whole();
        yield value == (int) value ? NODES.numberNode((int) value) : NODES.numberNode(value);
      }
      case VALUE_NUMBER_FLOAT -> NODES.numberNode(in.number());
      case VALUE_TRUE, VALUE_FALSE -> NODES.booleanNode(in.truth());
      default -> NODES.nullNode();
    };
  }
}
