package dev.tare.results.input;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import java.util.Arrays;
import java.util.Optional;

/** JMH's benchmark modes, by the labels that its files have. */
enum JmhMode {
  /** Operations per time. */
  THROUGHPUT("thrpt", true),
  /** The mean time of an operation over an iteration. */
  AVERAGE_TIME("avgt", false),
  /** The times of single operations. */
  SAMPLE_TIME("sample", false),
  /** The time of one operation in a cold JVM. */
  SINGLE_SHOT("ss", false);

  private static final MetricKind RATE =
      new MetricKind("throughputPerSecond", "1/s", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind TIME =
      new MetricKind("timePerOperationNs", "ns", Better.LOWER, Assumption.NOISY);

  private final String label;
  private final boolean rate;

  JmhMode(String label, boolean rate) {
    this.label = label;
    this.rate = rate;
  }

  /** The mode of that label, if there is one. */
  static Optional<JmhMode> of(String label) {
    return Arrays.stream(values()).filter(mode -> mode.label.equals(label)).findFirst();
  }

  /** {@code thrpt}, {@code avgt}, {@code sample} or {@code ss}. */
  String label() {
    return label;
  }

  /** What a score of this mode is in base units. */
  MetricKind kind() {
    return rate ? RATE : TIME;
  }

  /**
   * What a score in this unit has to be multiplied by.
   *
   * @param unit JMH's name of the unit
   * @throws IllegalArgumentException when the unit does not convert or is of another mode
   */
  double factor(String unit) {
    JmhUnit known =
        JmhUnit.of(unit)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "scoreUnit \""
                            + unit
                            + "\" does not convert; operations per time (ops/us) or time per"
                            + " operation (us/op) is expected"));
    if (known.rate() != rate) {
      throw new IllegalArgumentException(
          "mode " + label + " does not go with scoreUnit \"" + unit + "\"");
    }
    return known.factor();
  }
}
