package dev.tare.results.run;

import java.util.List;
import java.util.Objects;

/**
 * What was found out about the machine between two blocks of a run.
 *
 * @param findings what spoils measurements on it; empty when it was not examined this time
 * @param roofline how fast it was
 */
public record Survey(List<Finding> findings, Roofline roofline) {
  /** Copies. */
  public Survey {
    findings = List.copyOf(findings);
    Objects.requireNonNull(roofline, "roofline");
  }
}
