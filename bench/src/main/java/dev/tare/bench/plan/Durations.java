package dev.tare.bench.plan;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Durations as people write them: {@code 300ms}, {@code 5s}, {@code 10m}, {@code 2h}. */
public final class Durations {
  /** How to write one, for messages. */
  public static final String FORM = "a duration such as 300ms, 5s, 10m or 2h, of 8760h at most";

  /** A year; more nanoseconds than that fit into a long, but nobody waits for longer. */
  private static final Duration MOST = Duration.ofHours(8760);

  private static final Pattern WRITTEN = Pattern.compile("([0-9]{1,12})(ms|s|m|h)");

  private Durations() {}

  /**
   * Reads a positive duration of a year at most.
   *
   * @return empty when the text is none
   */
  public static Optional<Duration> parse(String text) {
    Matcher matcher = WRITTEN.matcher(text.strip());
    if (!matcher.matches()) {
      return Optional.empty();
    }
    long count = Long.parseLong(matcher.group(1));
    Duration duration =
        switch (matcher.group(2)) {
          case "ms" -> Duration.ofMillis(count);
          case "s" -> Duration.ofSeconds(count);
          case "m" -> Duration.ofMinutes(count);
          default -> Duration.ofHours(count);
        };
    return Optional.of(duration).filter(any -> !any.isZero() && any.compareTo(MOST) <= 0);
  }

  /** Writes a duration of whole milliseconds so that {@link #parse} reads the same. */
  public static String written(Duration duration) {
    long millis = duration.toMillis();
    return millis % 1000 == 0 ? millis / 1000 + "s" : millis + "ms";
  }

  /** Writes a duration to read at a glance: {@code 45s}, {@code 3m 20s}, {@code 2h 5m}. */
  public static String toText(Duration duration) {
    long seconds = Math.max(0, Math.round(duration.toMillis() / 1000.0));
    if (seconds < 60) {
      return seconds + "s";
    }
    return seconds < 3600
        ? seconds / 60 + "m " + seconds % 60 + "s"
        : seconds / 3600 + "h " + seconds % 3600 / 60 + "m";
  }
}
