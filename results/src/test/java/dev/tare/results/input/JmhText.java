package dev.tare.results.input;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A result as JMH 1.37 writes it, with figures of our own. */
public final class JmhText {
  private final Map<String, String> fields = new LinkedHashMap<>();
  private final Map<String, String> parameters = new LinkedHashMap<>();
  private final Map<String, String> secondary = new LinkedHashMap<>();
  private String unit = "ops/s";
  private String data = "\"rawData\": [[100, 101], [102, 103], [98, 99]]";

  private JmhText(String benchmark) {
    fields.put("jmhVersion", "\"1.37\"");
    fields.put("benchmark", quoted(benchmark));
    fields.put("mode", "\"thrpt\"");
    fields.put("threads", "4");
    fields.put("forks", "3");
    fields.put("jvm", "\"/opt/jdk/bin/java\"");
    fields.put("jvmArgs", "[]");
    fields.put("jdkVersion", "\"17.0.15\"");
    fields.put("vmName", "\"OpenJDK 64-Bit Server VM\"");
    fields.put("vmVersion", "\"17.0.15+6\"");
    fields.put("warmupIterations", "3");
    fields.put("warmupTime", "\"10 s\"");
    fields.put("warmupBatchSize", "1");
    fields.put("measurementIterations", "2");
    fields.put("measurementTime", "\"5 s\"");
    fields.put("measurementBatchSize", "1");
  }

  /** Throughput on four threads, three forks of two iterations. */
  public static JmhText of(String benchmark) {
    return new JmhText(benchmark);
  }

  /** The file with these results. */
  public static String file(JmhText... results) {
    return Stream.of(results).map(JmhText::text).collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  /** Sets a field; the value is JSON. */
  JmhText field(String name, String json) {
    fields.put(name, json);
    return this;
  }

  /** Leaves a field out. */
  JmhText without(String name) {
    fields.remove(name);
    return this;
  }

  JmhText mode(String mode, String scoreUnit) {
    unit = scoreUnit;
    return field("mode", quoted(mode));
  }

  JmhText parameter(String name, String value) {
    parameters.put(name, value);
    return this;
  }

  /** The raw data; JSON. */
  public JmhText raw(String json) {
    data = "\"rawData\": " + json;
    return this;
  }

  /** The histogram in place of raw data; JSON. */
  JmhText histogram(String json) {
    data = "\"rawDataHistogram\": " + json;
    return this;
  }

  JmhText secondary(String name, String scoreUnit, String json) {
    secondary.put(name, metric(scoreUnit, "\"rawData\": " + json));
    return this;
  }

  private String text() {
    Map<String, String> all = new LinkedHashMap<>(fields);
    if (!parameters.isEmpty()) {
      Map<String, String> values = new LinkedHashMap<>();
      parameters.forEach((name, value) -> values.put(name, quoted(value)));
      all.put("params", object(values));
    }
    all.putIfAbsent("primaryMetric", metric(unit, data));
    all.putIfAbsent("secondaryMetrics", object(secondary));
    return object(all);
  }

  /** Derived figures are wrong on purpose: nobody may read them. */
  private static String metric(String scoreUnit, String data) {
    return "{\"score\": -1, \"scoreError\": \"NaN\", \"scoreConfidence\": [\"NaN\", \"NaN\"],"
        + " \"scorePercentiles\": {\"50.0\": -1}, \"scoreUnit\": "
        + quoted(scoreUnit)
        + ", "
        + data
        + "}";
  }

  private static String object(Map<String, String> values) {
    return values.entrySet().stream()
        .map(entry -> quoted(entry.getKey()) + ": " + entry.getValue())
        .collect(Collectors.joining(",\n  ", "{\n  ", "\n}"));
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }
}
