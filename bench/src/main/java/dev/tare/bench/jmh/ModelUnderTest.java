package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.fixtures.InvalidModelException;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.catalog.ModelVerifier;
import dev.tare.fixtures.catalog.Variant;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The model that a benchmark's parameters name, from the catalogue that the system properties name.
 *
 * @param family the family
 * @param variant one of its variants
 */
record ModelUnderTest(Family family, Variant variant) {
  /**
   * Finds the model.
   *
   * @throws EngineException when the catalogue has no such family or variant
   */
  static ModelUnderTest find(String familyName, String variantName) {
    Catalog catalog = Catalog.fromSystemProperties();
    Family family =
        catalog
            .family(familyName)
            .orElseThrow(
                () ->
                    new EngineException(
                        "models: no family " + familyName + "; there are " + familyNames(catalog)));
    Variant variant =
        family
            .variant(variantName)
            .orElseThrow(
                () ->
                    new EngineException(
                        "models: family "
                            + familyName
                            + " has no variant "
                            + variantName
                            + "; it has "
                            + family.variants().stream().map(Variant::name).toList()));
    return new ModelUnderTest(family, variant);
  }

  private static List<String> familyNames(Catalog catalog) {
    return catalog.families().stream().map(Family::name).toList();
  }

  /**
   * The files that hold it.
   *
   * @throws EngineException when one cannot be used
   */
  List<Path> files() {
    try {
      return ModelVerifier.files(variant);
    } catch (InvalidModelException e) {
      throw new EngineException(e.getMessage(), e);
    }
  }

  /** The family's reference. */
  ModelUnderTest reference() {
    return new ModelUnderTest(family, family.reference());
  }

  /** Whether this is the family's reference. */
  boolean isReference() {
    return variant.name().equals(family.reference().name());
  }

  /** Whether it reads text. */
  boolean isText() {
    return family.modality() == Modality.TEXT;
  }

  /**
   * Demands a modality.
   *
   * @throws EngineException when the family has the other one
   */
  ModelUnderTest require(Modality modality) {
    if (family.modality() != modality) {
      throw new EngineException(
          "benchmark: family "
              + family.name()
              + " is no "
              + modality.name().toLowerCase(Locale.ROOT)
              + " model; choose another family");
    }
    return this;
  }

  /**
   * How pictures become the model's input.
   *
   * @throws EngineException when the catalogue does not say
   */
  ImageInput imageInput() {
    return variant
        .image()
        .orElseThrow(
            () -> new EngineException(variant.file() + ": the catalogue names no image input"));
  }
}
