package dev.tare.bench.trial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import dev.tare.results.run.Run;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/**
 * What two documents of one plan have in common whatever was measured: every field, the length of
 * every list, every text and number that the plan, the models and the machine decide, and the
 * values of metrics that repeat exactly.
 */
final class DocumentStructure {
  private static final ObjectMapper MAPPER = new ObjectMapper();

  /** Decided before anything is measured. */
  private static final Set<String> DECIDED =
      Set.of("schema", "schemaVersion", "status", "tool", "plan", "machine", "models");

  /** Decided by the plan, or always the same, wherever it stands in a cell. */
  private static final Set<String> OF_THE_PLAN =
      Set.of(
          "id",
          "benchmark",
          "family",
          "variant",
          "parameters",
          "plannedBlocks",
          "block",
          "order",
          "name",
          "unit",
          "better",
          "assumption",
          "failure");

  /**
   * Depends on what else the machine did; some of it is written only when it was disturbed. What
   * finds out how fast the machine is takes as many rounds as fit into its time.
   */
  private static final Set<String> OF_THE_MOMENT =
      Set.of(
          "notes",
          "warnings",
          "conditions",
          "disturbances",
          "setAside",
          "logTail",
          "findings",
          "roundTimesNs",
          "surveys",
          "percentiles");

  /** A limit that is measured after every block, whenever the run was killed. */
  private static final String CANARY = "roofline.limits[0]";

  private DocumentStructure() {}

  /** What the published schema finds wrong with a document. */
  static List<String> violations(Path document) {
    try (InputStream in = Run.class.getResourceAsStream("run-1.schema.json")) {
      return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
          .getSchema(in)
          .validate(MAPPER.readTree(document.toFile()))
          .stream()
          .map(Object::toString)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The structure of a JSON file, a line per field. */
  static Set<String> of(Path document) throws IOException {
    Set<String> lines = new TreeSet<>();
    JsonNode root = MAPPER.readTree(document.toFile());
    for (Map.Entry<String, JsonNode> field : root.properties()) {
      if (!OF_THE_MOMENT.contains(field.getKey())) {
        describe(lines, field.getKey(), field.getValue(), DECIDED.contains(field.getKey()));
      }
    }
    return lines;
  }

  private static void describe(Set<String> lines, String path, JsonNode node, boolean told) {
    if (node.isObject()) {
      boolean exact = node.path("assumption").asText().equals("exact");
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        String name = field.getKey();
        if (path.equals(CANARY) && name.equals("roundTimesNs")) {
          lines.add(path + " was measured in the blocks " + field.getValue().findValues("block"));
        }
        if (!OF_THE_MOMENT.contains(name)) {
          boolean known = told || exact || OF_THE_PLAN.contains(name);
          describe(lines, path + "." + name, field.getValue(), known);
        }
      }
    } else if (node.isArray()) {
      lines.add(path + " has " + node.size());
      for (int i = 0; i < node.size(); i++) {
        describe(lines, path + "[" + i + "]", node.get(i), told);
      }
    } else {
      lines.add(path + " = " + (told ? node : node.getNodeType()));
    }
  }
}
