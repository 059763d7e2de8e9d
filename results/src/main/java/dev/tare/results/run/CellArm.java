package dev.tare.results.run;

/**
 * To which arm of the run a cell belongs.
 *
 * @param name {@link Arm#A} or {@link Arm#B}
 * @param pair what both arms' cells share: the id of the cell as it was planned; not blank
 */
public record CellArm(String name, String pair) {
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
