package dev.tare.bench.cli.models;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.fixtures.inspect.GraphDescription;
import dev.tare.fixtures.inspect.GroupSummary;
import dev.tare.fixtures.inspect.HyperParameter;
import dev.tare.fixtures.inspect.MetadataValue;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.fixtures.inspect.ModelFile;
import dev.tare.fixtures.inspect.TensorDescription;
import dev.tare.fixtures.inspect.TokenizerDescription;
import dev.tare.fixtures.onnx.OnnxValue;
import dev.tare.results.document.JsonText;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A model's description as a JSON document with everything in it, numbers in base units. */
final class InspectJson {
  private static final String SCHEMA = "tare-model";
  private static final int SCHEMA_VERSION = 1;

  private final JsonText text;
  private final JsonGenerator json;

  private InspectJson(JsonText text) {
    this.json = text.generator();
    this.text = text;
  }

  /** The document, ending with a line feed. */
  static String render(ModelDescription model, Map<Path, Optional<String>> hashes) {
    return JsonText.of(
        SCHEMA, SCHEMA_VERSION, json -> new InspectJson(json).document(model, hashes));
  }

  private void document(ModelDescription model, Map<Path, Optional<String>> hashes)
      throws IOException {
    json.writeStringField("path", model.path().toString());
    json.writeStringField("kind", model.kind().name());
    json.writeStringField("format", model.format());
    text.text("name", model.name());
    text.text("architecture", model.architecture());
    text.text("quantization", model.quantization());
    json.writeNumberField("parameters", model.parameters());
    json.writeNumberField("tensorCount", model.tensors().size());
    json.writeNumberField("weightBytes", model.weightBytes());
    json.writeNumberField("bitsPerWeight", model.bitsPerWeight());
    json.writeNumberField("fileBytes", model.fileBytes());
    files(model.files(), hashes);
    json.writeObjectFieldStart("hyperParameters");
    for (Map.Entry<HyperParameter, Double> entry : model.hyperParameters().entrySet()) {
      text.number(entry.getKey().key(), entry.getValue());
    }
    json.writeEndObject();
    tokenizer(model.tokenizer());
    text.text("chatTemplate", model.chatTemplate());
    graph(model.graph());
    groups(model.groups());
    tensors(model.tensors());
    metadata(model.metadata());
  }

  private void files(List<ModelFile> files, Map<Path, Optional<String>> hashes) throws IOException {
    json.writeArrayFieldStart("files");
    for (ModelFile file : files) {
      json.writeStartObject();
      json.writeStringField("path", file.path().toString());
      json.writeNumberField("sizeBytes", file.sizeBytes());
      Optional<String> hash = hashes.getOrDefault(file.path(), Optional.empty());
      text.text("sha256", hash);
      if (hash.isEmpty()) {
        json.writeStringField("sha256Absent", "not known yet; --sha256 reads the whole file");
      }
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tokenizer(Optional<TokenizerDescription> tokenizer) throws IOException {
    if (tokenizer.isEmpty()) {
      json.writeNullField("tokenizer");
      return;
    }
    json.writeObjectFieldStart("tokenizer");
    json.writeStringField("kind", tokenizer.get().kind());
    text.number("vocabularySize", tokenizer.get().vocabularySize());
    json.writeObjectFieldStart("specialTokenIds");
    for (Map.Entry<String, List<Long>> id : tokenizer.get().specialTokenIds().entrySet()) {
      ids(id.getKey(), id.getValue());
    }
    json.writeEndObject();
    json.writeEndObject();
  }

  /** A number, or a list where there are several, as in {@code config.json}. */
  private void ids(String role, List<Long> ids) throws IOException {
    if (ids.size() == 1) {
      json.writeNumberField(role, ids.get(0));
      return;
    }
    json.writeArrayFieldStart(role);
    for (long id : ids) {
      json.writeNumber(id);
    }
    json.writeEndArray();
  }

  private void graph(Optional<GraphDescription> graph) throws IOException {
    if (graph.isEmpty()) {
      json.writeNullField("graph");
      return;
    }
    json.writeObjectFieldStart("graph");
    json.writeNumberField("irVersion", graph.get().irVersion());
    json.writeObjectFieldStart("opsets");
    for (Map.Entry<String, Long> set : graph.get().opsets().entrySet()) {
      json.writeNumberField(set.getKey().isEmpty() ? "ai.onnx" : set.getKey(), set.getValue());
    }
    json.writeEndObject();
    json.writeStringField("producer", graph.get().producer());
    values("inputs", graph.get().inputs());
    values("outputs", graph.get().outputs());
    json.writeObjectFieldStart("operators");
    for (Map.Entry<String, Integer> operator : graph.get().operators().entrySet()) {
      json.writeNumberField(operator.getKey(), operator.getValue());
    }
    json.writeEndObject();
    json.writeNumberField("initializers", graph.get().initializers());
    json.writeEndObject();
  }

  private void values(String field, List<OnnxValue> values) throws IOException {
    json.writeArrayFieldStart(field);
    for (OnnxValue value : values) {
      json.writeStartObject();
      json.writeStringField("name", value.name());
      text.text("type", value.type().map(Enum::name));
      json.writeArrayFieldStart("shape");
      for (long size : value.dims()) {
        if (size == OnnxValue.DYNAMIC) {
          json.writeNull();
        } else {
          json.writeNumber(size);
        }
      }
      json.writeEndArray();
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void groups(List<GroupSummary> groups) throws IOException {
    json.writeArrayFieldStart("groups");
    for (GroupSummary group : groups) {
      json.writeStartObject();
      json.writeStringField("group", group.group().label());
      json.writeStringField("type", group.type());
      json.writeNumberField("tensors", group.tensors());
      json.writeNumberField("parameters", group.parameters());
      json.writeNumberField("sizeBytes", group.sizeBytes());
      json.writeNumberField("bitsPerWeight", group.bitsPerWeight());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void tensors(List<TensorDescription> tensors) throws IOException {
    json.writeArrayFieldStart("tensors");
    for (TensorDescription tensor : tensors) {
      json.writeStartObject();
      json.writeStringField("name", tensor.name());
      json.writeArrayFieldStart("shape");
      for (long size : tensor.shape()) {
        json.writeNumber(size);
      }
      json.writeEndArray();
      json.writeStringField("type", tensor.type());
      json.writeStringField("group", tensor.group().label());
      json.writeBooleanField("isWeight", tensor.isWeight());
      json.writeNumberField("sizeBytes", tensor.sizeBytes());
      text.text("file", tensor.file().map(Path::toString));
      text.number("offset", tensor.offset());
      json.writeEndObject();
    }
    json.writeEndArray();
  }

  private void metadata(Map<String, MetadataValue> metadata) throws IOException {
    json.writeObjectFieldStart("metadata");
    for (Map.Entry<String, MetadataValue> entry : metadata.entrySet()) {
      String value = entry.getValue().text();
      switch (entry.getValue().kind()) {
        case NUMBER -> rawNumber(entry.getKey(), value);
        case FLAG -> json.writeBooleanField(entry.getKey(), Boolean.parseBoolean(value));
        default -> json.writeStringField(entry.getKey(), value);
      }
    }
    json.writeEndObject();
  }

  /** As the header writes it; JSON has no NaN and no infinity, so these become texts. */
  private void rawNumber(String field, String digits) throws IOException {
    if (digits.matches("-?\\d.*")) {
      json.writeFieldName(field);
      json.writeNumber(digits);
    } else {
      json.writeStringField(field, digits);
    }
  }
}
