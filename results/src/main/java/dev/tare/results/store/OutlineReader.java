package dev.tare.results.store;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.CellMeans;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.MetricMean;
import dev.tare.results.run.RunOutline;
import dev.tare.results.run.RunStatus;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads the means of a run document as they pass: no sample is kept longer than its metric. */
final class OutlineReader {
  private static final Map<String, Function<DocumentReader, ?>> BLOCK =
      Map.of("block", DocumentReader::small, "samples", in -> in.list(DocumentReader::number));

  private static final Map<String, Function<DocumentReader, ?>> METRIC =
      Map.of(
          "name", DocumentReader::text,
          "unit", DocumentReader::text,
          "better", in -> RunReader.word(in, "direction", Better::of),
          "assumption", in -> RunReader.word(in, "assumption", Assumption::of),
          "blocks", in -> in.list(OutlineReader::block));

  private static final Map<String, Function<DocumentReader, ?>> CELL =
      Map.of(
          "benchmark", DocumentReader::text,
          "family", DocumentReader::text,
          "variant", DocumentReader::text,
          "parameters", DocumentReader::texts,
          "metrics", in -> in.list(OutlineReader::metric));

  private static final Map<String, Function<DocumentReader, ?>> PLAN =
      Map.of("suite", DocumentReader::text);

  private static final Map<String, Function<DocumentReader, ?>> RUN =
      Map.ofEntries(
          Map.entry("schema", RunReader::schema),
          Map.entry("schemaVersion", RunReader::schemaVersion),
          Map.entry("id", DocumentReader::text),
          Map.entry("startedAt", RunReader::instant),
          Map.entry("status", in -> RunReader.word(in, "status", RunStatus::of)),
          Map.entry("plan", in -> in.object(PLAN)),
          Map.entry("tool", DocumentReader::texts),
          Map.entry("versus", DocumentReader::tree),
          Map.entry("machine", RunReader::machine),
          Map.entry("models", in -> in.list(RunReader::model)),
          Map.entry("cells", in -> in.list(OutlineReader::cell)));

  private OutlineReader() {}

  static RunOutline run(DocumentReader in) {
    Fields f = in.object(RUN);
    f.get("schema");
    f.get("schemaVersion");
    return f.make(
        () ->
            new RunOutline(
                f.get("id"),
                f.get("startedAt"),
                f.<Fields>get("plan").get("suite"),
                f.<Map<String, String>>find("tool").orElse(Map.of()),
                f.get("machine"),
                f.get("status") == RunStatus.COMPLETE,
                RunOutline.models(f.list("models")),
                f.find("versus").isPresent(),
                f.get("cells")));
  }

  private static CellMeans cell(DocumentReader in) {
    Fields f = in.object(CELL);
    List<Optional<MetricMean>> metrics = f.get("metrics");
    return f.make(
        () ->
            new CellMeans(
                new Cell(
                    f.get("benchmark"),
                    f.get("family"),
                    f.get("variant"),
                    f.<Map<String, String>>find("parameters").orElse(Map.of()),
                    1,
                    List.of(),
                    List.of(),
                    List.of()),
                metrics.stream().flatMap(Optional::stream).toList()));
  }

  /** Empty for a metric whose forks all failed. */
  private static Optional<MetricMean> metric(DocumentReader in) {
    Fields f = in.object(METRIC);
    MetricKind kind =
        f.make(
            () ->
                new MetricKind(f.get("name"), f.get("unit"), f.get("better"), f.get("assumption")));
    Metric metric = f.make(() -> new Metric(kind, f.get("blocks")));
    return metric.blocks().isEmpty() ? Optional.empty() : Optional.of(MetricMean.of(metric));
  }

  private static Block block(DocumentReader in) {
    Fields f = in.object(BLOCK);
    return f.make(() -> new Block(f.<Integer>get("block"), f.get("samples")));
  }
}
