package dev.tare.results.policy;

import dev.tare.results.document.Spelling;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** One mapping of a policy: its values by key. What is wrong with them is collected. */
final class Entry {
  /** Every metric is held against every entry, so their number is bounded. */
  private static final int MOST_ITEMS = 1000;

  private final String place;
  private final int line;
  private final Problems problems;
  private final boolean mapping;
  private final Map<String, YamlValue> values = new HashMap<>();

  /**
   * Takes a mapping apart.
   *
   * @param place where it stands, as in {@code rules[0]}; empty at the top
   * @param value what stands there
   * @param known the keys that it may have
   * @param problems receives what is wrong
   */
  Entry(String place, YamlValue value, List<String> known, Problems problems) {
    this.place = place;
    this.line = value.line();
    this.problems = problems;
    this.mapping = value instanceof YamlValue.Mapping;
    if (value instanceof YamlValue.Mapping given) {
      given.keys().forEach(key -> add(key, known));
    } else {
      problems.add(
          line,
          place,
          "must be a mapping with keys such as " + known.get(0) + ", is " + value.kind());
    }
  }

  private void add(YamlValue.Key key, List<String> known) {
    String name = Problems.quoted(key.name());
    if (!known.contains(key.name())) {
      List<String> near = Spelling.near(Problems.shortened(key.name()), known);
      String remedy =
          near.isEmpty()
              ? "known are " + String.join(", ", known)
              : "did you mean " + String.join(" or ", near) + "?";
      problems.add(key.line(), place, "has the unknown key " + name + "; " + remedy);
    } else if (values.putIfAbsent(key.name(), key.value()) != null) {
      problems.add(key.line(), place, "has the key " + name + " twice; remove one");
    }
  }

  /** Whether one of the keys is there. */
  boolean hasAny(List<String> keys) {
    return keys.stream().anyMatch(values::containsKey);
  }

  /** Notes a problem of the mapping as a whole, unless it is none, which is noted already. */
  void problem(String what) {
    if (mapping) {
      problems.add(line, place, what);
    }
  }

  /**
   * A key's value.
   *
   * @param key one of the known keys
   * @param parser takes the text; throws IllegalArgumentException with what is wrong with it
   * @return empty when the key is missing, or its value wrong, which is noted
   */
  <T> Optional<T> value(String key, Function<String, T> parser) {
    YamlValue value = values.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (!(value instanceof YamlValue.Scalar scalar)) {
      problems.add(value.line(), at(key), "must be a text or number, is " + value.kind());
      return Optional.empty();
    }
    try {
      return Optional.of(parser.apply(scalar.text()));
    } catch (IllegalArgumentException e) {
      problems.add(scalar.line(), at(key), e.getMessage());
      return Optional.empty();
    }
  }

  /**
   * The value of a key that must be there.
   *
   * @param key one of the known keys
   * @param example what could stand there
   * @param parser as in {@link #value}
   */
  <T> Optional<T> required(String key, String example, Function<String, T> parser) {
    require(key, example);
    return value(key, parser);
  }

  /** Notes when a key is missing. */
  void require(String key, String example) {
    if (!values.containsKey(key)) {
      problem("lacks the key " + key + ", as in " + key + ": " + example);
    }
  }

  /**
   * The mappings of a list; none when the key is missing or empty.
   *
   * @param key one of the known keys
   * @param known the keys that each mapping may have
   */
  List<Entry> entries(String key, List<String> known) {
    YamlValue value = values.get(key);
    if (value == null || value instanceof YamlValue.Nothing) {
      return List.of();
    }
    if (!(value instanceof YamlValue.Sequence list)) {
      problems.add(value.line(), at(key), "must be a list, is " + value.kind());
      return List.of();
    }
    if (list.items().size() > MOST_ITEMS) {
      problems.add(
          list.line(),
          at(key),
          "has " + list.items().size() + " entries; at most " + MOST_ITEMS + " are read");
      return List.of();
    }
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < list.items().size(); i++) {
      entries.add(new Entry(at(key) + "[" + i + "]", list.items().get(i), known, problems));
    }
    return entries;
  }

  private String at(String key) {
    return place.isEmpty() ? key : place + "." + key;
  }
}
