package dev.tare.bench.driver;

import dev.tare.bench.machine.Conditions;
import dev.tare.bench.plan.Slot;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a cell holds once a fork is added to it. */
final class CellSamples {
  private CellSamples() {}

  /**
   * Adds a fork that ended. The samples of a disturbed fork are kept with it, apart from those of
   * the cell; only a cell that repeats exactly, such as a cosine, is taken whatever the machine
   * did.
   *
   * @param cell what was measured before
   * @param slot the fork's place in the run
   * @param wallTimeNs how long it took
   * @param conditions what the machine did meanwhile
   * @param result how it ended
   * @param keepDisturbed whether samples are used although the machine was disturbed
   */
  static Cell plus(
      Cell cell,
      Slot slot,
      long wallTimeNs,
      Conditions conditions,
      ForkResult result,
      boolean keepDisturbed) {
    List<Metric> metrics = cell.metrics();
    List<Absent> absent = cell.absent();
    List<Metric> setAside = List.of();
    if (result instanceof ForkResult.Measured measured) {
      boolean disturbed = !conditions.disturbances().isEmpty() && !slot.cell().isExact();
      if (disturbed && !keepDisturbed) {
        setAside = merge(List.of(), measured, slot.block()).metrics();
      } else {
        BlockPercentiles merged = merge(metrics, measured, slot.block());
        metrics = merged.metrics();
        absent = union(metrics, merged.absent(), union(metrics, absent, measured.absent()));
      }
    }
    List<Fork> forks = new ArrayList<>(cell.forks());
    forks.add(
        new Fork(
            slot.block(),
            slot.order(),
            Attempts.of(cell, slot.block()).size(),
            wallTimeNs,
            result instanceof ForkResult.Failed failed
                ? Optional.of(failed.failure())
                : Optional.empty(),
            conditions.readings(),
            conditions.disturbances(),
            setAside,
            result instanceof ForkResult.Measured measured ? measured.warmup() : Optional.empty()));
    return cell.withSamples(forks, metrics, absent);
  }

  private static BlockPercentiles merge(
      List<Metric> known, ForkResult.Measured measured, int block) {
    Map<MetricKind, List<Block>> blocks = new LinkedHashMap<>();
    known.forEach(metric -> blocks.put(metric.kind(), new ArrayList<>(metric.blocks())));
    measured
        .samples()
        .forEach(
            (kind, values) ->
                blocks
                    .computeIfAbsent(kind, any -> new ArrayList<>())
                    .add(
                        new Block(
                            block, values, Optional.ofNullable(measured.latencies().get(kind)))));
    List<Metric> merged = new ArrayList<>();
    blocks.forEach(
        (kind, list) -> {
          list.sort(Comparator.comparingInt(Block::block));
          merged.add(new Metric(kind, list));
        });
    return BlockPercentiles.of(merged);
  }

  /** A metric that one block could measure is not absent. */
  private static List<Absent> union(List<Metric> metrics, List<Absent> known, List<Absent> more) {
    Map<String, Absent> all = new LinkedHashMap<>();
    known.forEach(absent -> all.put(absent.name(), absent));
    more.forEach(absent -> all.putIfAbsent(absent.name(), absent));
    metrics.forEach(metric -> all.remove(metric.kind().name()));
    return List.copyOf(all.values());
  }
}
