package dev.tare.results.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.document.JsonText;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.Budget;
import dev.tare.results.verdict.BudgetRow;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.HistoryUse;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.RunSummary;
import dev.tare.results.verdict.Side;
import dev.tare.results.verdict.Subject;
import dev.tare.results.verdict.Verdict;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A comparison as a JSON document with everything in it, numbers in base units. */
public final class DiffJson {
  /** Name of the document's schema. */
  public static final String SCHEMA = "tare-diff";

  /** Version of the document's schema. */
  public static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;

  DiffJson(JsonGenerator json) {
    this.json = json;
  }

  /**
   * The comparison as JSON.
   *
   * @param comparison the comparison
   * @return the document, ending with {@code \n}
   */
  public static String render(Comparison comparison) {
    return JsonText.of(
        SCHEMA, SCHEMA_VERSION, text -> new DiffJson(text.generator()).document(comparison));
  }

  private void document(Comparison comparison) throws IOException {
    json.writeNumberField("exitCode", comparison.exitCode());
    counts(comparison.counts());
    side("baseline", comparison.baseline());
    side("run", comparison.run());
    json.writeStringField("fingerprint", comparison.machine().fingerprint());
    json.writeObjectFieldStart("policy");
    json.writeNumberField("confidence", comparison.policy().confidence());
    json.writeNumberField("falseAlarmsPerRun", comparison.policy().falseAlarmsPerRun());
    json.writeNumberField("seed", comparison.policy().seed());
    text("source", comparison.policy().source());
    json.writeEndObject();
    history(comparison.history());
    json.writeArrayFieldStart("rows");
    for (Row row : comparison.rows()) {
      row(row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("budgets");
    for (BudgetRow row : comparison.budgets()) {
      budget(row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (FailedCell cell : comparison.failures()) {
      failure(cell);
    }
    json.writeEndArray();
    texts("notes", comparison.notes());
  }

  private void history(Optional<HistoryUse> use) throws IOException {
    if (use.isEmpty()) {
      json.writeNullField("history");
      return;
    }
    json.writeObjectFieldStart("history");
    json.writeNumberField("runs", use.get().runs());
    json.writeNumberField("metrics", use.get().metrics());
    json.writeNumberField("noisyMetrics", use.get().noisyMetrics());
    Optional<HistoryUse.Shift> shift = use.get().shift();
    if (shift.isEmpty()) {
      json.writeNullField("shift");
    } else {
      json.writeObjectFieldStart("shift");
      json.writeNumberField("change", shift.get().change());
      interval("interval", shift.get().interval());
      json.writeBooleanField("takenOff", shift.get().takenOff());
      json.writeEndObject();
    }
    json.writeEndObject();
  }

  void counts(Map<Verdict, Integer> counts) throws IOException {
    json.writeObjectFieldStart("counts");
    for (Map.Entry<Verdict, Integer> count : counts.entrySet()) {
      json.writeNumberField(count.getKey().id(), count.getValue());
    }
    json.writeEndObject();
  }

  void side(String name, RunSummary run) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeStringField("id", run.id());
    json.writeStringField("startedAt", run.startedAt().toString());
    json.writeStringField("status", run.status().id());
    json.writeStringField("suite", run.suite());
    json.writeNumberField("blocks", run.blocks());
    json.writeEndObject();
  }

  private void row(Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", row.verdict().id());
    subject(row.subject());
    json.writeStringField("metric", row.kind().name());
    json.writeStringField("unit", row.kind().unit());
    json.writeStringField("better", row.kind().better().id());
    value("baseline", row.baseline());
    value("run", row.run());
    if (row.effect().isPresent()) {
      effect(row.effect().get());
    } else {
      json.writeNullField("effect");
    }
    texts("notes", row.notes());
    text("excuse", row.excuse());
    json.writeEndObject();
  }

  private void budget(BudgetRow row) throws IOException {
    Budget budget = row.budget();
    json.writeStartObject();
    json.writeStringField("verdict", row.verdict().id());
    subject(row.subject());
    json.writeStringField("metric", row.kind().name());
    json.writeStringField("unit", row.kind().unit());
    json.writeStringField("text", budget.text());
    json.writeStringField("bound", budget.bound().id());
    json.writeFieldName("limit");
    DocumentPrinter.number(json, budget.limit());
    value("run", row.mean().isEmpty() ? Optional.empty() : Optional.of(row.value()));
    if (row.interval().isPresent()) {
      interval("interval", row.interval().get());
    } else {
      json.writeNullField("interval");
    }
    text("reason", budget.reason());
    texts("notes", row.notes());
    json.writeEndObject();
  }

  private void number(String name, Optional<Double> value) throws IOException {
    json.writeFieldName(name);
    if (value.isPresent()) {
      DocumentPrinter.number(json, value.get());
    } else {
      json.writeNull();
    }
  }

  private void text(String name, Optional<String> text) throws IOException {
    json.writeStringField(name, text.orElse(null));
  }

  void subject(Subject subject) throws IOException {
    if (subject.benchmark().isPresent()) {
      json.writeStringField("benchmark", subject.benchmark().get());
    } else {
      json.writeNullField("benchmark");
    }
    json.writeStringField("family", subject.family());
    json.writeStringField("variant", subject.variant());
    DocumentPrinter.inline(
        json,
        () -> {
          json.writeObjectFieldStart("parameters");
          for (Map.Entry<String, String> entry : subject.parameters().entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
          }
          json.writeEndObject();
        });
  }

  void value(String name, Optional<Side> side) throws IOException {
    if (side.isEmpty()) {
      json.writeNullField(name);
      return;
    }
    if (side.get().text().isPresent()) {
      json.writeStringField(name, side.get().text().get());
      return;
    }
    json.writeObjectFieldStart(name);
    json.writeFieldName("mean");
    DocumentPrinter.number(json, side.get().mean());
    DocumentPrinter.inline(
        json,
        () -> {
          json.writeArrayFieldStart("blockMeans");
          for (double mean : side.get().blockMeans()) {
            DocumentPrinter.number(json, mean);
          }
          json.writeEndArray();
        });
    json.writeEndObject();
  }

  private void effect(Effect effect) throws IOException {
    json.writeObjectFieldStart("effect");
    json.writeStringField(
        "scale", effect.scale() == Effect.Scale.RELATIVE ? "relative" : "absolute");
    json.writeNumberField("change", effect.change());
    interval("interval", effect.judged());
    interval("measuredInterval", effect.measured());
    json.writeNumberField("tolerance", effect.tolerance());
    number("smallestAlarm", Optional.of(effect.smallestAlarm()).filter(Double::isFinite));
    number("level", effect.level());
    json.writeEndObject();
  }

  void interval(String name, Interval interval) throws IOException {
    DocumentPrinter.inline(
        json,
        () -> {
          json.writeArrayFieldStart(name);
          json.writeNumber(interval.lower());
          json.writeNumber(interval.upper());
          json.writeEndArray();
        });
  }

  void failure(FailedCell cell) throws IOException {
    json.writeStartObject();
    subject(cell.subject());
    if (cell.arm().isPresent()) {
      json.writeStringField("arm", cell.arm().get());
    }
    json.writeNumberField("plannedBlocks", cell.plannedBlocks());
    json.writeArrayFieldStart("forks");
    for (Fork fork : cell.forks()) {
      Failure failure = fork.failure().orElseThrow();
      json.writeStartObject();
      json.writeNumberField("block", fork.block());
      json.writeStringField("reason", failure.reason());
      texts("logTail", failure.logTail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  void texts(String name, List<String> texts) throws IOException {
    json.writeArrayFieldStart(name);
    for (String text : texts) {
      json.writeString(text);
    }
    json.writeEndArray();
  }
}
