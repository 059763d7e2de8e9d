package dev.tare.results.verdict;

/**
 * What one arm's cell could not measure.
 *
 * @param subject the cell
 * @param arm {@code A} or {@code B}
 * @param metric the metric's name
 * @param reason one line, not escaped
 */
public record AbsentMetric(Subject subject, String arm, String metric, String reason) {}
