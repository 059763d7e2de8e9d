package dev.tare.results.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.JsonText;
import dev.tare.results.run.Arm;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.AbsentMetric;
import dev.tare.results.verdict.Effect;
import dev.tare.results.verdict.FailedCell;
import dev.tare.results.verdict.Row;
import dev.tare.results.verdict.VersusComparison;
import java.io.IOException;
import java.util.List;

/** The two arms of a run as a JSON document with everything in it, numbers in base units. */
public final class VersusJson {
  /** Name of the document's schema. */
  public static final String SCHEMA = "tare-versus";

  /** Version of the document's schema. */
  public static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;
  private final DiffJson parts;

  private VersusJson(JsonGenerator json) {
    this.json = json;
    this.parts = new DiffJson(json);
  }

  /**
   * The comparison as JSON.
   *
   * @param comparison the comparison
   * @return the document, ending with {@code \n}
   */
  public static String render(VersusComparison comparison) {
    return JsonText.of(
        SCHEMA, SCHEMA_VERSION, text -> new VersusJson(text.generator()).document(comparison));
  }

  private void document(VersusComparison comparison) throws IOException {
    json.writeNumberField("exitCode", comparison.exitCode());
    parts.counts(comparison.counts());
    json.writeNumberField("undecidable", comparison.undecidable());
    parts.side("run", comparison.run());
    json.writeStringField("fingerprint", comparison.machine().fingerprint());
    json.writeNumberField("tolerance", comparison.versus().tolerance());
    json.writeNumberField("confidence", comparison.policy().confidence());
    json.writeNumberField("falseAlarmsPerRun", comparison.policy().falseAlarmsPerRun());
    json.writeArrayFieldStart("arms");
    for (Arm arm : List.of(comparison.versus().a(), comparison.versus().b())) {
      arm(arm);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("rows");
    for (Row row : comparison.rows()) {
      row(row);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("failures");
    for (FailedCell cell : comparison.failures()) {
      parts.failure(cell);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("absent");
    for (AbsentMetric absent : comparison.absent()) {
      absent(absent);
    }
    json.writeEndArray();
    parts.texts("notes", comparison.notes());
  }

  private void absent(AbsentMetric absent) throws IOException {
    json.writeStartObject();
    parts.subject(absent.subject());
    json.writeStringField("arm", absent.arm());
    json.writeStringField("metric", absent.metric());
    json.writeStringField("reason", absent.reason());
    json.writeEndObject();
  }

  private void arm(Arm arm) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", arm.name());
    DocumentParts.texts(json, "settings", arm.settings());
    DocumentParts.texts(json, "identity", arm.identity());
    json.writeEndObject();
  }

  private void row(Row row) throws IOException {
    json.writeStartObject();
    json.writeStringField("verdict", row.verdict().id());
    parts.subject(row.subject());
    json.writeStringField("metric", row.kind().name());
    json.writeStringField("unit", row.kind().unit());
    json.writeStringField("better", row.kind().better().id());
    parts.value("a", row.baseline());
    parts.value("b", row.run());
    if (row.effect().isPresent()) {
      effect(row.effect().get());
    }
    parts.texts("notes", row.notes());
    json.writeEndObject();
  }

  /** A ratio B/A with its interval, or a difference B − A where a ratio means nothing. */
  private void effect(Effect effect) throws IOException {
    boolean ratio = effect.scale() == Effect.Scale.RELATIVE;
    int one = ratio ? 1 : 0;
    Interval interval = effect.judged();
    json.writeNumberField(ratio ? "ratio" : "difference", one + effect.change());
    parts.interval("interval", new Interval(one + interval.lower(), one + interval.upper()));
    json.writeNumberField("tolerance", effect.tolerance());
    json.writeNumberField("smallestAlarm", effect.smallestAlarm());
  }
}
