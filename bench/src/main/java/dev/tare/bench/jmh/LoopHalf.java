package dev.tare.bench.jmh;

import java.nio.FloatBuffer;
import java.util.Arrays;

/** One of two loops that do the same work. */
@FunctionalInterface
interface LoopHalf {
  /**
   * Runs one operation that is not measured, in which whatever the other half left running ends,
   * and then the measured ones.
   *
   * @param operations how many are measured, 1 or more
   */
  Slice run(int operations);

  /**
   * Some operations of one half.
   *
   * @param elapsedNs measured time
   * @param hash of what came out
   */
  record Slice(double elapsedNs, int hash) {
    /** The hash, once one more operation has answered. */
    static int hash(int before, int answer) {
      return 31 * before + answer;
    }

    /** The same of an embedding; the buffer's own hash would see whole numbers only. */
    static int hash(int before, FloatBuffer answer) {
      float[] values = new float[answer.remaining()];
      answer.get(answer.position(), values);
      return hash(before, Arrays.hashCode(values));
    }
  }
}
