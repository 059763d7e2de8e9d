package dev.tare.results.verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.stats.Interval;
import dev.tare.results.verdict.RandomRuns.Pair;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What holds of every comparison, whatever the numbers, tried on seeded random runs. */
class ComparatorPropertyTest {
  private static final int TRIALS = 25;
  private static final double ROUNDING = 1e-7;
  private static final List<Policy> POLICIES =
      List.of(Policy.standard(), Policy.standard().withSpreadBetweenRuns(0.005));

  private static Map<String, Row> rows(Comparison comparison) {
    Map<String, Row> rows = new LinkedHashMap<>();
    comparison
        .rows()
        .forEach(row -> rows.put(row.subject().label() + " " + row.kind().name(), row));
    assertEquals(comparison.rows().size(), rows.size());
    return rows;
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 11})
  void swappingTheSidesSwapsEveryVerdictAndInvertsEveryChange(int blocks) {
    Set<Verdict> seen = EnumSet.noneOf(Verdict.class);
    for (int trial = 0; trial < TRIALS; trial++) {
      Pair pair = RandomRuns.pair(trial, blocks);
      for (Policy policy : POLICIES) {
        Map<String, Row> forth = rows(pair.compared(policy));
        Map<String, Row> back = rows(pair.swapped().compared(policy));
        assertEquals(forth.keySet(), Set.copyOf(back.keySet()));
        forth.forEach(
            (name, row) -> {
              assertEquals(swapped(row), back.get(name).verdict(), name);
              assertInverse(name, row.effect(), back.get(name).effect());
              seen.add(row.verdict());
            });
      }
    }
    assertTrue(seen.containsAll(expected(blocks)), seen::toString);
  }

  /** One block shows no spread, so nothing noisy is decided. */
  private static Set<Verdict> expected(int blocks) {
    Set<Verdict> all = EnumSet.allOf(Verdict.class);
    all.remove(Verdict.FAILED);
    return blocks == 1 ? EnumSet.of(Verdict.INCONCLUSIVE, Verdict.NEW, Verdict.GONE) : all;
  }

  private static Verdict swapped(Row row) {
    return switch (row.verdict()) {
      case REGRESSED -> row.kind().better() == Better.SAME ? Verdict.REGRESSED : Verdict.IMPROVED;
      case IMPROVED -> Verdict.REGRESSED;
      case NEW -> Verdict.GONE;
      case GONE -> Verdict.NEW;
      default -> row.verdict();
    };
  }

  private static void assertInverse(String name, Optional<Effect> one, Optional<Effect> other) {
    assertEquals(one.isPresent(), other.isPresent(), name);
    if (one.isEmpty()) {
      return;
    }
    Effect forth = one.get();
    Effect back = other.orElseThrow();
    assertEquals(forth.scale(), back.scale(), name);
    assertNear(name, inverse(forth, forth.change()), back.change());
    assertNear(name, inverse(forth, forth.judged().lower()), back.judged().upper());
    assertNear(name, inverse(forth, forth.judged().upper()), back.judged().lower());
    assertNear(name, inverse(forth, forth.measured().lower()), back.measured().upper());
    assertNear(name, inverse(forth, forth.measured().upper()), back.measured().lower());
  }

  private static double inverse(Effect effect, double change) {
    return effect.scale() == Effect.Scale.RELATIVE ? 1 / (1 + change) - 1 : -change;
  }

  private static void assertNear(String name, double expected, double actual) {
    assertEquals(expected, actual, ROUNDING * Math.max(1, Math.abs(expected)), name);
  }

  @ParameterizedTest
  @ValueSource(doubles = {1e-6, 1 / 3.0, 1000, 6.02e23})
  void theUnitOfTimesAndRatesDoesNotMatter(double factor) {
    for (int trial = 0; trial < TRIALS; trial++) {
      for (int blocks : new int[] {3, 7}) {
        Pair pair = RandomRuns.pair(trial, blocks);
        Pair scaled = pair.with(run -> times(run, factor));
        for (Policy policy : POLICIES) {
          assertAlike(rows(pair.compared(policy)), rows(scaled.compared(policy)));
        }
      }
    }
  }

  private static Run times(Run run, double factor) {
    return metrics(
        run,
        metric ->
            metric.kind().equals(RandomRuns.TIME) || metric.kind().equals(RandomRuns.RATE)
                ? samples(metric, block -> scaled(block, factor))
                : metric);
  }

  private static Block scaled(Block block, double factor) {
    return new Block(block.block(), block.samples().stream().map(x -> x * factor).toList());
  }

  @Test
  void theOrderOfModelsCellsAndMetricsDoesNotMatterAtAll() {
    for (int trial = 0; trial < TRIALS; trial++) {
      Random random = new Random(trial);
      Pair pair = RandomRuns.pair(trial, trial % 2 == 0 ? 3 : 6);
      Pair other = pair.with(run -> shuffled(run, random));
      for (Policy policy : POLICIES) {
        assertEquals(pair.compared(policy).rows(), other.compared(policy).rows());
      }
    }
  }

  private static Run shuffled(Run run, Random random) {
    List<ModelIdentity> models = shuffled(run.models(), random);
    List<Cell> cells = new ArrayList<>();
    for (Cell cell : shuffled(run.cells(), random)) {
      cells.add(cell.withSamples(cell.forks(), shuffled(cell.metrics(), random), cell.absent()));
    }
    return Changed.parts(run, models, cells);
  }

  private static <T> List<T> shuffled(List<T> values, Random random) {
    List<T> copy = new ArrayList<>(values);
    Collections.shuffle(copy, random);
    return copy;
  }

  @Test
  void theOrderOfBlocksAndSamplesDoesNotMatter() {
    for (int trial = 0; trial < TRIALS; trial++) {
      int blocks = trial % 2 == 0 ? 3 : 6;
      long order = trial;
      Pair pair = RandomRuns.pair(trial, blocks);
      // Both sides alike, as blocks of the same index may belong together.
      Pair other = pair.with(run -> metrics(run, metric -> reordered(metric, new Random(order))));
      for (Policy policy : POLICIES) {
        assertAlike(rows(pair.compared(policy)), rows(other.compared(policy)));
      }
    }
  }

  private static Metric reordered(Metric metric, Random random) {
    List<Block> shuffled = shuffled(metric.blocks(), random);
    List<Block> blocks = new ArrayList<>();
    for (int i = 0; i < shuffled.size(); i++) {
      List<Double> samples = new ArrayList<>(shuffled.get(i).samples());
      Collections.reverse(samples);
      blocks.add(new Block(i, samples));
    }
    return new Metric(metric.kind(), blocks);
  }

  private static void assertAlike(Map<String, Row> before, Map<String, Row> now) {
    assertEquals(before.keySet(), Set.copyOf(now.keySet()));
    before.forEach(
        (name, row) -> {
          assertEquals(row.verdict(), now.get(name).verdict(), name);
          assertEquals(row.effect().isPresent(), now.get(name).effect().isPresent(), name);
          row.effect()
              .filter(effect -> effect.scale() == Effect.Scale.RELATIVE)
              .ifPresent(effect -> assertAlike(name, effect, now.get(name).effect().get()));
        });
  }

  private static void assertAlike(String name, Effect before, Effect now) {
    assertNear(name, before.change(), now.change());
    assertNear(name, before.judged().lower(), now.judged().lower());
    assertNear(name, before.judged().upper(), now.judged().upper());
    assertNear(name, before.smallestAlarm(), now.smallestAlarm());
  }

  @Test
  void moreBlocksDoNotWidenTheIntervalInExpectation() {
    for (Policy policy : POLICIES) {
      double measured = Double.POSITIVE_INFINITY;
      double judged = Double.POSITIVE_INFINITY;
      for (int blocks : new int[] {2, 3, 4, 5, 6, 8, 12, 20, 40}) {
        Widths widths = new Widths(blocks, policy);
        assertTrue(widths.measured < measured, blocks + " blocks: " + widths.measured);
        assertTrue(widths.judged < judged, blocks + " blocks: " + widths.judged);
        measured = widths.measured;
        judged = widths.judged;
      }
    }
  }

  /** Mean widths of the intervals of what is not exact, as logarithms of ratios. */
  private static final class Widths {
    private double measured;
    private double judged;
    private int count;

    Widths(int blocks, Policy policy) {
      for (int trial = 0; trial < 2 * TRIALS; trial++) {
        RandomRuns.pair(trial, blocks).compared(policy).rows().stream()
            .flatMap(row -> row.effect().stream())
            .filter(effect -> effect.scale() == Effect.Scale.RELATIVE)
            .forEach(this::add);
      }
      measured /= count;
      judged /= count;
    }

    private void add(Effect effect) {
      measured += width(effect.measured());
      judged += width(effect.judged());
      count++;
    }

    private static double width(Interval interval) {
      return Math.log1p(interval.upper()) - Math.log1p(interval.lower());
    }
  }

  private static Run metrics(Run run, UnaryOperator<Metric> change) {
    return Changed.cells(
        run,
        cell ->
            cell.withSamples(
                cell.forks(), cell.metrics().stream().map(change).toList(), cell.absent()));
  }

  private static Metric samples(Metric metric, UnaryOperator<Block> change) {
    return new Metric(metric.kind(), metric.blocks().stream().map(change).toList());
  }
}
