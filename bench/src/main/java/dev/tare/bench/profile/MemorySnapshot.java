package dev.tare.bench.profile;

/**
 * Resident memory of this process at one moment.
 *
 * @param rssBytes all of it
 * @param anonBytes private memory: heap, buffers, repacked weights
 * @param fileBytes pages of mapped files, weights among them; the kernel can drop them
 * @param sharedBytes shared memory
 * @param peakRssBytes the largest rssBytes since the start or the last reset
 */
public record MemorySnapshot(
    long rssBytes, long anonBytes, long fileBytes, long sharedBytes, long peakRssBytes) {
  /**
   * Checks the ranges.
   *
   * @throws IllegalArgumentException when a number is negative
   */
  public MemorySnapshot {
    if (rssBytes < 0 || anonBytes < 0 || fileBytes < 0 || sharedBytes < 0 || peakRssBytes < 0) {
      throw new IllegalArgumentException("memory must be 0 or more");
    }
  }

  /** What would remain resident if the kernel took back every page of a file. */
  public long unreclaimableBytes() {
    return anonBytes + sharedBytes;
  }
}
