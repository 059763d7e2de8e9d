package dev.tare.results.document;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import java.util.regex.Pattern;

/** What is wrong with a document, in words for its reader. */
final class JsonProblem {
  private static final Pattern ADVICE =
      Pattern.compile(
          "(?s): enable .*| \\(start marker at .*|, from `StreamReadConstraints[^`]*`(?=\\))");

  private JsonProblem() {}

  /** What stands there instead of what is expected. */
  static String unexpected(String what, JsonToken token) {
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
    return what + " is expected, got " + got;
  }

  /** Jackson's first sentence; what follows it advises programmers. */
  static String of(JsonProcessingException e) {
    String problem = ADVICE.matcher(e.getOriginalMessage()).replaceFirst("");
    return (e instanceof StreamConstraintsException ? "a limit is exceeded: " : "not valid JSON: ")
        + problem;
  }
}
