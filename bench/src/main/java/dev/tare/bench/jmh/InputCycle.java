package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;

/**
 * Takes a benchmark's inputs in turn, over all iterations of a fork: where an operation fills an
 * iteration, each iteration still has another input. Holds every answer against the first one to
 * the same input, so that a kernel that goes wrong after a while, or now and then, does not pass
 * for a fast one. Allocates nothing.
 */
final class InputCycle {
  private final int[] answers;
  private final boolean[] known;
  private int next;
  private int current;

  /**
   * A cycle that begins with input 0 and knows no answer yet.
   *
   * @param inputs number of different inputs, 1 or more
   */
  InputCycle(int inputs) {
    this.answers = new int[inputs];
    this.known = new boolean[inputs];
  }

  /** The input of the next operation. */
  int next() {
    return next(1);
  }

  /**
   * The first input of the next operation.
   *
   * @param count how many it takes; the same for each operation
   */
  int next(int count) {
    current = next;
    next = (next + count) % answers.length;
    return current;
  }

  /** Begins with input 0 again. */
  void rewind() {
    next = 0;
  }

  /**
   * Compares the operation's answer with earlier ones to its input.
   *
   * @param answer a hash of it
   * @throws EngineException when it differs
   */
  void answered(int answer) {
    if (known[current] && answers[current] != answer) {
      throw new EngineException(
          "the engine answered input "
              + (current + 1)
              + " differently than before in the same process; its speed means nothing");
    }
    known[current] = true;
    answers[current] = answer;
  }
}
