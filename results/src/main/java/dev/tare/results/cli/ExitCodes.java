package dev.tare.results.cli;

/** What exit codes mean, for the help of commands. */
final class ExitCodes {
  /** Of commands that judge a run by a baseline. */
  static final String OF_JUDGING =
      "Exit codes: 0 nothing regressed; 1 something regressed, or is over its budget; 2 usage,"
          + " unreadable input, or runs that must not be compared; 3 nothing of that, but a fork of"
          + " RUN failed, RUN did not reach its end, something of the baseline is gone, the two have"
          + " nothing in common, a budget has nothing to judge, or no baseline is accepted for RUN's"
          + " machine and suite (with --strict: or something is inconclusive).";

  private ExitCodes() {}
}
