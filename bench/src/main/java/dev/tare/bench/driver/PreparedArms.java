package dev.tare.bench.driver;

import dev.tare.bench.plan.ArmSettings;
import dev.tare.bench.plan.VersusSpec;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ModelVerifier;
import dev.tare.fixtures.catalog.Variant;
import dev.tare.fixtures.catalog.VerifiedModel;
import dev.tare.results.run.Arm;
import dev.tare.results.run.Versus;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The arms of a run, checked: their files exist, their library and JVM have been tried.
 *
 * @param document as the run document states them
 * @param javaVersions feature version of each arm's JVM, by the arm's name
 * @param doubts what speaks against the comparison as it is planned, one line each
 */
public record PreparedArms(
    Versus document, Map<String, Integer> javaVersions, List<String> doubts) {
  /** Copies the versions and doubts. */
  public PreparedArms {
    javaVersions = Map.copyOf(javaVersions);
    doubts = List.copyOf(doubts);
  }

  /** The same arms under a doubt, or none. */
  PreparedArms with(Optional<String> doubt) {
    return new PreparedArms(document, javaVersions, doubt.stream().toList());
  }

  /** The arms of a comparison whose model belongs to the first cell's family. */
  static PreparedArms of(VersusRequest request, Catalog catalog, Subject subject) {
    VersusSpec spec = request.arms();
    Map<String, Integer> javaVersions = new TreeMap<>();
    Arm a = arm(Arm.A, spec.a(), catalog, subject, javaVersions);
    Arm b = arm(Arm.B, spec.b(), catalog, subject, javaVersions);
    return new PreparedArms(new Versus(a, b, request.tolerance()), javaVersions, List.of());
  }

  /**
   * The variant whose place an arm's model takes.
   *
   * @param family the family's name
   * @param variant the variant's name
   */
  record Subject(String family, String variant) {}

  private static Arm arm(
      String name,
      ArmSettings settings,
      Catalog catalog,
      Subject subject,
      Map<String, Integer> javaVersions) {
    ArmCheck.Outcome outcome = ArmCheck.run(name, settings);
    javaVersions.put(name, outcome.javaVersion());
    Map<String, String> identity = new TreeMap<>(outcome.identity());
    settings.model().ifPresent(file -> identity.putAll(model(file, catalog, subject)));
    return new Arm(name, settings.values(), identity);
  }

  private static Map<String, String> model(Path file, Catalog catalog, Subject subject) {
    Family family = catalog.family(subject.family()).orElseThrow();
    Variant place = family.variant(subject.variant()).orElseThrow();
    Variant variant =
        new Variant(place.name(), place.format(), file, place.reference(), place.image());
    VerifiedModel model = ModelVerifier.verify(family, variant);
    return Map.of(
        "modelSha256", model.sha256(), "modelSizeBytes", Long.toString(model.fileSizeBytes()));
  }
}
