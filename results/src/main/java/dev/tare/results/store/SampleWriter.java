package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.latency.Percentile;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Metric;
import java.io.IOException;
import java.util.Optional;
import java.util.OptionalDouble;
import org.HdrHistogram.Histogram;

/** Writes what was measured, and what was not. */
final class SampleWriter {
  private final JsonGenerator json;
  private final boolean percentiles;

  /**
   * A writer.
   *
   * @param json receives the document
   * @param percentiles whether metrics have those of their histograms, which takes a while to merge
   */
  SampleWriter(JsonGenerator json, boolean percentiles) {
    this.json = json;
    this.percentiles = percentiles;
  }

  void metric(Metric metric) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", metric.kind().name());
    json.writeStringField("unit", metric.kind().unit());
    json.writeStringField("better", metric.kind().better().id());
    json.writeStringField("assumption", metric.kind().assumption().id());
    if (percentiles) {
      Optional<Histogram> latencies = metric.latencies();
      if (latencies.isPresent()) {
        DocumentPrinter.inline(json, () -> percentiles(latencies.get()));
      }
    }
    DocumentParts.array(
        json, "blocks", metric.blocks(), block -> DocumentPrinter.inline(json, () -> block(block)));
    json.writeEndObject();
  }

  /** For readers without HdrHistogram; ours reads the histograms themselves. */
  private void percentiles(Histogram latencies) throws IOException {
    json.writeObjectFieldStart("percentiles");
    json.writeNumberField("count", latencies.getTotalCount());
    for (Percentile percentile : Percentile.values()) {
      OptionalDouble value = percentile.of(latencies);
      json.writeFieldName(percentile.label());
      if (value.isPresent()) {
        DocumentPrinter.number(json, value.getAsDouble());
      } else {
        json.writeNull();
      }
    }
    json.writeNumberField("max", latencies.getMaxValue());
    json.writeEndObject();
  }

  void block(Block block) throws IOException {
    json.writeStartObject();
    json.writeNumberField("block", block.block());
    DocumentParts.array(
        json, "samples", block.samples(), sample -> DocumentPrinter.number(json, sample));
    if (block.latencies().isPresent()) {
      json.writeStringField("latencies", block.latencies().get().encoded());
    }
    json.writeEndObject();
  }

  void absent(Absent absent) throws IOException {
    json.writeStartObject();
    json.writeStringField("name", absent.name());
    json.writeNullField("value");
    json.writeStringField("reason", absent.reason());
    json.writeEndObject();
  }
}
