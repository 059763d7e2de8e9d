package dev.tare.bench.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.fixtures.compare.ComparedModel;
import dev.tare.fixtures.compare.Difference;
import dev.tare.fixtures.compare.FamilyComparison;
import dev.tare.fixtures.compare.GroupError;
import dev.tare.fixtures.compare.ModelErrors;
import dev.tare.fixtures.compare.TensorError;
import dev.tare.fixtures.compare.WeightError;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.results.document.JsonText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** A comparison as a JSON document with everything in it, numbers in base units. */
final class CompareJson {
  private static final String SCHEMA = "tare-family-comparison";
  private static final int SCHEMA_VERSION = 1;

  private final JsonText text;
  private final JsonGenerator json;
  private final FamilyComparison comparison;

  private CompareJson(JsonText text, FamilyComparison comparison) {
    this.json = text.generator();
    this.text = text;
    this.comparison = comparison;
  }

  /** The document, ending with a line feed. */
  static String render(FamilyComparison comparison) {
    return JsonText.of(
        SCHEMA, SCHEMA_VERSION, json -> new CompareJson(json, comparison).document());
  }

  private void document() throws IOException {
    json.writeBooleanField("oneFamily", comparison.isOneFamily());
    json.writeStringField("reference", comparison.referenceModel().path().toString());
    json.writeArrayFieldStart("models");
    for (ComparedModel model : comparison.models()) {
      model(model);
    }
    json.writeEndArray();
  }

  private void model(ComparedModel model) throws IOException {
    ModelDescription description = model.description();
    json.writeStartObject();
    json.writeStringField("path", description.path().toString());
    json.writeStringField("format", description.format());
    text.text("quantization", description.quantization());
    json.writeBooleanField("isReference", description == comparison.referenceModel());
    json.writeNumberField("fileBytes", description.fileBytes());
    json.writeNumberField("weightBytes", description.weightBytes());
    json.writeNumberField("parameters", description.parameters());
    text.number("bitsPerWeight", description.bitsPerWeight());
    text.number("sizeOverSmallestRatio", over(description, comparison.smallestBytes()));
    text.number(
        "sizeOverReferenceRatio", over(description, comparison.referenceModel().fileBytes()));
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
    text.number("cosine", error.cosine());
    text.number("sqnrDb", error.sqnrDb());
    text.number("largestDifference", error.largest());
    json.writeNumberField("notFinite", error.notFinite());
  }
}
