package dev.tare.results.experience;

import dev.tare.results.run.MetricMean;
import dev.tare.results.run.SeriesId;
import dev.tare.results.stats.Estimate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * How far a run lies from the levels of its machine: each metric as it is, and without what moved
 * the run as a whole.
 */
public final class JudgedRun {
  private final Map<SeriesId, Distance> distances;
  private final OptionalDouble shift;
  private final double shiftVariance;
  private final double shiftDegreesOfFreedom;
  private final double tails;
  private final double confidence;

  private JudgedRun(
      Map<SeriesId, Distance> distances,
      OptionalDouble shift,
      Experience experience,
      double confidence) {
    this.distances = distances;
    this.shift = shift;
    this.shiftVariance = experience.shifts().variance() * (1 + 1.0 / experience.shiftedRuns());
    this.shiftDegreesOfFreedom = experience.shifts().degreesOfFreedom();
    this.tails = experience.tails();
    this.confidence = confidence;
  }

  /**
   * Compares a run.
   *
   * @param experience what earlier runs taught
   * @param means what the run found, by metric; those without a level count for nothing
   * @param confidence of every interval, in the range (0, 1)
   */
  public static JudgedRun of(
      Experience experience, Map<SeriesId, MetricMean> means, double confidence) {
    Map<SeriesId, Distance> distances = new LinkedHashMap<>();
    RunShifts shifts = new RunShifts();
    means.forEach(
        (id, mean) -> {
          Optional<MetricLevel> level = mean.mean() > 0 ? experience.level(id) : Optional.empty();
          if (level.isPresent()) {
            Distance distance = level.get().of(mean);
            distances.put(id, distance);
            shifts.add(id, distance.value());
          }
        });
    return new JudgedRun(distances, shifts.median(), experience, confidence);
  }

  /**
   * How far the run as a whole lies from its levels, on the scale of logarithms, worse upwards,
   * with the spread of the machine's earlier runs; empty when it has too few cells to tell.
   */
  public Optional<Estimate> shift() {
    return shift.isEmpty()
        ? Optional.empty()
        : Optional.of(
            Estimate.student(
                shift.getAsDouble(), shiftVariance, shiftDegreesOfFreedom, confidence));
  }

  /**
   * How far a metric lies from its level, without what moved the run as a whole.
   *
   * @return on the scale of logarithms; empty when it has no level
   */
  public Optional<Estimate> alone(SeriesId metric) {
    double off = Column.worseUpwards(metric) * shift.orElse(0);
    return Optional.ofNullable(distances.get(metric))
        .map(distance -> distance.estimate(off, 0, shiftDegreesOfFreedom, confidence))
        .map(this::withTails);
  }

  /**
   * How far a metric lies from its level as it is, with the spread of what moves runs as a whole.
   *
   * @return on the scale of logarithms; empty when it has no level
   */
  public Optional<Estimate> whole(SeriesId metric) {
    boolean moved = shift.isPresent() && Column.worseUpwards(metric) != 0;
    double added = moved ? shiftVariance : 0;
    return Optional.ofNullable(distances.get(metric))
        .map(distance -> distance.estimate(0, added, shiftDegreesOfFreedom, confidence))
        .map(this::withTails);
  }

  /** A 95 % interval is as normal noise has it; that single runs lie far off is commoner. */
  private Estimate withTails(Estimate estimate) {
    return estimate.withDegreesOfFreedom(Math.min(tails, estimate.degreesOfFreedom()));
  }
}
