package dev.tare.results.policy;

import java.util.List;

/** A value of a YAML document that knows where it stands. */
sealed interface YamlValue {
  /** Line, from 1. */
  int line();

  /** What it is, for a message such as "must be a list, is …". */
  String kind();

  /**
   * A text, number or truth value.
   *
   * @param text as it is written, without quotes
   */
  record Scalar(int line, String text) implements YamlValue {
    @Override
    public String kind() {
      return "the text " + Problems.quoted(text);
    }
  }

  /** A key without a value. */
  record Nothing(int line) implements YamlValue {
    @Override
    public String kind() {
      return "empty";
    }
  }

  /** Keys with values, in the order of the file; a key may appear twice. */
  record Mapping(int line, List<Key> keys) implements YamlValue {
    @Override
    public String kind() {
      return "a mapping";
    }
  }

  /** A list. */
  record Sequence(int line, List<YamlValue> items) implements YamlValue {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /** A key of a mapping. */
  record Key(int line, String name, YamlValue value) {}
}
