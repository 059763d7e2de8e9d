package dev.tare.results.history;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;

/**
 * The level at which a series is now: that since its last change.
 *
 * @param runs how many runs it rests on, 1 or more
 * @param mean their mean, on the scale of the values
 * @param median their median
 * @param sd standard deviation of one run, on the scale of the values (of logarithms: relative); 0
 *     for a single run, which shows none
 * @param correlation of neighbouring runs, in the range [0, 1)
 * @param since index of the first run at this level
 */
public record HistoryLevel(
    int runs, double mean, double median, double sd, double correlation, int since) {
  /**
   * The last level of a series.
   *
   * @param values by time, finite; not empty
   * @param changes its changes by time, as {@link LevelHistory#changes} finds them
   * @param correlation of neighbouring values, in the range [0, 1)
   * @param most how many runs to look back at most, 1 or more
   */
  public static HistoryLevel last(
      double[] values, List<LevelChange> changes, double correlation, int most) {
    // A drift ends with its last run, so that run is at the new level.
    int since = changes.isEmpty() ? 0 : changes.get(changes.size() - 1).to();
    int from = Math.max(since, values.length - most);
    double[] newest = Arrays.copyOfRange(values, from, values.length);
    double mean = Arrays.stream(newest).sum() / newest.length;
    double squares = Arrays.stream(newest).map(value -> (value - mean) * (value - mean)).sum();
    double sd = newest.length < 2 ? 0 : Math.sqrt(squares / (newest.length - 1));
    double median = Ramp.median(newest, 0, newest.length);
    return new HistoryLevel(newest.length, mean, median, sd, correlation, since);
  }

  /**
   * The last level of one series, its steps sought and its correlation estimated from it alone. Of
   * sixty values it takes some 0.1 ms.
   *
   * @param values by time, finite, on a scale on which noise is alike everywhere: logarithms of
   *     times, rates and sizes; not empty; without the run that is to be compared with the level
   * @param cuts index of the first run after each change that was named beforehand
   * @param most how many runs to look back at most, 1 or more
   * @throws IllegalArgumentException when there is no value or one is not finite
   */
  public static HistoryLevel of(double[] values, Collection<Integer> cuts, int most) {
    if (values.length == 0 || most < 1) {
      throw new IllegalArgumentException(
          "a level needs runs, got " + values.length + " and at most " + most);
    }
    double correlation = Correlation.together(List.of(values))[0];
    return last(values, LevelHistory.changes(values, cuts, correlation), correlation, most);
  }

  /** How well the standard deviation is known: 0 for a single run. */
  public int degreesOfFreedom() {
    return runs - 1;
  }
}
