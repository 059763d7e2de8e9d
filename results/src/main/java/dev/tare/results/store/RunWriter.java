package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.databind.JsonNode;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.latency.Percentile;
import dev.tare.results.roofline.Share;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.Versus;
import dev.tare.results.run.Warmup;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** Writes a run document, its fields always in the same order. */
final class RunWriter {
  private final JsonGenerator json;
  private final RooflineWriter rooflines;

  /** Not while forks run: merging all histograms after each would take the machine from them. */
  private final boolean percentiles;

  private RunWriter(JsonGenerator json, boolean percentiles) {
    this.json = json;
    this.rooflines = new RooflineWriter(json);
    this.percentiles = percentiles;
  }

  static void write(JsonGenerator json, Run run) throws IOException {
    new RunWriter(json, run.status() != RunStatus.RUNNING).run(run);
  }

  @FunctionalInterface
  private interface Element<T> {
    void write(T value) throws IOException;
  }

  private void run(Run run) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", Run.SCHEMA);
    json.writeNumberField("schemaVersion", Run.SCHEMA_VERSION);
    json.writeStringField("id", run.id());
    json.writeStringField("status", run.status().id());
    json.writeStringField("startedAt", run.startedAt().toString());
    if (run.finishedAt().isPresent()) {
      json.writeStringField("finishedAt", run.finishedAt().get().toString());
    } else {
      json.writeNullField("finishedAt");
    }
    texts("tool", run.tool());
    plan(run.plan());
    if (run.versus().isPresent()) {
      versus(run.versus().get());
    }
    machine(run.machine());
    array("models", run.models(), this::model);
    array("cells", run.cells(), cell -> cell(cell, Shares.of(run, cell)));
    array("warnings", run.warnings(), json::writeString);
    rooflines.roofline(run.roofline());
    json.writeEndObject();
  }

  private void plan(Plan plan) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeStringField("suite", plan.suite());
    json.writeNumberField("seed", plan.seed());
    json.writeNumberField("blocks", plan.blocks());
    json.writeFieldName("settings");
    tree(plan.settings());
    json.writeEndObject();
  }

  private void versus(Versus versus) throws IOException {
    json.writeObjectFieldStart("versus");
    json.writeFieldName("tolerance");
    DocumentPrinter.number(json, versus.tolerance());
    array("arms", List.of(versus.a(), versus.b()), this::arm);
    json.writeEndObject();
  }

  private void arm(Arm arm) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", arm.name());
    texts("settings", arm.settings());
    texts("identity", arm.identity());
    json.writeEndObject();
  }

  private void cellArm(CellArm arm) throws IOException {
    json.writeObjectFieldStart("arm");
    json.writeStringField("name", arm.name());
    json.writeStringField("of", arm.pair());
    json.writeEndObject();
  }

  private void machine(Machine machine) throws IOException {
    json.writeObjectFieldStart("machine");
    json.writeStringField("fingerprint", machine.fingerprint());
    texts("identity", machine.identity());
    texts("notes", machine.notes());
    rooflines.findings(machine.findings());
    json.writeEndObject();
  }

  private void model(ModelIdentity model) throws IOException {
    json.writeStartObject();
    json.writeStringField("family", model.family());
    json.writeStringField("variant", model.variant());
    json.writeStringField("format", model.format());
    json.writeBooleanField("reference", model.reference());
    json.writeStringField("file", model.file());
    json.writeNumberField("fileSizeBytes", model.fileSizeBytes());
    json.writeNumberField("tensorCount", model.tensorCount());
    json.writeNumberField("parameterCount", model.parameterCount());
    json.writeStringField("sha256", model.sha256());
    json.writeEndObject();
  }

  private void cell(Cell cell, Optional<Share> share) throws IOException {
    json.writeStartObject();
    json.writeStringField("id", cell.id());
    if (cell.arm().isPresent()) {
      CellArm arm = cell.arm().get();
      DocumentPrinter.inline(json, () -> cellArm(arm));
    }
    json.writeStringField("benchmark", cell.benchmark());
    json.writeStringField("family", cell.family());
    json.writeStringField("variant", cell.variant());
    DocumentPrinter.inline(json, () -> texts("parameters", cell.parameters()));
    json.writeNumberField("plannedBlocks", cell.plannedBlocks());
    array("forks", cell.forks(), this::fork);
    array("metrics", cell.metrics(), this::metric);
    array("absent", cell.absent(), this::absent);
    if (share.isPresent()) {
      rooflines.share(share.get());
    }
    if (cell.stop().isPresent()) {
      DocumentPrinter.inline(json, () -> stop(cell.stop().get()));
    }
    json.writeEndObject();
  }

  private void stop(Stop stop) throws IOException {
    json.writeObjectFieldStart("stop");
    json.writeStringField("reason", stop.reason().id());
    json.writeFieldName("target");
    DocumentPrinter.number(json, stop.target());
    json.writeFieldName("halfWidths");
    numbers(stop.halfWidths());
    json.writeEndObject();
  }

  private void fork(Fork fork) throws IOException {
    if (fork.failure().isPresent() || fork.disturbed()) {
      forkFields(fork);
    } else {
      DocumentPrinter.inline(json, () -> forkFields(fork));
    }
  }

  private void forkFields(Fork fork) throws IOException {
    json.writeStartObject();
    json.writeNumberField("block", fork.block());
    json.writeNumberField("order", fork.order());
    if (fork.attempt() > 0) {
      json.writeNumberField("attempt", fork.attempt());
    }
    json.writeNumberField("wallTimeNs", fork.wallTimeNs());
    if (fork.failure().isPresent()) {
      failure(fork.failure().get());
    } else {
      json.writeNullField("failure");
    }
    if (!fork.conditions().isEmpty()) {
      json.writeFieldName("conditions");
      DocumentPrinter.inline(json, () -> numbers(fork.conditions()));
    }
    if (fork.warmup().isPresent()) {
      DocumentPrinter.inline(json, () -> warmup(fork.warmup().get()));
    }
    if (!fork.disturbances().isEmpty()) {
      array("disturbances", fork.disturbances(), json::writeString);
      array("setAside", fork.setAside(), this::metric);
    }
    json.writeEndObject();
  }

  private void warmup(Warmup warmup) throws IOException {
    json.writeObjectFieldStart("warmup");
    json.writeStringField("end", warmup.end().id());
    json.writeNumberField("operations", warmup.operations());
    json.writeNumberField("wallTimeNs", warmup.wallTimeNs());
    json.writeEndObject();
  }

  private void numbers(Map<String, Double> numbers) throws IOException {
    json.writeStartObject();
    for (Map.Entry<String, Double> number : numbers.entrySet()) {
      json.writeFieldName(number.getKey());
      DocumentPrinter.number(json, number.getValue());
    }
    json.writeEndObject();
  }

  private void failure(Failure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("reason", failure.reason());
    array("logTail", failure.logTail(), json::writeString);
    json.writeEndObject();
  }

  private void metric(Metric metric) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", metric.kind().name());
    json.writeStringField("unit", metric.kind().unit());
    json.writeStringField("better", metric.kind().better().id());
    json.writeStringField("assumption", metric.kind().assumption().id());
    if (percentiles) {
      Optional<Histogram> latencies = metric.latencies();
      if (latencies.isPresent()) {
        DocumentPrinter.inline(json, () -> percentiles(latencies.get()));
      }
    }
    array("blocks", metric.blocks(), block -> DocumentPrinter.inline(json, () -> block(block)));
    json.writeEndObject();
  }

  /** For readers without HdrHistogram; ours reads the histograms themselves. */
  private void percentiles(Histogram latencies) throws IOException {
    json.writeObjectFieldStart("percentiles");
    json.writeNumberField("count", latencies.getTotalCount());
    for (Percentile percentile : Percentile.values()) {
      OptionalDouble value = percentile.of(latencies);
      json.writeFieldName(percentile.label());
      if (value.isPresent()) {
        DocumentPrinter.number(json, value.getAsDouble());
      } else {
        json.writeNull();
      }
    }
    json.writeNumberField("max", latencies.getMaxValue());
    json.writeEndObject();
  }

  private void block(Block block) throws IOException {
    json.writeStartObject();
    json.writeNumberField("block", block.block());
    array("samples", block.samples(), sample -> DocumentPrinter.number(json, sample));
    if (block.latencies().isPresent()) {
      json.writeStringField("latencies", block.latencies().get().encoded());
    }
    json.writeEndObject();
  }

  private void absent(Absent absent) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", absent.name());
    json.writeNullField("value");
    json.writeStringField("reason", absent.reason());
    json.writeEndObject();
  }

  private void texts(String name, Map<String, String> texts) throws IOException {
    json.writeObjectFieldStart(name);
    for (Map.Entry<String, String> entry : texts.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }

  private <T> void array(String name, List<T> values, Element<T> element) throws IOException {
    json.writeArrayFieldStart(name);
    for (T value : values) {
      element.write(value);
    }
    json.writeEndArray();
  }

  /** Written by hand because an ObjectMapper would cost a short command a noticeable start. */
  private void tree(JsonNode node) throws IOException {
    if (node == null || node.isNull() || node.isMissingNode()) {
      json.writeNull();
    } else if (node.isObject()) {
      json.writeStartObject();
      for (Map.Entry<String, JsonNode> field : node.properties()) {
        json.writeFieldName(field.getKey());
        tree(field.getValue());
      }
      json.writeEndObject();
    } else if (node.isArray()) {
      json.writeStartArray();
      for (JsonNode element : node) {
        tree(element);
      }
      json.writeEndArray();
    } else if (node.isIntegralNumber()) {
      json.writeNumber(node.bigIntegerValue());
    } else if (node.isNumber()) {
      json.writeNumber(node.doubleValue());
    } else if (node.isBoolean()) {
      json.writeBoolean(node.booleanValue());
    } else {
      json.writeString(node.asText());
    }
  }
}
