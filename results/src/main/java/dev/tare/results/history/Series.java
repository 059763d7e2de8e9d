package dev.tare.results.history;

import dev.tare.results.run.SeriesId;
import java.util.Arrays;
import java.util.List;

/** The means of one metric by time. Immutable. */
public final class Series {
  private final SeriesId id;
  private final List<RunMark> all;
  private final int[] runs;
  private final double[] means;

  /**
   * A series.
   *
   * @param id what it is of
   * @param all every run of the history by time
   * @param runs index of each value's run, ascending
   * @param means mean of the run's block means, in the metric's unit
   */
  Series(SeriesId id, List<RunMark> all, int[] runs, double[] means) {
    this.id = id;
    this.all = all;
    this.runs = runs;
    this.means = means;
  }

  /** What it is of. */
  public SeriesId id() {
    return id;
  }

  /** Number of runs that have the metric, 1 or more. */
  public int size() {
    return means.length;
  }

  /**
   * A run.
   *
   * @param i from 0 to the size − 1, by time
   */
  public RunMark run(int i) {
    return all.get(runs[i]);
  }

  /** Means by time, in the metric's unit; a copy. */
  public double[] means() {
    return means.clone();
  }

  /** Whether all means are above 0, so that they have logarithms. */
  public boolean isPositive() {
    return Arrays.stream(means).allMatch(mean -> mean > 0);
  }

  /**
   * The values in which changes are sought.
   *
   * @param logarithmic whether as natural logarithms, which needs {@link #isPositive}
   */
  public double[] values(boolean logarithmic) {
    return logarithmic ? Arrays.stream(means).map(Math::log).toArray() : means();
  }
}
