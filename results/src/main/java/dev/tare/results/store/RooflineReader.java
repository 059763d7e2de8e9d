package dev.tare.results.store;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.run.Finding;
import dev.tare.results.run.LimitSurvey;
import dev.tare.results.run.ModelWork;
import dev.tare.results.run.Operations;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.SpeedLimit;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Reads what was found out about the machine; the counterpart of {@link RooflineWriter}. */
final class RooflineReader {
  private static final Map<String, Function<DocumentReader, ?>> FINDING =
      Map.of(
          "name", DocumentReader::text,
          "level", in -> RunReader.word(in, "level", Finding.Level::of),
          "value", DocumentReader::text,
          "effect", DocumentReader::text,
          "remedy", DocumentReader::text);

  private static final Map<String, Function<DocumentReader, ?>> LIMIT =
      Map.of(
          "kind", in -> RunReader.word(in, "kind", SpeedLimit.Kind::of),
          "method", DocumentReader::text,
          "threads", DocumentReader::small,
          "workPerRound", DocumentReader::whole,
          "roundTimesNs", in -> in.list(RunReader::block));

  private static final Map<String, Function<DocumentReader, ?>> OPERATIONS =
      Map.of("float32Operations", DocumentReader::whole, "int8Operations", DocumentReader::whole);

  private static final Map<String, Function<DocumentReader, ?>> TOKEN =
      Map.of(
          "weightBytes", DocumentReader::whole,
          "keyValueBytes", DocumentReader::whole,
          "layers", RooflineReader::operations,
          "output", RooflineReader::operations,
          "attentionOperations", DocumentReader::whole);

  private static final Map<String, Function<DocumentReader, ?>> WORK =
      Map.of(
          "family", DocumentReader::text,
          "variant", DocumentReader::text,
          "token", in -> in.object(TOKEN),
          "image", RooflineReader::operations);

  private static final Map<String, Function<DocumentReader, ?>> ROOFLINE =
      Map.of(
          "limits", in -> in.list(RooflineReader::limit),
          "work", in -> in.list(RooflineReader::work),
          "absent", in -> in.list(RunReader::absent),
          "surveys", in -> in.list(RooflineReader::survey));

  private static final Map<String, Function<DocumentReader, ?>> SURVEY =
      Map.of("block", DocumentReader::small, "disturbances", in -> in.list(DocumentReader::text));

  private RooflineReader() {}

  static Finding finding(DocumentReader in) {
    Fields f = in.object(FINDING);
    return f.make(
        () ->
            new Finding(
                f.get("name"), f.get("level"), f.get("value"), f.find("effect"), f.find("remedy")));
  }

  static Roofline roofline(DocumentReader in) {
    Fields f = in.object(ROOFLINE);
    return f.make(
        () -> new Roofline(f.list("limits"), f.list("work"), f.list("absent"), f.list("surveys")));
  }

  private static LimitSurvey survey(DocumentReader in) {
    Fields f = in.object(SURVEY);
    return f.make(() -> new LimitSurvey(f.<Integer>get("block"), f.list("disturbances")));
  }

  private static SpeedLimit limit(DocumentReader in) {
    Fields f = in.object(LIMIT);
    return f.make(
        () ->
            new SpeedLimit(
                f.get("kind"),
                f.get("method"),
                f.<Integer>get("threads"),
                f.<Long>get("workPerRound"),
                f.get("roundTimesNs")));
  }

  private static ModelWork work(DocumentReader in) {
    Fields f = in.object(WORK);
    String family = f.get("family");
    String variant = f.get("variant");
    Optional<Operations> image = f.find("image");
    if (image.isPresent()) {
      return f.make(() -> new ModelWork.OfImage(family, variant, image.get()));
    }
    Fields token = f.get("token");
    return token.make(
        () ->
            new ModelWork.OfToken(
                family,
                variant,
                token.<Long>get("weightBytes"),
                token.<Long>get("keyValueBytes"),
                token.get("layers"),
                token.get("output"),
                token.<Long>get("attentionOperations")));
  }

  private static Operations operations(DocumentReader in) {
    Fields f = in.object(OPERATIONS);
    return f.make(
        () -> new Operations(f.<Long>get("float32Operations"), f.<Long>get("int8Operations")));
  }
}
