package dev.tare.results.store;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.run.Failure;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Warmup;
import dev.tare.results.run.WarmupEnd;
import java.util.Map;
import java.util.function.Function;

/** Reads what a document says of one fork. */
final class ForkReader {
  private static final Map<String, Function<DocumentReader, ?>> FAILURE =
      Map.of("reason", DocumentReader::text, "logTail", in -> in.list(DocumentReader::text));

  private static final Map<String, Function<DocumentReader, ?>> WARMUP =
      Map.of(
          "end", in -> RunReader.word(in, "end of a warm-up", WarmupEnd::of),
          "operations", DocumentReader::small,
          "wallTimeNs", DocumentReader::whole);

  private static final Map<String, Function<DocumentReader, ?>> FORK =
      Map.of(
          "block", DocumentReader::small,
          "order", DocumentReader::small,
          "attempt", DocumentReader::small,
          "wallTimeNs", DocumentReader::whole,
          "failure", ForkReader::failure,
          "conditions", DocumentReader::numbers,
          "warmup", ForkReader::warmup,
          "disturbances", in -> in.list(DocumentReader::text),
          "setAside", in -> in.list(RunReader::metric));

  private ForkReader() {}

  static Fork fork(DocumentReader in) {
    Fields f = in.object(FORK);
    return f.make(
        () ->
            new Fork(
                f.<Integer>get("block"),
                f.<Integer>get("order"),
                f.<Integer>find("attempt").orElse(0),
                f.<Long>get("wallTimeNs"),
                f.find("failure"),
                f.<Map<String, Double>>find("conditions").orElse(Map.of()),
                f.list("disturbances"),
                f.list("setAside"),
                f.find("warmup")));
  }

  private static Warmup warmup(DocumentReader in) {
    Fields f = in.object(WARMUP);
    return f.make(
        () -> new Warmup(f.get("end"), f.<Integer>get("operations"), f.<Long>get("wallTimeNs")));
  }

  private static Failure failure(DocumentReader in) {
    Fields f = in.object(FAILURE);
    return f.make(() -> new Failure(f.get("reason"), f.list("logTail")));
  }
}
