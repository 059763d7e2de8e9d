package dev.tare.results.store;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.results.document.AtomicFile;
import dev.tare.results.document.DocumentPrinter;
import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.Survey;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** A survey on its way from the process that made it to the run document, in the latter's form. */
public final class SurveyFile {
  private static final Map<String, Function<DocumentReader, ?>> SURVEY =
      Map.of(
          "findings", in -> in.list(RooflineReader::finding), "roofline", RooflineReader::roofline);

  private SurveyFile() {}

  /**
   * Reads a survey.
   *
   * @throws dev.tare.results.document.UnreadableDocumentException when it is missing or damaged
   */
  public static Survey read(Path file) {
    return DocumentReader.read(file, SurveyFile::survey);
  }

  private static Survey survey(DocumentReader in) {
    Fields f = in.object(SURVEY);
    Optional<Roofline> roofline = f.find("roofline");
    return f.make(() -> new Survey(f.list("findings"), roofline.orElse(Roofline.NONE)));
  }

  /**
   * Writes a survey as a whole.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written
   */
  public static void write(Survey survey, Path file) {
    AtomicFile.write(
        file,
        out -> {
          try (JsonGenerator json = DocumentPrinter.generator(out)) {
            RooflineWriter writer = new RooflineWriter(json, new SampleWriter(json, false));
            json.writeStartObject();
            writer.findings(survey.findings());
            writer.roofline(survey.roofline());
            json.writeEndObject();
            json.writeRaw('\n');
          }
        });
  }
}
