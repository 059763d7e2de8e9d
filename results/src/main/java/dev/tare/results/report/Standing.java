package dev.tare.results.report;

import dev.tare.results.verdict.BudgetVerdict;
import dev.tare.results.verdict.Row;

/** What a build server is told of one thing that a comparison says. */
enum Standing {
  /** Worse by more than the tolerance, and nothing excuses it. */
  REGRESSED("regressed", Mark.FAILURE, Annotation.ERROR),
  /** Beyond a limit that the policy sets. */
  OVER_BUDGET("over budget", Mark.FAILURE, Annotation.ERROR),
  /** A cell of which forks failed. */
  FORKS_FAILED("failed", Mark.ERROR, Annotation.ERROR),
  /** A metric of such a cell; one annotation for the cell is enough. */
  FAILED("failed", Mark.ERROR, Annotation.NONE),
  /** A limit that nothing was held against. */
  NOT_MEASURED("not measured", Mark.ERROR, Annotation.ERROR),
  /** The comparison as a whole, when something is missing in it. */
  INCOMPLETE("incomplete", Mark.ERROR, Annotation.ERROR),
  /** Only the baseline has it. */
  GONE("gone", Mark.SKIPPED, Annotation.WARNING),
  /** Not decided, where the policy wants a decision. */
  UNDECIDED("inconclusive", Mark.SKIPPED, Annotation.WARNING),
  /** Not decided. */
  INCONCLUSIVE("inconclusive", Mark.SKIPPED, Annotation.NONE),
  /** An alarm, but known or muted. */
  EXCUSED("excused", Mark.SKIPPED, Annotation.NOTICE),
  /** Only the run has it. */
  NEW("new", Mark.SKIPPED, Annotation.NOTICE),
  /** Better by more than the tolerance. */
  IMPROVED("improved", Mark.PASSED, Annotation.NOTICE),
  /** Shown to be as it should be. */
  FINE("fine", Mark.PASSED, Annotation.NONE);

  /** What becomes of a JUnit test case. */
  enum Mark {
    /** It has a {@code failure}. */
    FAILURE,
    /** It has an {@code error}. */
    ERROR,
    /** It was {@code skipped}. */
    SKIPPED,
    /** It has nothing of the kind. */
    PASSED
  }

  /** GitHub's kinds of annotation. */
  enum Annotation {
    /** Red. */
    ERROR("error"),
    /** Yellow. */
    WARNING("warning"),
    /** Grey. */
    NOTICE("notice"),
    /** None is made. */
    NONE("");

    private final String command;

    Annotation(String command) {
      this.command = command;
    }

    /** The workflow command that makes one; empty for {@link #NONE}. */
    String command() {
      return command;
    }
  }

  private final String word;
  private final Mark mark;
  private final Annotation annotation;

  Standing(String word, Mark mark, Annotation annotation) {
    this.word = word;
    this.mark = mark;
    this.annotation = annotation;
  }

  /** The word for it. */
  String word() {
    return word;
  }

  /** What becomes of its test case. */
  Mark mark() {
    return mark;
  }

  /** What annotation it is worth. */
  Annotation annotation() {
    return annotation;
  }

  /**
   * How a metric stands.
   *
   * @param row what is said of it
   * @param decisionWanted whether the policy counts what is inconclusive as missing
   */
  static Standing of(Row row, boolean decisionWanted) {
    if (row.excuse().isPresent()) {
      return EXCUSED;
    }
    return switch (row.verdict()) {
      case REGRESSED -> REGRESSED;
      case FAILED -> FAILED;
      case GONE -> GONE;
      case INCONCLUSIVE -> decisionWanted ? UNDECIDED : INCONCLUSIVE;
      case NEW -> NEW;
      case IMPROVED -> IMPROVED;
      case UNCHANGED -> FINE;
    };
  }

  /**
   * How a budget stands.
   *
   * @param verdict what is said of it
   * @param decisionWanted whether the policy counts what is inconclusive as missing
   */
  static Standing of(BudgetVerdict verdict, boolean decisionWanted) {
    return switch (verdict) {
      case OVER -> OVER_BUDGET;
      case NOT_MEASURED -> NOT_MEASURED;
      case INCONCLUSIVE -> decisionWanted ? UNDECIDED : INCONCLUSIVE;
      case KEPT -> FINE;
    };
  }
}
