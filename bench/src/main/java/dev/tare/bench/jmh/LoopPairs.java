package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.jmh.LoopHalf.Slice;

/**
 * Compares two loops in short slices: one, the other, the other, the one, and the next pair the
 * other way round. A machine that slowly changes its speed changes both alike.
 */
final class LoopPairs {
  /** Long against a timer and an interrupt, short against the drift of a machine. */
  private static final double SLICE_NS = 60e6;

  private final LoopHalf harness;
  private final LoopHalf bare;
  private final int operations;
  private boolean harnessOutside;

  /** Runs both halves once, to find how many operations make a slice. */
  LoopPairs(LoopHalf harness, LoopHalf bare) {
    this.harness = harness;
    this.bare = bare;
    bare.run(1);
    this.operations = (int) Math.max(1, Math.ceil(SLICE_NS / harness.run(1).elapsedNs()));
  }

  /** Operations of one slice, 1 or more. */
  int operations() {
    return operations;
  }

  /**
   * One pair.
   *
   * @return speed of the harness divided by the bare loop's
   * @throws EngineException when both did not compute the same
   */
  double ratio() {
    harnessOutside = !harnessOutside;
    LoopHalf outside = harnessOutside ? harness : bare;
    LoopHalf inside = harnessOutside ? bare : harness;
    Slice first = outside.run(operations);
    Slice second = inside.run(operations);
    Slice third = inside.run(operations);
    Slice fourth = outside.run(operations);
    requireSame(first, second, third, fourth);
    double outsideNs = first.elapsedNs() + fourth.elapsedNs();
    double insideNs = second.elapsedNs() + third.elapsedNs();
    return harnessOutside ? insideNs / outsideNs : outsideNs / insideNs;
  }

  private static void requireSame(Slice first, Slice... others) {
    for (Slice other : others) {
      if (other.hash() != first.hash()) {
        throw new EngineException(
            "parity: both loops must compute the same, got output hashes "
                + first.hash()
                + " and "
                + other.hash());
      }
    }
  }
}
