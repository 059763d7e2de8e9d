package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.roofline.Share;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Finding;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.SpeedLimit;
import java.io.IOException;
import java.util.List;

/** Writes what was found out about the machine; nothing where nothing was. */
final class RooflineWriter {
  private final JsonGenerator json;
  private final SampleWriter samples;

  RooflineWriter(JsonGenerator json, SampleWriter samples) {
    this.json = json;
    this.samples = samples;
  }

  void findings(List<Finding> findings) throws IOException {
    if (findings.isEmpty()) {
      return;
    }
    json.writeArrayFieldStart("findings");
    for (Finding finding : findings) {
      DocumentPrinter.inline(json, () -> finding(finding));
    }
    json.writeEndArray();
  }

  private void finding(Finding finding) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", finding.name());
    json.writeStringField("level", finding.level().id());
    json.writeStringField("value", finding.value());
    if (finding.effect().isPresent()) {
      json.writeStringField("effect", finding.effect().get());
      json.writeStringField("remedy", finding.remedy().orElseThrow());
    }
    json.writeEndObject();
  }

  void roofline(Roofline roofline) throws IOException {
    if (roofline.isEmpty()) {
      return;
    }
    json.writeObjectFieldStart("roofline");
    json.writeArrayFieldStart("limits");
    for (SpeedLimit limit : roofline.limits()) {
      limit(limit);
    }
    json.writeEndArray();
    json.writeArrayFieldStart("work");
    for (ModelWork work : roofline.work()) {
      DocumentPrinter.inline(json, () -> work(work));
    }
    json.writeEndArray();
    json.writeArrayFieldStart("absent");
    for (Absent absent : roofline.absent()) {
      DocumentPrinter.inline(json, () -> samples.absent(absent));
    }
    json.writeEndArray();
    if (!roofline.surveys().isEmpty()) {
      DocumentParts.array(
          json,
          "surveys",
          roofline.surveys(),
          survey -> DocumentPrinter.inline(json, () -> survey(survey)));
    }
    json.writeEndObject();
  }

  private void survey(LimitSurvey survey) throws IOException {
    json.writeStartObject();
    json.writeNumberField("block", survey.block());
    DocumentParts.array(json, "disturbances", survey.disturbances(), json::writeString);
    json.writeEndObject();
  }

  /** The rate is for readers other than ours, which take it from the rounds. */
  private void limit(SpeedLimit limit) throws IOException {
    json.writeStartObject();
    json.writeStringField("kind", limit.kind().id());
    json.writeStringField("method", limit.method());
    json.writeNumberField("threads", limit.threads());
    json.writeFieldName("perSecond");
    DocumentPrinter.number(json, limit.perSecond());
    json.writeStringField("unit", limit.kind().unit());
    json.writeNumberField("workPerRound", limit.workPerRound());
    json.writeArrayFieldStart("roundTimesNs");
    for (Block block : limit.roundTimesNs()) {
      DocumentPrinter.inline(json, () -> samples.block(block));
    }
    json.writeEndArray();
    json.writeEndObject();
  }

  private void work(ModelWork work) throws IOException {
    json.writeStartObject();
    json.writeStringField("family", work.family());
    json.writeStringField("variant", work.variant());
    if (work instanceof ModelWork.OfToken text) {
      json.writeObjectFieldStart("token");
      json.writeNumberField("weightBytes", text.weightBytes());
      json.writeNumberField("keyValueBytes", text.keyValueBytes());
      operations("layers", text.layers());
      operations("output", text.output());
      json.writeNumberField("attentionOperations", text.attentionOperations());
      json.writeEndObject();
    } else if (work instanceof ModelWork.OfImage image) {
      operations("image", image.operations());
    }
    json.writeEndObject();
  }

  private void operations(String name, Operations operations) throws IOException {
    json.writeObjectFieldStart(name);
    json.writeNumberField("float32Operations", operations.float32());
    json.writeNumberField("int8Operations", operations.int8());
    json.writeEndObject();
  }

  /** The share of a cell: as much a consequence of the document as a fingerprint is. */
  void share(Share share) throws IOException {
    json.writeFieldName("roofline");
    DocumentPrinter.inline(
        json,
        () -> {
          json.writeStartObject();
          json.writeStringField("limit", share.limit().id());
          json.writeFieldName("share");
          DocumentPrinter.number(json, share.value());
          json.writeEndObject();
        });
  }
}
