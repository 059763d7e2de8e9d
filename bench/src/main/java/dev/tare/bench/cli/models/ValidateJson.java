package dev.tare.bench.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tare.fixtures.validate.Check;
import dev.tare.fixtures.validate.ValidationReport;
import dev.tare.results.document.DocumentPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;

/** The checks of models as a JSON document. */
final class ValidateJson {
  private static final String SCHEMA = "tare-validation";
  private static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;

  private ValidateJson(JsonGenerator json) {
    this.json = json;
  }

  /** The document, ending with a line feed. */
  static String render(List<ValidationReport> reports) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = DocumentPrinter.generator(bytes)) {
      // It may go to an output that takes ASCII only.
      json.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      new ValidateJson(json).document(reports);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void document(List<ValidationReport> reports) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeBooleanField("valid", reports.stream().allMatch(ValidationReport::valid));
    json.writeArrayFieldStart("models");
    for (ValidationReport report : reports) {
      model(report);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void model(ValidationReport report) throws IOException {
    json.writeStartObject();
    json.writeStringField("path", report.path().toString());
    json.writeStringField("format", report.format());
    json.writeBooleanField("valid", report.valid());
    for (Check.Outcome outcome : Check.Outcome.values()) {
      json.writeNumberField(word(outcome), report.count(outcome));
    }
    json.writeArrayFieldStart("checks");
    for (Check check : report.checks()) {
      json.writeStartObject();
      json.writeStringField("name", check.name());
      json.writeStringField("outcome", word(check.outcome()));
      json.writeStringField("detail", check.detail());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private static String word(Check.Outcome outcome) {
    return outcome.name().toLowerCase(Locale.ROOT);
  }
}
