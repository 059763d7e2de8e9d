package dev.tare.bench.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import dev.tare.fixtures.compare.ComparedModel;
import dev.tare.fixtures.compare.Difference;
import dev.tare.fixtures.compare.FamilyComparison;
import dev.tare.fixtures.compare.GroupError;
import dev.tare.fixtures.compare.ModelErrors;
import dev.tare.fixtures.compare.TensorError;
import dev.tare.fixtures.compare.WeightError;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.results.document.DocumentPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** A comparison as a JSON document with everything in it, numbers in base units. */
final class CompareJson {
  private static final String SCHEMA = "tare-family-comparison";
  private static final int SCHEMA_VERSION = 1;

  private final JsonGenerator json;
  private final FamilyComparison comparison;

  private CompareJson(JsonGenerator json, FamilyComparison comparison) {
    this.json = json;
    this.comparison = comparison;
  }

  /** The document, ending with a line feed. */
  static String render(FamilyComparison comparison) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (JsonGenerator json = DocumentPrinter.generator(bytes)) {
      // It may go to an output that takes ASCII only.
      json.enable(JsonWriteFeature.ESCAPE_NON_ASCII.mappedFeature());
      new CompareJson(json, comparison).document();
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toString(StandardCharsets.UTF_8);
  }

  private void document() throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeBooleanField("oneFamily", comparison.isOneFamily());
    json.writeStringField("reference", comparison.referenceModel().path().toString());
    json.writeArrayFieldStart("models");
    for (ComparedModel model : comparison.models()) {
      model(model);
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void model(ComparedModel model) throws IOException {
    ModelDescription description = model.description();
    json.writeStartObject();
    json.writeStringField("path", description.path().toString());
    json.writeStringField("format", description.format());
    text("quantization", description.quantization());
    json.writeBooleanField("isReference", description == comparison.referenceModel());
    json.writeNumberField("fileBytes", description.fileBytes());
    json.writeNumberField("weightBytes", description.weightBytes());
    json.writeNumberField("parameters", description.parameters());
    number("bitsPerWeight", description.bitsPerWeight());
    number("sizeOverSmallestRatio", over(description, comparison.smallestBytes()));
    number("sizeOverReferenceRatio", over(description, comparison.referenceModel().fileBytes()));
    differences(model.differences());
    json.writeArrayFieldStart("notes");
    for (String note : model.notes()) {
      json.writeString(note);
    }
    json.writeEndArray();
    errors(model.errors());
    json.writeEndObject();
  }

  /** By how much a model is larger, as a ratio: 0.5 for one and a half times the size. */
  private static double over(ModelDescription model, long bytes) {
    return (double) (model.fileBytes() - bytes) / bytes;
  }

  private void differences(List<Difference> differences) throws IOException {
    json.writeArrayFieldStart("differences");
    for (Difference difference : differences) {
      json.writeStartObject();
      json.writeStringField("topic", difference.topic().label());
      json.writeStringField("subject", difference.subject());
      json.writeStringField("reference", difference.reference());
      json.writeStringField("model", difference.model());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void errors(Optional<ModelErrors> errors) throws IOException {
    if (errors.isEmpty()) {
      json.writeNullField("errors");
      return;
    }
    json.writeObjectFieldStart("errors");
    json.writeObjectFieldStart("allButNorms");
    error(errors.get().total());
    json.writeEndObject();
    json.writeArrayFieldStart("groups");
    for (GroupError group : errors.get().groups()) {
      json.writeStartObject();
      json.writeStringField("group", group.group().label());
      json.writeArrayFieldStart("types");
      for (String type : group.types()) {
        json.writeString(type);
      }
      json.writeEndArray();
      json.writeNumberField("tensors", group.tensors());
      error(group.error());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeArrayFieldStart("tensors");
    for (TensorError tensor : errors.get().tensors()) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeStringField("group", tensor.group().label());
      json.writeStringField("type", tensor.type());
      error(tensor.error());
      json.writeEndObject();
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void error(WeightError error) throws IOException {
    json.writeNumberField("weights", error.weights());
    json.writeBooleanField("exact", error.isExact());
    number("cosine", error.cosine());
    number("sqnrDb", error.sqnrDb());
    number("largestDifference", error.largest());
    json.writeNumberField("notFinite", error.notFinite());
  }

  /** JSON has no infinity: the SQNR of equal weights is null. */
  private void number(String field, double value) throws IOException {
    if (Double.isFinite(value)) {
      json.writeNumberField(field, value);
    } else {
      json.writeNullField(field);
    }
  }

  private void text(String field, Optional<String> value) throws IOException {
    if (value.isPresent()) {
      json.writeStringField(field, value.get());
    } else {
      json.writeNullField(field);
    }
  }
}
