package dev.tare.results.store;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import dev.tare.results.run.Arm;
import dev.tare.results.run.CellArm;
import dev.tare.results.run.Versus;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Reads what a run compares side by side. */
final class VersusReader {
  private static final Map<String, Function<DocumentReader, ?>> ARM =
      Map.of(
          "name", DocumentReader::text,
          "settings", DocumentReader::texts,
          "identity", DocumentReader::texts);

  private static final Map<String, Function<DocumentReader, ?>> VERSUS =
      Map.of("tolerance", DocumentReader::number, "arms", in -> in.list(VersusReader::arm));

  private static final Map<String, Function<DocumentReader, ?>> CELL_ARM =
      Map.of(
          "name", DocumentReader::text,
          "of", DocumentReader::text,
          "inTurns", DocumentReader::truth);

  private VersusReader() {}

  static Versus versus(DocumentReader in) {
    Fields f = in.object(VERSUS);
    List<Arm> arms = f.list("arms");
    if (arms.size() != 2) {
      throw f.fail("a comparison has two arms, got " + arms.size());
    }
    return f.make(() -> new Versus(arms.get(0), arms.get(1), f.<Double>get("tolerance")));
  }

  private static Arm arm(DocumentReader in) {
    Fields f = in.object(ARM);
    Map<String, String> settings = f.<Map<String, String>>find("settings").orElse(Map.of());
    Map<String, String> identity = f.<Map<String, String>>find("identity").orElse(Map.of());
    return f.make(() -> new Arm(f.get("name"), settings, identity));
  }

  static CellArm cellArm(DocumentReader in) {
    Fields f = in.object(CELL_ARM);
    boolean inTurns = f.<Boolean>find("inTurns").orElse(false);
    return f.make(() -> new CellArm(f.get("name"), f.get("of"), inTurns));
  }
}
