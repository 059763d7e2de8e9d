package dev.tare.bench.residency;

/**
 * How much of some files is in the page cache.
 *
 * @param residentPages how many of their pages are, 0 to pages
 * @param pages how many pages they have, 0 or more
 */
public record Residency(long residentPages, long pages) {
  /** Of no file. */
  static final Residency NONE = new Residency(0, 0);

  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is out of range
   */
  public Residency {
    if (residentPages < 0 || residentPages > pages) {
      throw new IllegalArgumentException(
          "resident pages must be 0 to " + pages + ", got " + residentPages);
    }
  }

  Residency plus(Residency other) {
    return new Residency(residentPages + other.residentPages, pages + other.pages);
  }

  /** The resident share of the files' pages, 0 to 1; 0 for empty files. */
  public double share() {
    return pages == 0 ? 0 : (double) residentPages / pages;
  }
}
