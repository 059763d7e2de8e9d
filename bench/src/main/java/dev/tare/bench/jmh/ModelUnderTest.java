package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.engine.EngineOption;
import dev.tare.bench.engine.ForkArguments;
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
  /** System property: a model file to measure instead of the variant's. */
  private static final String FILE_PROPERTY = ForkArguments.MODEL_FILE;

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
    return new ModelUnderTest(family, with(System.getProperty(FILE_PROPERTY), variant));
  }

  /** A variant whose file is another; its name stands for the place it takes. */
  private static Variant with(String file, Variant variant) {
    return file == null
        ? variant
        : new Variant(
            variant.name(), variant.format(), Path.of(file), variant.reference(), variant.image());
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

  /** Whether this is the family's reference as every run measures it. */
  boolean isReference() {
    return variant.equals(family.reference()) && EngineOption.ofThisProcess().isEmpty();
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
