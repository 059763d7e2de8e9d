package dev.tare.bench.quality;

import dev.tare.bench.engine.EngineException;

/**
 * Holds every measured answer against the first one to the same input, so that a kernel that goes
 * wrong after a while, or now and then, does not pass for a fast one. Allocates nothing.
 */
public final class AnswerCheck {
  private final int[] answers;
  private final boolean[] known;

  /**
   * A check that knows no answer yet.
   *
   * @param inputs number of different inputs, 1 or more
   */
  public AnswerCheck(int inputs) {
    this.answers = new int[inputs];
    this.known = new boolean[inputs];
  }

  /**
   * Remembers the first answer to an input and compares later ones.
   *
   * @param input which input, from 0
   * @param answer a hash of the answer
   * @throws EngineException when it differs from the first
   */
  public void check(int input, int answer) {
    if (known[input] && answers[input] != answer) {
      throw new EngineException(
          "the engine answered input "
              + (input + 1)
              + " differently than before in the same process; its speed means nothing");
    }
    known[input] = true;
    answers[input] = answer;
  }
}
