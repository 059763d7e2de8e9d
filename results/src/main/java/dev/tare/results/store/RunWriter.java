package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.roofline.Share;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Machine;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.Versus;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Writes a run document, its fields always in the same order. */
final class RunWriter {
  private final JsonGenerator json;
  private final SampleWriter samples;
  private final RooflineWriter rooflines;
  private final ForkWriter forks;
  private final boolean compact;

  private RunWriter(JsonGenerator json, boolean percentiles, boolean compact) {
    this.json = json;
    this.compact = compact;
    this.samples = new SampleWriter(json, percentiles);
    this.rooflines = new RooflineWriter(json, samples);
    this.forks = new ForkWriter(json, samples);
  }

  /**
   * Without percentiles while forks run: merging all histograms would take the machine from them.
   */
  static void write(JsonGenerator json, Run run) throws IOException {
    new RunWriter(json, run.status() != RunStatus.RUNNING, false).run(run);
  }

  /**
   * The same document for version control, where a change is to show as the lines of the models and
   * cells that changed: one line each.
   */
  static void writeCompact(JsonGenerator json, Run run) throws IOException {
    new RunWriter(json, false, true).run(run);
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
    DocumentParts.texts(json, "tool", run.tool());
    plan(run.plan());
    if (run.versus().isPresent()) {
      versus(run.versus().get());
    }
    machine(run.machine());
    DocumentParts.array(json, "models", run.models(), model -> entry(() -> model(model)));
    DocumentParts.array(
        json, "cells", run.cells(), cell -> entry(() -> cell(cell, Shares.of(run, cell))));
    DocumentParts.array(json, "warnings", run.warnings(), json::writeString);
    rooflines.roofline(run.roofline());
    json.writeEndObject();
  }

  private void entry(DocumentPrinter.Part part) throws IOException {
    if (compact) {
      DocumentPrinter.inline(json, part);
    } else {
      part.write();
    }
  }

  private void plan(Plan plan) throws IOException {
    json.writeObjectFieldStart("plan");
    json.writeStringField("suite", plan.suite());
    json.writeNumberField("seed", plan.seed());
    json.writeNumberField("blocks", plan.blocks());
    json.writeFieldName("settings");
    DocumentParts.tree(json, plan.settings());
    json.writeEndObject();
  }

  private void versus(Versus versus) throws IOException {
    json.writeObjectFieldStart("versus");
    json.writeFieldName("tolerance");
    DocumentPrinter.number(json, versus.tolerance());
    DocumentParts.array(json, "arms", List.of(versus.a(), versus.b()), this::arm);
    json.writeEndObject();
  }

  private void arm(Arm arm) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", arm.name());
    DocumentParts.texts(json, "settings", arm.settings());
    DocumentParts.texts(json, "identity", arm.identity());
    json.writeEndObject();
  }

  private void cellArm(CellArm arm) throws IOException {
    json.writeObjectFieldStart("arm");
    json.writeStringField("name", arm.name());
    json.writeStringField("of", arm.pair());
    if (arm.inTurns()) {
      json.writeBooleanField("inTurns", true);
    }
    json.writeEndObject();
  }

  private void machine(Machine machine) throws IOException {
    json.writeObjectFieldStart("machine");
    json.writeStringField("fingerprint", machine.fingerprint());
    DocumentParts.texts(json, "identity", machine.identity());
    DocumentParts.texts(json, "notes", machine.notes());
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
    DocumentPrinter.inline(json, () -> DocumentParts.texts(json, "parameters", cell.parameters()));
    json.writeNumberField("plannedBlocks", cell.plannedBlocks());
    DocumentParts.array(json, "forks", cell.forks(), forks::fork);
    DocumentParts.array(json, "metrics", cell.metrics(), samples::metric);
    DocumentParts.array(json, "absent", cell.absent(), samples::absent);
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
    DocumentParts.numbers(json, "halfWidths", stop.halfWidths());
    json.writeEndObject();
  }
}
