package dev.tare.bench.driver;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Failure;
import dev.tare.results.run.MetricKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What became of one fork. */
public sealed interface ForkResult {
  /**
   * The fork ran to its end.
   *
   * @param samples per metric one value per measured iteration
   * @param absent what could not be measured
   */
  record Measured(Map<MetricKind, List<Double>> samples, List<Absent> absent)
      implements ForkResult {
    /** Copies both. */
    public Measured {
      samples = new LinkedHashMap<>(samples);
      absent = List.copyOf(absent);
    }
  }

  /**
   * The fork has no result.
   *
   * @param failure why
   */
  record Failed(Failure failure) implements ForkResult {}
}
