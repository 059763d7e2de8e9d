package dev.tare.bench.profile;

/**
 * What the kernel counted for this process since it started.
 *
 * @param majorFaults page faults that waited for the disk
 * @param voluntarySwitches context switches because a thread waited
 * @param involuntarySwitches context switches because others wanted the core
 */
public record ProcessCounters(long majorFaults, long voluntarySwitches, long involuntarySwitches) {
  /** What was counted between an earlier moment and this one. */
  public ProcessCounters since(ProcessCounters earlier) {
    return new ProcessCounters(
        majorFaults - earlier.majorFaults,
        voluntarySwitches - earlier.voluntarySwitches,
        involuntarySwitches - earlier.involuntarySwitches);
  }
}
