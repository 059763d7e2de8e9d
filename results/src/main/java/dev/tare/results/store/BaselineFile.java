package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.document.UnreadableDocumentException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.function.Function;

/**
 * A baseline as a file: who accepted what and why, then the run document with each model and cell
 * on a line of its own.
 */
public final class BaselineFile {
  /** Name of the document's schema, in every document. */
  public static final String SCHEMA = "tare-baseline";

  /** Version of the document's schema, in every document. */
  public static final int SCHEMA_VERSION = 1;

  private static final String REMEDY =
      "; take the file from version control, or accept a run with --force";

  private static final String HASH = "measurementsSha256";

  private static final Map<String, Function<DocumentReader, ?>> ACCEPTANCE =
      Map.of(
          "runId", DocumentReader::text,
          "by", DocumentReader::text,
          "at", RunReader::instant,
          "why", DocumentReader::text,
          "forced", DocumentReader::truth);

  private static final Map<String, Function<DocumentReader, ?>> BASELINE =
      Map.of(
          "schema",
          in -> expect(in, SCHEMA),
          "schemaVersion",
          BaselineFile::version,
          "acceptances",
          in -> in.list(BaselineFile::acceptance),
          HASH,
          DocumentReader::text,
          "run",
          RunReader::run);

  private BaselineFile() {}

  /**
   * Reads a baseline.
   *
   * @param file the document
   * @throws UnreadableRunException when it is missing, not a baseline, of another version or
   *     damaged
   */
  public static Baseline read(Path file) {
    try {
      return DocumentReader.read(file, BaselineFile::baseline);
    } catch (UnreadableDocumentException e) {
      throw new UnreadableRunException(e);
    }
  }

  static void write(Baseline baseline, Path file) {
    AtomicFile.write(
        file,
        out -> {
          BoundedOutput bounded = new BoundedOutput(out, DocumentReader.MAX_BYTES);
          try (JsonGenerator json = DocumentPrinter.generator(bounded)) {
            write(json, baseline);
            json.writeRaw('\n');
          }
        });
  }

  private static void write(JsonGenerator json, Baseline baseline) throws IOException {
    json.writeStartObject();
    json.writeStringField("schema", SCHEMA);
    json.writeNumberField("schemaVersion", SCHEMA_VERSION);
    json.writeArrayFieldStart("acceptances");
    for (Acceptance acceptance : baseline.acceptances()) {
      DocumentPrinter.inline(json, () -> write(json, acceptance));
    }
    json.writeEndArray();
    json.writeStringField(HASH, MeasurementsHash.of(baseline.run()));
    json.writeFieldName("run");
    RunWriter.writeCompact(json, baseline.run());
    json.writeEndObject();
  }

  private static void write(JsonGenerator json, Acceptance acceptance) throws IOException {
    json.writeStartObject();
    json.writeStringField("runId", acceptance.runId());
    json.writeStringField("by", acceptance.by());
    json.writeStringField("at", acceptance.at().toString());
    json.writeStringField("why", acceptance.why());
    json.writeBooleanField("forced", acceptance.forced());
    json.writeEndObject();
  }

  private static Baseline baseline(DocumentReader in) {
    Fields f = in.object(BASELINE);
    f.get("schema");
    f.get("schemaVersion");
    Baseline baseline = f.make(() -> new Baseline(f.get("run"), f.get("acceptances")));
    refuseEdited(f, baseline);
    return baseline;
  }

  private static void refuseEdited(Fields f, Baseline baseline) {
    String run = baseline.run().id();
    String accepted = baseline.accepted().runId();
    if (!accepted.equals(run)) {
      throw f.fail(
          "run " + accepted + " was accepted, but the measurements are of run " + run + REMEDY);
    }
    f.<String>find(HASH)
        .filter(stated -> !stated.equals(MeasurementsHash.of(baseline.run())))
        .ifPresent(
            stated -> {
              throw f.fail(
                  "the measurements were edited after run " + run + " was accepted" + REMEDY);
            });
  }

  private static Acceptance acceptance(DocumentReader in) {
    Fields f = in.object(ACCEPTANCE);
    return f.make(
        () ->
            new Acceptance(
                f.get("runId"),
                f.get("by"),
                f.get("at"),
                f.<String>find("why").orElse(""),
                f.<Boolean>find("forced").orElse(false)));
  }

  private static String expect(DocumentReader in, String schema) {
    String text = in.text();
    if (!text.equals(schema)) {
      throw in.fail("this is a document of schema \"" + text + "\", not \"" + schema + "\"");
    }
    return text;
  }

  private static int version(DocumentReader in) {
    int version = in.small();
    if (version != SCHEMA_VERSION) {
      throw in.fail(
          "schema version "
              + version
              + " is of another program version; this one reads version "
              + SCHEMA_VERSION
              + ": accept the baseline again");
    }
    return version;
  }
}
