package dev.tare.results.store;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.NullNode;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.latency.LatencyHistogram;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.run.Stop;
import dev.tare.results.run.StopReason;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads a run document; the counterpart of {@link RunWriter}. */
final class RunReader {
  private static final Map<String, Function<DocumentReader, ?>> PLAN =
      Map.of(
          "suite", DocumentReader::text,
          "seed", DocumentReader::whole,
          "blocks", DocumentReader::small,
          "settings", DocumentReader::tree);

  private static final Map<String, Function<DocumentReader, ?>> MACHINE =
      Map.of(
          "fingerprint", DocumentReader::text,
          "identity", DocumentReader::texts,
          "notes", DocumentReader::texts,
          "findings", in -> in.list(RooflineReader::finding));

  private static final Map<String, Function<DocumentReader, ?>> MODEL =
      Map.of(
          "family", DocumentReader::text,
          "variant", DocumentReader::text,
          "format", DocumentReader::text,
          "reference", DocumentReader::truth,
          "file", DocumentReader::text,
          "fileSizeBytes", DocumentReader::whole,
          "tensorCount", DocumentReader::small,
          "parameterCount", DocumentReader::whole,
          "sha256", DocumentReader::text);

  private static final Map<String, Function<DocumentReader, ?>> STOP =
      Map.of(
          "reason", in -> word(in, "reason to stop", StopReason::of),
          "target", DocumentReader::number,
          "halfWidths", DocumentReader::numbers);

  private static final Map<String, Function<DocumentReader, ?>> BLOCK =
      Map.of(
          "block", DocumentReader::small,
          "samples", in -> in.list(DocumentReader::number),
          "latencies", RunReader::latencies);

  private static final Map<String, Function<DocumentReader, ?>> METRIC =
      Map.of(
          "name", DocumentReader::text,
          "unit", DocumentReader::text,
          "better", in -> word(in, "direction", Better::of),
          "assumption", in -> word(in, "assumption", Assumption::of),
          "blocks", in -> in.list(RunReader::block));

  private static final Map<String, Function<DocumentReader, ?>> ABSENT =
      Map.of("name", DocumentReader::text, "reason", DocumentReader::text);

  private static final Map<String, Function<DocumentReader, ?>> CELL =
      Map.ofEntries(
          Map.entry("id", DocumentReader::text),
          Map.entry("arm", VersusReader::cellArm),
          Map.entry("benchmark", DocumentReader::text),
          Map.entry("family", DocumentReader::text),
          Map.entry("variant", DocumentReader::text),
          Map.entry("parameters", DocumentReader::texts),
          Map.entry("plannedBlocks", DocumentReader::small),
          Map.entry("forks", in -> in.list(ForkReader::fork)),
          Map.entry("metrics", in -> in.list(RunReader::metric)),
          Map.entry("absent", in -> in.list(RunReader::absent)),
          Map.entry("stop", RunReader::stop));

  private static final Map<String, Function<DocumentReader, ?>> RUN =
      Map.ofEntries(
          Map.entry("schema", RunReader::schema),
          Map.entry("schemaVersion", RunReader::schemaVersion),
          Map.entry("id", DocumentReader::text),
          Map.entry("status", in -> word(in, "status", RunStatus::of)),
          Map.entry("startedAt", RunReader::instant),
          Map.entry("finishedAt", RunReader::instant),
          Map.entry("tool", DocumentReader::texts),
          Map.entry("plan", RunReader::plan),
          Map.entry("versus", VersusReader::versus),
          Map.entry("machine", RunReader::machine),
          Map.entry("models", in -> in.list(RunReader::model)),
          Map.entry("cells", in -> in.list(RunReader::cell)),
          Map.entry("warnings", in -> in.list(DocumentReader::text)),
          Map.entry("roofline", RooflineReader::roofline));

  private RunReader() {}

  static Run run(DocumentReader in) {
    Fields f = in.object(RUN);
    f.get("schema");
    f.get("schemaVersion");
    return f.make(
        () ->
            new Run(
                f.get("id"),
                f.get("status"),
                f.get("startedAt"),
                f.find("finishedAt"),
                f.<Map<String, String>>find("tool").orElse(Map.of()),
                f.get("plan"),
                f.get("machine"),
                f.list("models"),
                f.get("cells"),
                f.list("warnings"),
                f.<Roofline>find("roofline").orElse(Roofline.NONE),
                f.find("versus")));
  }

  static String schema(DocumentReader in) {
    String schema = in.text();
    if (!schema.equals(Run.SCHEMA)) {
      throw in.fail(
          "this is a document of schema \"" + schema + "\", not a run (\"" + Run.SCHEMA + "\")");
    }
    return schema;
  }

  static int schemaVersion(DocumentReader in) {
    int version = in.small();
    if (version != Run.SCHEMA_VERSION) {
      throw in.fail(
          "schema version "
              + version
              + " is of another program version; this one reads version "
              + Run.SCHEMA_VERSION
              + ": use the program that wrote it, or measure again");
    }
    return version;
  }

  static Instant instant(DocumentReader in) {
    String text = in.text();
    try {
      return Instant.parse(text);
    } catch (DateTimeParseException e) {
      throw in.fail("a UTC time such as 2026-01-31T12:00:00Z is expected, got \"" + text + "\"");
    }
  }

  static <T> T word(DocumentReader in, String what, Function<String, Optional<T>> words) {
    String text = in.text();
    return words.apply(text).orElseThrow(() -> in.fail("unknown " + what + " \"" + text + "\""));
  }

  private static Plan plan(DocumentReader in) {
    Fields f = in.object(PLAN);
    return f.make(
        () ->
            new Plan(
                f.get("suite"),
                f.<Long>get("seed"),
                f.<Integer>get("blocks"),
                f.<JsonNode>find("settings").orElse(NullNode.getInstance())));
  }

  static Machine machine(DocumentReader in) {
    Fields f = in.object(MACHINE);
    Map<String, String> notes = f.<Map<String, String>>find("notes").orElse(Map.of());
    Machine machine = f.make(() -> new Machine(f.get("identity"), notes, f.list("findings")));
    f.<String>find("fingerprint")
        .filter(stated -> !stated.equals(machine.fingerprint()))
        .ifPresent(
            stated -> {
              throw f.fail(
                  "fingerprint "
                      + stated
                      + " does not belong to this identity ("
                      + machine.fingerprint()
                      + "); the document was edited");
            });
    return machine;
  }

  static ModelIdentity model(DocumentReader in) {
    Fields f = in.object(MODEL);
    return f.make(
        () ->
            new ModelIdentity(
                f.get("family"),
                f.get("variant"),
                f.get("format"),
                f.<Boolean>get("reference"),
                f.get("file"),
                f.<Long>get("fileSizeBytes"),
                f.<Integer>get("tensorCount"),
                f.<Long>get("parameterCount"),
                f.get("sha256")));
  }

  private static Cell cell(DocumentReader in) {
    Fields f = in.object(CELL);
    Cell cell =
        f.make(
            () ->
                new Cell(
                    f.get("benchmark"),
                    f.get("family"),
                    f.get("variant"),
                    f.<Map<String, String>>find("parameters").orElse(Map.of()),
                    f.<Integer>get("plannedBlocks"),
                    f.list("forks"),
                    f.get("metrics"),
                    f.list("absent"),
                    f.find("stop"),
                    f.find("arm")));
    f.<String>find("id")
        .filter(stated -> !stated.equals(cell.id()))
        .ifPresent(
            stated -> {
              throw f.fail("cell id \"" + stated + "\" should be \"" + cell.id() + "\"");
            });
    return cell;
  }

  private static Stop stop(DocumentReader in) {
    Fields f = in.object(STOP);
    return f.make(
        () ->
            new Stop(
                f.get("reason"),
                f.<Double>get("target"),
                f.<Map<String, Double>>find("halfWidths").orElse(Map.of())));
  }

  static Metric metric(DocumentReader in) {
    Fields f = in.object(METRIC);
    return f.make(
        () ->
            new Metric(
                new MetricKind(f.get("name"), f.get("unit"), f.get("better"), f.get("assumption")),
                f.get("blocks")));
  }

  static Block block(DocumentReader in) {
    Fields f = in.object(BLOCK);
    return f.make(() -> new Block(f.<Integer>get("block"), f.get("samples"), f.find("latencies")));
  }

  private static LatencyHistogram latencies(DocumentReader in) {
    String encoded = in.text();
    try {
      return new LatencyHistogram(encoded);
    } catch (IllegalArgumentException e) {
      throw in.fail(e.getMessage());
    }
  }

  static Absent absent(DocumentReader in) {
    Fields f = in.object(ABSENT);
    return f.make(() -> new Absent(f.get("name"), f.get("reason")));
  }
}
