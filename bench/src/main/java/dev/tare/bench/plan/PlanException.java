package dev.tare.bench.plan;

import java.util.List;

/** A suite or a choice of cells that cannot be run; carries every problem found. */
public final class PlanException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient List<String> problems;

  /**
   * Collects the problems.
   *
   * @param problems one line each; not empty
   */
  public PlanException(List<String> problems) {
    super(String.join("\n", problems));
    this.problems = List.copyOf(problems);
  }

  /** One line per problem: file, place and remedy. */
  public List<String> problems() {
    return problems;
  }
}
