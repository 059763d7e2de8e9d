package dev.tare.results.run;

/** A run of two arms where a run of one thing is needed; its message is one line. */
public final class VersusRunException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private VersusRunException(String message) {
    super(message);
  }

  /**
   * Refuses a run with arms.
   *
   * @param run the run
   * @param use what it cannot be, for instance {@code a baseline}
   * @throws VersusRunException when it has arms
   */
  public static void reject(Run run, String use) {
    run.versus()
        .ifPresent(
            versus -> {
              throw new VersusRunException(
                  "run "
                      + run.id()
                      + " compares "
                      + versus.text()
                      + " and cannot be "
                      + use
                      + "; tare versus "
                      + run.id()
                      + " shows what it found");
            });
  }
}
