package dev.tare.bench.plan;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/** Reads one suite from YAML and collects everything that is wrong with it. */
final class SuiteReader {
  private static final List<String> KEYS =
      List.of(
          "name",
          "blocks",
          "precision",
          "maxBlocks",
          "variants",
          "timeBudget",
          "forkTimeout",
          "benchmarks");

  private static final int MOST_BLOCKS = 1000;
  private static final int MOST_ITERATIONS = 10_000;
  private static final Duration USUAL_WARMUP_LIMIT = Duration.ofSeconds(3);
  private static final Duration USUAL_FORK_TIMEOUT = Duration.ofMinutes(5);
  private static final Duration LEAST_FORK_TIMEOUT = Duration.ofSeconds(1);

  private final String source;
  private final boolean builtIn;
  private final List<String> problems = new ArrayList<>();

  SuiteReader(String source, boolean builtIn) {
    this.source = source;
    this.builtIn = builtIn;
  }

  /**
   * Reads the suite.
   *
   * @param yaml the text
   * @throws PlanException with every problem, each naming the source and the key
   */
  Suite read(String yaml) {
    JsonNode root = parse(yaml);
    checkKeys(root, "", KEYS);
    String name = text(root, "name").orElseGet(this::stem);
    if (!name.matches("[A-Za-z0-9._-]{1,64}")) {
      problem("name", "must be 1 to 64 letters, digits, '.', '_' or '-', got '" + name + "'");
    }
    if (!builtIn && Suites.BUILT_IN.contains(name)) {
      problem("name", "'" + name + "' is a suite of Tare; choose another name");
    }
    int blocks = count(root, "", "blocks", 3, 1, MOST_BLOCKS);
    Duration forkTimeout = forkTimeout(root);
    Suite suite =
        new Suite(
            name,
            builtIn,
            blocks,
            precision(root, blocks),
            variants(root.path("variants")),
            duration(root, "", "timeBudget"),
            forkTimeout,
            entries(root.path("benchmarks"), forkTimeout));
    if (!problems.isEmpty()) {
      throw new PlanException(problems);
    }
    return suite;
  }

  /** A JVM alone needs most of a second to start. */
  private Duration forkTimeout(JsonNode root) {
    Duration timeout = duration(root, "", "forkTimeout").orElse(USUAL_FORK_TIMEOUT);
    if (timeout.compareTo(LEAST_FORK_TIMEOUT) < 0) {
      problem("forkTimeout", "must be 1s or more, got " + root.path("forkTimeout").asText());
      return USUAL_FORK_TIMEOUT;
    }
    return timeout;
  }

  private Optional<Precision> precision(JsonNode root, int blocks) {
    int usual = Math.max(blocks, Precision.USUAL_MAX_BLOCKS);
    int most = count(root, "", "maxBlocks", usual, blocks, MOST_BLOCKS);
    if (!root.has("precision")) {
      if (root.has("maxBlocks")) {
        problem("maxBlocks", "needs a precision, such as precision: 2%");
      }
      return Optional.empty();
    }
    String text = root.path("precision").asText();
    Optional<Double> target = Precision.parseTarget(text);
    if (target.isEmpty()) {
      problem("precision", "must be " + Precision.FORM + ", got " + text);
    }
    return target.map(share -> new Precision(share, most));
  }

  /** A suite without a name has its file's. */
  private String stem() {
    Path file = Path.of(source).getFileName();
    return file == null ? source : file.toString().replaceFirst("\\.ya?ml$", "");
  }

  private JsonNode parse(String yaml) {
    try {
      JsonNode root = new YAMLMapper().readTree(yaml);
      if (root != null && root.isObject()) {
        return root;
      }
      throw new PlanException(
          List.of(source + ": not a suite; it must be a YAML mapping with 'benchmarks'"));
    } catch (JsonProcessingException e) {
      String place =
          e.getLocation() == null
              ? ""
              : " line "
                  + e.getLocation().getLineNr()
                  + ", column "
                  + e.getLocation().getColumnNr();
      String what = e.getOriginalMessage().lines().findFirst().orElse("not YAML");
      throw new PlanException(List.of(source + ":" + place + ": " + what));
    }
  }

  private List<String> variants(JsonNode node) {
    if (!node.isMissingNode() && !node.isArray()) {
      problem("variants", "must be a list of names");
    }
    List<String> names = new ArrayList<>();
    node.forEach(item -> names.add(item.asText()));
    return names;
  }

  private List<SuiteEntry> entries(JsonNode list, Duration forkTimeout) {
    List<SuiteEntry> entries = new ArrayList<>();
    if (!list.isArray() || list.isEmpty()) {
      problem("benchmarks", "must be a list with at least one benchmark");
      return entries;
    }
    for (int i = 0; i < list.size(); i++) {
      String place = "benchmarks[" + i + "]";
      Optional<SuiteEntry> entry = entry(list.get(i), place);
      entry.ifPresent(each -> checkTime(each, place, forkTimeout));
      entry.ifPresent(entries::add);
    }
    return entries;
  }

  /** Else every fork would be killed at its limit, one after the other. */
  private void checkTime(SuiteEntry entry, String place, Duration forkTimeout) {
    Duration time = entry.measuringTime();
    if (time.compareTo(forkTimeout) >= 0) {
      problem(
          place,
          "warm-up and measurement take "
              + Durations.toText(time)
              + ", and forkTimeout ends a fork after "
              + Durations.toText(forkTimeout)
              + "; measure for less time or raise forkTimeout");
    }
  }

  private Optional<SuiteEntry> entry(JsonNode node, String place) {
    checkKeys(
        node, place, List.of("name", "parameters", "warmup", "measurement", "blocks", "reference"));
    String name = node.path("name").asText();
    Optional<BenchmarkSpec> benchmark = BenchmarkSpec.find(name);
    if (benchmark.isEmpty()) {
      problem(place + ".name", "no benchmark '" + name + "'; there are " + BenchmarkSpec.ids());
      return Optional.empty();
    }
    JsonNode warmup = node.path("warmup");
    JsonNode measurement = node.path("measurement");
    if (!warmup.isMissingNode() && !warmup.isObject()
        || !measurement.isMissingNode() && !measurement.isObject()) {
      problem(place, "warmup and measurement must be mappings such as {iterations: 5, time: 1s}");
    }
    checkKeys(warmup, place + ".warmup", List.of("atMost", "iterations", "time"));
    checkKeys(measurement, place + ".measurement", List.of("iterations", "time"));
    Duration usual = Duration.ofMillis(300);
    return Optional.of(
        new SuiteEntry(
            benchmark.get(),
            parameters(benchmark.get(), node.path("parameters"), place + ".parameters"),
            warmupLimit(benchmark.get(), warmup, place + ".warmup"),
            count(
                warmup,
                place + ".warmup",
                "iterations",
                benchmark.get().becomesSteady() ? 0 : 1,
                0,
                MOST_ITERATIONS),
            duration(warmup, place + ".warmup", "time").orElse(usual),
            count(measurement, place + ".measurement", "iterations", 5, 1, MOST_ITERATIONS),
            duration(measurement, place + ".measurement", "time").orElse(usual),
            node.has("blocks")
                ? OptionalInt.of(count(node, place, "blocks", 1, 1, MOST_BLOCKS))
                : OptionalInt.empty(),
            reference(node.path("reference"), place + ".reference")));
  }

  private boolean reference(JsonNode node, String place) {
    if (!node.isMissingNode() && !node.isBoolean()) {
      problem(place, "must be true or false, got " + node.asText());
    }
    return node.asBoolean(true);
  }

  private Optional<Duration> warmupLimit(BenchmarkSpec benchmark, JsonNode warmup, String place) {
    Optional<Duration> limit = duration(warmup, place, "atMost");
    if (!benchmark.becomesSteady()) {
      limit.ifPresent(
          any ->
              problem(
                  place + ".atMost",
                  benchmark.id() + " warms up by iterations; give iterations and time"));
      return Optional.empty();
    }
    return Optional.of(limit.orElse(USUAL_WARMUP_LIMIT));
  }

  private Map<String, List<String>> parameters(
      BenchmarkSpec benchmark, JsonNode node, String place) {
    Map<String, List<String>> parameters = new TreeMap<>();
    if (!node.isMissingNode() && !node.isObject()) {
      problem(place, "must be a mapping of parameter to value or list of values");
      return parameters;
    }
    node.properties()
        .forEach(
            field -> {
              List<String> values = new ArrayList<>();
              if (field.getValue().isArray()) {
                field.getValue().forEach(value -> values.add(value.asText()));
              } else {
                values.add(field.getValue().asText());
              }
              if (values.isEmpty()) {
                problem(place + "." + field.getKey(), "must have one value at least");
              }
              values.forEach(
                  value ->
                      benchmark
                          .problem(field.getKey(), value)
                          .ifPresent(text -> problem(place + "." + field.getKey(), text)));
              parameters.put(field.getKey(), values);
            });
    return parameters;
  }

  private int count(JsonNode node, String place, String key, int usual, int least, int most) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return usual;
    }
    if (!Numbers.inRange(value.asText(), least, most)) {
      problem(
          join(place, key),
          "must be a whole number from " + least + " to " + most + ", got " + value.asText());
      return usual;
    }
    return Integer.parseInt(value.asText());
  }

  private Optional<Duration> duration(JsonNode node, String place, String key) {
    JsonNode value = node.path(key);
    if (value.isMissingNode()) {
      return Optional.empty();
    }
    Optional<Duration> duration = Durations.parse(value.asText());
    if (duration.isEmpty()) {
      problem(join(place, key), "must be " + Durations.FORM + ", got " + value.asText());
    }
    return duration;
  }

  private Optional<String> text(JsonNode node, String key) {
    JsonNode value = node.path(key);
    return value instanceof MissingNode ? Optional.empty() : Optional.of(value.asText());
  }

  private void checkKeys(JsonNode node, String place, List<String> known) {
    node.fieldNames()
        .forEachRemaining(
            key -> {
              if (!known.contains(key)) {
                problem(join(place, key), "unknown key; known are " + String.join(", ", known));
              }
            });
  }

  private static String join(String place, String key) {
    return place.isEmpty() ? key : place + "." + key;
  }

  private void problem(String place, String what) {
    problems.add(source + ": " + place + ": " + what);
  }
}
