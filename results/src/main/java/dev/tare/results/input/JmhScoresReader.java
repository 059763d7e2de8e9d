package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/** Reads a metric of JMH: its raw data, and nothing that JMH derives from them. */
final class JmhScoresReader {
  private static final String HISTOGRAM = "rawDataHistogram";
  private static final String DATA = "rawData";
  private static final String UNIT = "scoreUnit";

  /** Of one metric; more than any job has time for. */
  private static final int MOST_FORKS = 10_000;

  /** JMH writes as text what is no finite number. */
  private static final Set<String> NO_NUMBER =
      Set.of("NaN", "Infinity", "-Infinity", "+INF", "-INF", "INF");

  private final Room room;
  private final Map<String, Function<DocumentReader, ?>> readers;

  JmhScoresReader(Room room) {
    this.room = room;
    this.readers =
        Map.of(
            UNIT,
            room::text,
            DATA,
            in -> forks(in, this::fork),
            HISTOGRAM,
            in -> forks(in, this::histogram));
  }

  JmhScores scores(DocumentReader in) {
    room.take(in, Room.OBJECT_BYTES);
    Fields f = in.object(readers);
    Optional<List<JmhFork>> histograms = f.find(HISTOGRAM);
    return new JmhScores(f.get(UNIT), histograms.orElseGet(() -> f.get(DATA)));
  }

  private static List<JmhFork> forks(DocumentReader in, Function<DocumentReader, JmhFork> fork) {
    List<JmhFork> forks = new ArrayList<>();
    in.each(
        each -> {
          if (forks.size() == MOST_FORKS) {
            throw in.fail("a metric of more than " + MOST_FORKS + " forks");
          }
          forks.add(fork.apply(each));
        });
    return forks;
  }

  private JmhFork fork(DocumentReader in) {
    room.take(in, Room.OBJECT_BYTES);
    return new JmhFork(in.list(this::score), Map.of());
  }

  private JmhFork histogram(DocumentReader in) {
    room.take(in, Room.OBJECT_BYTES);
    return JmhHistogram.fork(in, room);
  }

  private double score(DocumentReader in) {
    room.take(in, Room.SCORE_BYTES);
    if (!in.isText()) {
      return in.number();
    }
    String text = in.text();
    if (!NO_NUMBER.contains(text)) {
      throw in.fail("a number or \"NaN\" is expected, got \"" + text + "\"");
    }
    return Double.NaN;
  }
}
