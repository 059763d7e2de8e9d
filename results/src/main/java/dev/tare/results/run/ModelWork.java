package dev.tare.results.run;

/** What a model asks of a machine, from the shapes and types of its tensors. */
public sealed interface ModelWork {
  /** The model family. */
  String family();

  /** The variant of the family. */
  String variant();

  /**
   * A text model, per token that passes through it.
   *
   * @param family the model family
   * @param variant the variant of the family
   * @param weightBytes bytes of weights that one token needs: every tensor as it is stored, but of
   *     tables that are looked up (the token embedding, unless it is the output projection, too)
   *     one row, and of experts the share that is used
   * @param keyValueBytes bytes of keys and values that the cache holds per position, in all layers
   * @param layers operations of one token apart from attention and the output projection
   * @param output operations of the output projection, needed once for each token generated and
   *     once for a whole prompt
   * @param attentionOperations 32-bit operations of one token for each position it looks at, in all
   *     layers
   */
  record OfToken(
      String family,
      String variant,
      long weightBytes,
      long keyValueBytes,
      Operations layers,
      Operations output,
      long attentionOperations)
      implements ModelWork {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a name is blank or a number negative
     */
    public OfToken {
      requireNames(family, variant);
      if (weightBytes < 0 || keyValueBytes < 0 || attentionOperations < 0) {
        throw new IllegalArgumentException(family + "/" + variant + ": work must be 0 or more");
      }
    }
  }

  /**
   * An image model, per image.
   *
   * @param family the model family
   * @param variant the variant of the family
   * @param operations of all matrix products and convolutions
   */
  record OfImage(String family, String variant, Operations operations) implements ModelWork {
    /**
     * Checks.
     *
     * @throws IllegalArgumentException when a name is blank
     */
    public OfImage {
      requireNames(family, variant);
    }
  }

  private static void requireNames(String family, String variant) {
    if (family == null || family.isBlank() || variant == null || variant.isBlank()) {
      throw new IllegalArgumentException("a model's work needs a family and a variant");
    }
  }
}
