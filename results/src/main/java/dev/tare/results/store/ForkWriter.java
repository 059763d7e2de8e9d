package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Warmup;
import java.io.IOException;

/** Writes what a document says of one fork; the counterpart of {@link ForkReader}. */
final class ForkWriter {
  private final JsonGenerator json;
  private final SampleWriter samples;

  ForkWriter(JsonGenerator json, SampleWriter samples) {
    this.json = json;
    this.samples = samples;
  }

  void fork(Fork fork) throws IOException {
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
      DocumentPrinter.inline(
          json, () -> DocumentParts.numbers(json, "conditions", fork.conditions()));
    }
    if (fork.warmup().isPresent()) {
      DocumentPrinter.inline(json, () -> warmup(fork.warmup().get()));
    }
    if (!fork.disturbances().isEmpty()) {
      DocumentParts.array(json, "disturbances", fork.disturbances(), json::writeString);
      DocumentParts.array(json, "setAside", fork.setAside(), samples::metric);
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

  private void failure(Failure failure) throws IOException {
    json.writeObjectFieldStart("failure");
    json.writeStringField("reason", failure.reason());
    DocumentParts.array(json, "logTail", failure.logTail(), json::writeString);
    json.writeEndObject();
  }
}
