package dev.tare.results.run;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast the machine was found to be in this run, and how much the models ask of it. Both
 * together say what share of the possible a cell reached.
 *
 * @param limits what was measured; those that more than one block measured are the run's canaries
 * @param work what each model asks for
 * @param absent limits and models of which it is not known, and why
 * @param surveys when all limits were measured, in order; empty in documents from before it was
 *     kept
 */
public record Roofline(
    List<SpeedLimit> limits, List<ModelWork> work, List<Absent> absent, List<LimitSurvey> surveys) {
  /** Nothing was measured. */
  public static final Roofline NONE = new Roofline(List.of(), List.of(), List.of());

  /** Copies. */
  public Roofline {
    limits = List.copyOf(limits);
    work = List.copyOf(work);
    absent = List.copyOf(absent);
    surveys = List.copyOf(surveys);
  }

  /** What was found out by somebody who does not know what else the machine did. */
  public Roofline(List<SpeedLimit> limits, List<ModelWork> work, List<Absent> absent) {
    this(limits, work, absent, List.of());
  }

  /** Whether nothing is known. */
  public boolean isEmpty() {
    return limits.isEmpty() && work.isEmpty() && absent.isEmpty() && surveys.isEmpty();
  }

  /** Whether all limits were measured, but each time beside other work. */
  public boolean disturbed() {
    return !surveys.isEmpty() && surveys.stream().allMatch(LimitSurvey::disturbed);
  }

  /** This with one more measurement of all limits. */
  public Roofline plus(LimitSurvey survey) {
    List<LimitSurvey> all = new ArrayList<>(surveys);
    all.add(survey);
    return new Roofline(limits, work, absent, all);
  }

  /**
   * What the machine can do at most with so many threads: the fastest of all methods.
   *
   * @return per second; empty when it was not measured
   */
  public Optional<Double> perSecond(SpeedLimit.Kind kind, int threads) {
    return limits.stream()
        .filter(limit -> limit.kind() == kind && limit.threads() == threads)
        .map(SpeedLimit::perSecond)
        .max(Comparator.naturalOrder());
  }

  /** What a model asks for, if it is known. */
  public Optional<ModelWork> work(String family, String variant) {
    return work.stream()
        .filter(model -> model.family().equals(family) && model.variant().equals(variant))
        .findFirst();
  }

  /** This and what another block found out. */
  public Roofline plus(Roofline other) {
    List<SpeedLimit> joined = new ArrayList<>(limits);
    for (SpeedLimit more : other.limits) {
      Optional<SpeedLimit> same = joined.stream().filter(more::isSameAs).findFirst();
      if (same.isPresent()) {
        joined.set(joined.indexOf(same.get()), same.get().joined(more));
      } else {
        joined.add(more);
      }
    }
    List<ModelWork> models = new ArrayList<>(work);
    other.work.stream()
        .filter(model -> work(model.family(), model.variant()).isEmpty())
        .forEach(models::add);
    Map<String, Absent> reasons = new LinkedHashMap<>();
    absent.forEach(each -> reasons.put(each.name(), each));
    other.absent.forEach(each -> reasons.putIfAbsent(each.name(), each));
    List<LimitSurvey> all = new ArrayList<>(surveys);
    all.addAll(other.surveys);
    return new Roofline(joined, models, List.copyOf(reasons.values()), all);
  }
}
