package dev.tare.bench.cli;

import dev.tare.bench.driver.Preparation;
import dev.tare.bench.driver.SetupException;
import dev.tare.bench.driver.VersusRequest;
import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.Precision;
import dev.tare.bench.plan.VersusSpec;
import dev.tare.results.cli.UsageException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;

/**
 * What the options of {@code tare run} mean. A text is null where its option was not given; what
 * cannot be used is a {@link UsageException} that names the option, its range and what was given.
 */
final class RunOptionValues {
  private static final double MOST_TOLERANCE_PERCENT = 50;

  private RunOptionValues() {}

  /** A whole number from 1 to 999. */
  static OptionalInt count(String option, String value) {
    if (value == null) {
      return OptionalInt.empty();
    }
    if (!value.matches("[1-9][0-9]{0,2}")) {
      throw new UsageException(option + " must be a whole number from 1 to 999, got " + value);
    }
    return OptionalInt.of(Integer.parseInt(value));
  }

  /** The half width that intervals are to reach, relative. */
  static OptionalDouble precision(String value) {
    if (value == null) {
      return OptionalDouble.empty();
    }
    return OptionalDouble.of(
        Precision.parseTarget(value)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--precision must be " + Precision.FORM + ", got " + value)));
  }

  /** After how long no further block starts. */
  static Optional<Duration> timeBudget(String value) {
    if (value == null) {
      return Optional.empty();
    }
    return Optional.of(
        Durations.parse(value)
            .orElseThrow(
                () ->
                    new UsageException(
                        "--time-budget must be " + Durations.FORM + ", got " + value)));
  }

  /**
   * The two things to compare.
   *
   * @param value the arms
   * @param tolerance the change that does not matter, percent; null for the usual
   */
  static Optional<VersusRequest> versus(String value, Double tolerance) {
    if (value == null) {
      if (tolerance != null) {
        throw new UsageException("--tolerance goes with --versus");
      }
      return Optional.empty();
    }
    double percent = tolerance == null ? 100 * VersusRequest.USUAL_TOLERANCE : tolerance;
    if (!(percent > 0 && percent <= MOST_TOLERANCE_PERCENT)) {
      throw new UsageException("--tolerance must be above 0 up to 50 percent, got " + percent);
    }
    return Optional.of(new VersusRequest(VersusSpec.parse(value).text(), percent / 100));
  }

  /**
   * The list of models. The forks run elsewhere: a file is named by its absolute path.
   *
   * @throws SetupException when there is no such file
   */
  static Optional<String> models(String value) {
    if (value == null || value.equals(Preparation.TINY)) {
      return Optional.ofNullable(value);
    }
    Path file = Path.of(value).toAbsolutePath().normalize();
    if (!Files.isRegularFile(file)) {
      throw new SetupException(value + ": no such file; give a YAML list of models");
    }
    return Optional.of(file.toString());
  }
}
