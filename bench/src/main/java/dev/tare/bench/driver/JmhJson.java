package dev.tare.bench.driver;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.tare.bench.plan.BenchmarkSpec;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.Run;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.openjdk.jmh.util.ListStatistics;

/**
 * Writes the run in the format of JMH's {@code -rf json}, so that its viewers open it. Each block
 * is a fork; the benchmark's primary metric is JMH's, the others are secondary.
 */
public final class JmhJson {
  private static final double CONFIDENCE = 0.999;
  private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 99.9, 99.99, 99.999, 100};

  private final ObjectMapper mapper = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  /**
   * Writes the file whole or not at all.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written
   */
  public void write(Run run, Path file) {
    ArrayNode list = mapper.createArrayNode();
    run.cells().stream().filter(cell -> !cell.metrics().isEmpty()).forEach(c -> cell(list, run, c));
    AtomicFile.write(file, out -> out.write(mapper.writeValueAsBytes(list)));
  }

  private static void cell(ArrayNode list, Run run, Cell cell) {
    BenchmarkSpec spec = BenchmarkSpec.find(cell.benchmark()).orElseThrow();
    Metric primary =
        cell.metrics().stream()
            .filter(metric -> metric.kind().name().equals(spec.primaryMetric()))
            .findFirst()
            .orElse(cell.metrics().get(0));
    ObjectNode node = list.addObject();
    node.put("jmhVersion", run.tool().getOrDefault("jmh", ""));
    node.put("benchmark", spec.jmhName());
    node.put("mode", mode(spec, primary));
    node.put("threads", 1);
    node.put("forks", primary.blocks().size());
    node.put("jdkVersion", run.tool().getOrDefault("java", ""));
    // As JMH names them; the path of the JVM is not in the document.
    note(run.machine().identity(), "jvm").ifPresent(name -> node.put("vmName", name));
    note(run.machine().notes(), "jvmVersion").ifPresent(v -> node.put("vmVersion", v));
    node.put("measurementIterations", primary.blocks().get(0).samples().size());
    ObjectNode parameters = node.putObject("params");
    parameters.put("family", cell.family()).put("variant", cell.variant());
    cell.parameters().forEach(parameters::put);
    cell.arm().ifPresent(arm -> parameters.put("arm", arm.name()));
    metric(node.putObject("primaryMetric"), primary);
    ObjectNode secondary = node.putObject("secondaryMetrics");
    cell.metrics().stream()
        .filter(metric -> metric != primary)
        .forEach(metric -> metric(secondary.putObject(metric.kind().name()), metric));
  }

  private static Optional<String> note(Map<String, String> notes, String name) {
    // The identity's name of a JVM ends with its feature version.
    return Optional.ofNullable(notes.get(name)).map(text -> text.replaceFirst(" \\d+$", ""));
  }

  /** Viewers take the direction from the mode: a rate must not look like a time. */
  private static String mode(BenchmarkSpec spec, Metric primary) {
    if (primary.kind().better() == Better.HIGHER) {
      return "thrpt";
    }
    return spec.singleShot() ? "ss" : "avgt";
  }

  private static void metric(ObjectNode node, Metric metric) {
    ListStatistics statistics = new ListStatistics();
    metric.blocks().forEach(block -> block.samples().forEach(statistics::addValue));
    node.put("score", statistics.getMean());
    number(node, "scoreError", statistics.getMeanErrorAt(CONFIDENCE));
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    ArrayNode confidence = node.putArray("scoreConfidence");
    for (double bound : interval) {
      if (Double.isFinite(bound)) {
        confidence.add(bound);
      } else {
        confidence.add("NaN");
      }
    }
    ObjectNode percentiles = node.putObject("scorePercentiles");
    for (double rank : PERCENTILES) {
      percentiles.put(String.valueOf(rank), statistics.getPercentile(rank));
    }
    node.put("scoreUnit", metric.kind().unit());
    ArrayNode raw = node.putArray("rawData");
    for (Block block : metric.blocks()) {
      block.samples().forEach(raw.addArray()::add);
    }
  }

  /** JMH writes what is not a number as text. */
  private static void number(ObjectNode node, String name, double value) {
    if (Double.isFinite(value)) {
      node.put(name, value);
    } else {
      node.put(name, "NaN");
    }
  }
}
