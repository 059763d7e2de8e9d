package dev.tare.results.run;

/**
 * One model file that a run measured.
 *
 * @param family the model family
 * @param variant the variant of the family
 * @param format {@code gguf} or {@code onnx}
 * @param reference whether the family's other variants are compared with this one
 * @param file file name without its folder
 * @param fileSizeBytes size of the file with its external data, bytes
 * @param tensorCount number of weight tensors
 * @param parameterCount number of weights
 * @param sha256 64 lower-case hex digits over the file
 */
public record ModelIdentity(
    String family,
    String variant,
    String format,
    boolean reference,
    String file,
    long fileSizeBytes,
    int tensorCount,
    long parameterCount,
    String sha256) {
  /**
   * Checks the values.
   *
   * @throws IllegalArgumentException when a name is blank, a number negative, or the hash not 64
   *     lower-case hex digits
   */
  public ModelIdentity {
    if (family == null || family.isBlank() || variant == null || variant.isBlank()) {
      throw new IllegalArgumentException("a model needs a family and a variant");
    }
    if (fileSizeBytes < 0 || tensorCount < 0 || parameterCount < 0) {
      throw new IllegalArgumentException(family + "/" + variant + ": sizes must be 0 or more");
    }
    if (sha256 == null || !sha256.matches("[0-9a-f]{64}")) {
      throw new IllegalArgumentException(family + "/" + variant + ": sha256 must be 64 hex digits");
    }
  }
}
