package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * Reads the tests of llama-bench one by one. Rates follow from {@code samples_ns}, which is exact,
 * or from {@code samples_ts}; {@code stddev_ns} overflows and is not read.
 */
final class LlamaBenchEntryReader {
  private static final String SAMPLES_NS = "samples_ns";
  private static final String SAMPLES_TS = "samples_ts";
  private static final double NS_PER_SECOND = 1e9;

  /** The file's rates have six digits. */
  private static final double ROUNDING = 1e-3;

  private static final long MOST_TOKENS = 1L << 32;
  private static final int MOST_FIELDS = 200;

  private final Room room;

  LlamaBenchEntryReader(Room room) {
    this.room = room;
  }

  /**
   * Reads one test.
   *
   * @param in stands at the test
   * @param use takes it; its {@link IllegalArgumentException} becomes a complaint about the test
   */
  void read(DocumentReader in, Consumer<LlamaBenchEntry> use) {
    room.take(in, Room.OBJECT_BYTES);
    Map<String, String> texts = new TreeMap<>();
    Map<String, List<Double>> samples = new HashMap<>();
    in.fields(field -> field(in, field, texts, samples));
    try {
      use.accept(entry(texts, samples));
    } catch (IllegalArgumentException e) {
      throw in.fail(e.getMessage());
    }
  }

  private void field(
      DocumentReader in,
      String name,
      Map<String, String> texts,
      Map<String, List<Double>> samples) {
    boolean twice = false;
    if (LlamaBenchSettings.isDerived(name)) {
      in.skip();
    } else if (name.equals(SAMPLES_NS) || name.equals(SAMPLES_TS)) {
      twice = samples.put(name, in.list(this::sample)) != null;
    } else {
      Optional<String> text = in.scalar().map(value -> room.kept(in, value));
      twice = text.isPresent() && texts.put(room.kept(in, name), text.get()) != null;
    }
    if (twice || texts.size() > MOST_FIELDS) {
      throw in.fail(twice ? "field \"" + name + "\" appears twice" : "a test has too many fields");
    }
  }

  private double sample(DocumentReader in) {
    room.take(in, Room.SCORE_BYTES);
    double sample = in.number();
    if (!(sample > 0)) {
      throw in.fail("a time or rate above 0 is expected, got " + sample);
    }
    return sample;
  }

  private static LlamaBenchEntry entry(
      Map<String, String> texts, Map<String, List<Double>> samples) {
    Map<String, String> settings = new TreeMap<>(texts);
    Map<String, String> platform = new TreeMap<>();
    for (String name : LlamaBenchSettings.PLATFORM) {
      taken(settings, name).ifPresent(text -> platform.put(name, text));
    }
    long prompt = tokens(settings, "n_prompt");
    long generated = tokens(settings, "n_gen");
    if (prompt + generated == 0) {
      throw new IllegalArgumentException("n_prompt and n_gen are both 0");
    }
    LlamaBenchModel model = LlamaBenchModel.of(needed(settings, "model_type"));
    OptionalLong size = size(settings);
    Optional<String> build = taken(settings, "build_number").map(number -> "b" + number);
    Optional<Instant> startedAt = taken(settings, "test_time").map(LlamaBenchEntryReader::time);
    String modelFile = needed(settings, "model_filename");
    return new LlamaBenchEntry(
        model,
        prompt,
        generated,
        size,
        LlamaBenchSettings.parameters(settings, modelFile),
        platform,
        build,
        startedAt,
        rates(samples, prompt + generated));
  }

  private static Optional<String> taken(Map<String, String> settings, String name) {
    return Optional.ofNullable(settings.remove(name)).filter(text -> !text.isBlank());
  }

  private static String needed(Map<String, String> settings, String name) {
    return taken(settings, name)
        .orElseThrow(() -> new IllegalArgumentException("field \"" + name + "\" is missing"));
  }

  private static long tokens(Map<String, String> settings, String name) {
    return whole(name, needed(settings, name), MOST_TOKENS);
  }

  private static OptionalLong size(Map<String, String> settings) {
    String name = "model_size";
    return taken(settings, name)
        .map(text -> OptionalLong.of(whole(name, text, Long.MAX_VALUE)))
        .orElse(OptionalLong.empty());
  }

  private static long whole(String name, String text, long most) {
    long value = text.matches("[0-9]{1,18}") ? Long.parseLong(text) : -1;
    if (value < 0 || value > most) {
      throw new IllegalArgumentException(
          name + " must be a whole number from 0 to " + most + ", got " + text);
    }
    return value;
  }

  private static Instant time(String text) {
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "test_time must be a UTC time such as 2026-01-31T12:00:00Z, got \"" + text + "\"");
    }
  }

  private static List<Double> rates(Map<String, List<Double>> samples, long tokens) {
    List<Double> stated = samples.getOrDefault(SAMPLES_TS, List.of());
    List<Double> rates =
        samples.getOrDefault(SAMPLES_NS, List.of()).stream()
            .map(ns -> tokens * NS_PER_SECOND / ns)
            .toList();
    if (rates.isEmpty() && stated.isEmpty()) {
      throw new IllegalArgumentException("the test has neither samples_ns nor samples_ts");
    }
    if (rates.isEmpty() || stated.isEmpty()) {
      return rates.isEmpty() ? stated : rates;
    }
    boolean same = rates.size() == stated.size();
    for (int i = 0; same && i < rates.size(); i++) {
      same = Math.abs(stated.get(i) / rates.get(i) - 1) <= ROUNDING;
    }
    if (!same) {
      throw new IllegalArgumentException("samples_ts do not follow from samples_ns and the tokens");
    }
    return rates;
  }
}
