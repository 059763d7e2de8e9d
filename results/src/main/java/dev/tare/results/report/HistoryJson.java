package dev.tare.results.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.changes.Change;
import dev.tare.results.changes.ChangeVerdict;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.changes.SharedStep;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.document.JsonText;
import dev.tare.results.history.LevelChange;
import dev.tare.results.history.RunMark;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;

/** A history as a JSON document with everything in it, numbers in base units. */
public final class HistoryJson {
  /** Name of the document's schema. */
  public static final String SCHEMA = "tare-history";

  /** Version of the document's schema. */
  public static final int SCHEMA_VERSION = 1;

  private final JsonText text;
  private final JsonGenerator json;

  private HistoryJson(JsonText text) {
    this.text = text;
    this.json = text.generator();
  }

  /**
   * The history as JSON.
   *
   * @param report the history
   * @return the document, ending with {@code \n}
   */
  public static String render(HistoryReport report) {
    return JsonText.of(SCHEMA, SCHEMA_VERSION, text -> new HistoryJson(text).document(report));
  }

  private void document(HistoryReport report) throws IOException {
    json.writeNumberField("runs", report.runs());
    run("first", report.first());
    run("last", report.last());
    json.writeNumberField("machines", report.machines());
    json.writeNumberField("series", report.series());
    json.writeNumberField("values", report.values());
    text.text("since", report.since().map(Object::toString));
    text.number("falseChangesExpected", report.falseChanges());
    json.writeArrayFieldStart("changes");
    for (Change change : report.changes()) {
      change(change);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("shared");
    for (SharedStep step : report.shared()) {
      shared(step);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("notes");
    for (String note : report.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
  }

  private void shared(SharedStep step) throws IOException {
    json.writeStartObject();
    json.writeStringField("fingerprint", step.fingerprint());
    json.writeStringField("date", step.date().toString());
    run("from", Optional.of(step.from()));
    json.writeNumberField("series", step.series());
    json.writeNumberField("changed", step.changes().size());
    for (ChangeVerdict verdict : ChangeVerdict.values()) {
      json.writeNumberField(verdict.id(), step.count(verdict));
    }
    if (step.medianSize().isPresent()) {
      text.number("medianSize", step.medianSize().getAsDouble());
    }
    json.writeEndObject();
  }

  private void run(String name, Optional<RunMark> run) throws IOException {
    if (run.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeStringField("id", run.get().id());
    json.writeStringField("startedAt", run.get().startedAt().toString());
    text.text("commit", run.get().commit());
    json.writeEndObject();
  }

  private void change(Change change) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", kind(change.kind()));
    json.writeStringField("verdict", change.verdict().id());
    text.text("excuse", change.excuse());
    json.writeStringField("fingerprint", change.series().fingerprint());
    json.writeStringField("benchmark", change.series().benchmark());
    json.writeStringField("family", change.series().family());
    json.writeStringField("variant", change.series().variant());
    DocumentPrinter.inline(json, () -> parameters(change.series().parameters()));
    json.writeStringField("metric", change.series().kind().name());
    json.writeStringField("unit", change.series().kind().unit());
    json.writeStringField("better", change.series().kind().better().id());
    json.writeStringField("date", change.date().toString());
    run("previous", Optional.of(change.previous()));
    run("from", Optional.of(change.from()));
    run("to", Optional.of(change.to()));
    json.writeNumberField("knownRunsLater", change.runsLater());
    text.number("before", change.before());
    text.number("after", change.after());
    json.writeStringField("scale", change.relative() ? "relative" : "absolute");
    text.number("change", change.size());
    DocumentPrinter.inline(
        json,
        () -> {
          json.writeArrayFieldStart("interval");
          json.writeNumber(change.interval().lower());
          json.writeNumber(change.interval().upper());
          json.writeEndArray();
        });
    json.writeEndObject();
  }

  private static String kind(LevelChange.Kind kind) {
    return switch (kind) {
      case STEP -> "step";
      case DRIFT -> "drift";
      case CUT -> "known";
    };
  }

  private void parameters(Map<String, String> parameters) throws IOException {
    json.writeObjectFieldStart("parameters");
    for (Map.Entry<String, String> entry : parameters.entrySet()) {
      json.writeStringField(entry.getKey(), entry.getValue());
    }
    json.writeEndObject();
  }
}
