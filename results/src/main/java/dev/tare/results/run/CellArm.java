package dev.tare.results.run;

/**
 * To which arm of the run a cell belongs.
 *
 * @param name {@link Arm#A} or {@link Arm#B}
 * @param pair what both arms' cells share: the id of the cell as it was planned; not blank
 * @param inTurns whether the forks of both arms were open at once and measured in turns, so that
 *     samples at the same place in a block were taken one right after the other
 */
public record CellArm(String name, String pair, boolean inTurns) {
  /**
   * Checks both.
   *
   * @throws IllegalArgumentException when the name is none of the two or the pair is blank
   */
  public CellArm {
    if (!Arm.A.equals(name) && !Arm.B.equals(name)) {
      throw new IllegalArgumentException("an arm is A or B, got " + name);
    }
    if (pair == null || pair.isBlank()) {
      throw new IllegalArgumentException("arm " + name + " needs the cell it is of");
    }
  }

  /** The id of the arm's cell: both arms may have the same parameters. */
  String cellId() {
    return pair + " arm=" + name;
  }
}
