package dev.tare.bench.machine;

/**
 * Times of all processors together, as {@code /proc/stat} counts them; see {@code proc_stat(5)}.
 * Interrupts are in the total alone: the fork's own reading of files causes them as well, and what
 * part is whose is not told.
 *
 * @param total ticks of the clock, of all processors
 * @param idle ticks with nothing to do, or nothing but waiting for a disk
 * @param busy ticks in which tasks of this system ran, those of the kernel included
 * @param steal ticks that tasks of this system wanted and a hypervisor gave to others
 */
record CpuTimes(long total, long idle, long busy, long steal) {
  private static final int USER = 0;
  private static final int NICE = 1;
  private static final int SYSTEM = 2;
  private static final int IDLE = 3;
  private static final int IOWAIT = 4;
  private static final int STEAL = 7;

  /** Guest time comes behind these, and is contained in user time already. */
  private static final int TIMES = 8;

  /**
   * Reads the first line.
   *
   * @param stat {@code /proc/stat}, or its beginning
   */
  static CpuTimes of(String stat) {
    String line = stat.lines().findFirst().orElse("");
    long[] times = Words.numbers(line.startsWith("cpu ") ? line.substring(4) : "");
    long total = 0;
    for (int i = 0; i < TIMES; i++) {
      total += Words.at(times, i);
    }
    return new CpuTimes(
        total,
        Words.at(times, IDLE) + Words.at(times, IOWAIT),
        Words.at(times, USER) + Words.at(times, NICE) + Words.at(times, SYSTEM),
        Words.at(times, STEAL));
  }

  /** The times between an earlier reading and this one. */
  CpuTimes since(CpuTimes before) {
    return new CpuTimes(
        total - before.total, idle - before.idle, busy - before.busy, steal - before.steal);
  }

  /**
   * Share of the time that work wanted and did not get, 0 to 1. An idle core wants nothing: of one
   * busy core among many, all that is lost counts.
   */
  double stealShare() {
    double lost = Math.max(0, steal);
    double wanted = Math.max(0, busy) + lost;
    return wanted > 0 ? lost / wanted : 0;
  }

  /**
   * Ticks as a number of cores that were occupied by them on average.
   *
   * @param ticks of the same span; negative ones, which readings at slightly different moments can
   *     bring about, are none
   * @param cores of the machine
   */
  double cores(double ticks, int cores) {
    return total > 0 ? Math.max(0, ticks) / total * cores : 0;
  }
}
