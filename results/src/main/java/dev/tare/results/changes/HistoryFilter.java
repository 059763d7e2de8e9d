package dev.tare.results.changes;

import dev.tare.results.run.SeriesId;
import java.time.LocalDate;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What of a history is shown. Everything is analysed all the same, so that a filter changes no
 * figure.
 *
 * @param metric found in {@code benchmark family/variant parameters metric}; empty for every series
 * @param since the first day, in UTC, whose changes are shown; empty for all
 */
public record HistoryFilter(Optional<Pattern> metric, Optional<LocalDate> since) {
  /** Shows everything. */
  public static final HistoryFilter ALL = new HistoryFilter(Optional.empty(), Optional.empty());

  boolean shows(SeriesId series) {
    return metric.isEmpty() || metric.get().matcher(text(series)).find();
  }

  private static String text(SeriesId id) {
    StringBuilder text = new StringBuilder(id.benchmark());
    text.append(' ').append(id.family()).append('/').append(id.variant()).append(' ');
    id.parameters()
        .forEach((name, value) -> text.append(name).append('=').append(value).append(' '));
    return text.append(id.kind().name()).toString();
  }

  boolean shows(Change change) {
    return shows(change.series()) && (since.isEmpty() || !change.lastDate().isBefore(since.get()));
  }
}
