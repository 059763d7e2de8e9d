package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Collects {@code rawDataHistogram} of one fork: by iteration, an array of pairs of a value and how
 * often it was measured. The order of a file's fields is free, so the unit may not be known yet.
 */
final class JmhHistogram {
  /** More operations than any fork has time for; a sum of them stays exact. */
  private static final long MOST_OPERATIONS = 1L << 40;

  private final Room room;
  private final Map<Double, Long> operations = new HashMap<>();
  private double ofFork;
  private double ofIteration;
  private double sumOfIteration;

  private JmhHistogram(Room room) {
    this.room = room;
  }

  /** Reads the iterations of one fork; the score of each is the mean of its operations. */
  static JmhFork fork(DocumentReader in, Room room) {
    JmhHistogram histogram = new JmhHistogram(room);
    List<Double> means = in.list(histogram::iteration);
    return new JmhFork(means, histogram.operations);
  }

  private double iteration(DocumentReader in) {
    room.take(in, Room.SCORE_BYTES);
    ofIteration = 0;
    sumOfIteration = 0;
    in.each(this::pair);
    return ofIteration == 0 ? Double.NaN : sumOfIteration / ofIteration;
  }

  private void pair(DocumentReader in) {
    double[] pair = new double[2];
    int[] read = {0};
    in.each(
        number -> {
          if (read[0] == pair.length) {
            throw in.fail("nothing is expected after a value and how often it was measured");
          }
          pair[read[0]++] = number.number();
        });
    if (read[0] < pair.length) {
      throw in.fail("a value and how often it was measured are expected");
    }
    add(in, pair[0], pair[1]);
  }

  private void add(DocumentReader in, double value, double times) {
    if (!(value >= 0)) {
      throw in.fail("a time must be 0 or more, got " + value);
    }
    ofFork += times;
    if (!(times >= 1 && times == Math.rint(times) && ofFork <= MOST_OPERATIONS)) {
      throw in.fail(
          "how often a value was measured must be a whole number, in a fork from 1 to "
              + MOST_OPERATIONS);
    }
    ofIteration += times;
    sumOfIteration += value * times;
    boolean first = operations.merge(value, (long) times, Long::sum) == (long) times;
    if (first) {
      room.take(in, Room.COUNT_BYTES);
    }
  }
}
