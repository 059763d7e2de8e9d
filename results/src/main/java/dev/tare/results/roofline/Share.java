package dev.tare.results.roofline;

/**
 * What a cell reached of what the machine can do.
 *
 * @param limit what it is compared with
 * @param value 1 for all of it; above 1 where the limit does not hold, see {@link Shares}
 */
public record Share(Limit limit, double value) {
  /** What limits a cell. */
  public enum Limit {
    /** How fast memory is read. */
    BANDWIDTH("bandwidth"),
    /** How fast the cores multiply and add. */
    COMPUTE("compute");

    private final String id;

    Limit(String id) {
      this.id = id;
    }

    /** The word in the document. */
    public String id() {
      return id;
    }
  }
}
