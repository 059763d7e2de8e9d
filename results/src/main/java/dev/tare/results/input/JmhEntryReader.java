package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.document.Fields;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;

/** Reads the results of JMH one by one. */
final class JmhEntryReader {
  private static final List<String> PLATFORM = List.of("jdkVersion", "vmName", "vmVersion");
  private static final String BATCH_SIZE = "measurementBatchSize";
  private static final int MOST = 10_000;

  private final Room room;
  private final JmhScoresReader scores;
  private final Map<String, Function<DocumentReader, ?>> readers;

  JmhEntryReader(Room room) {
    this.room = room;
    this.scores = new JmhScoresReader(room);
    this.readers =
        Map.ofEntries(
            Map.entry("jmhVersion", room::text),
            Map.entry("benchmark", room::text),
            Map.entry("mode", JmhEntryReader::mode),
            Map.entry("threads", DocumentReader::small),
            Map.entry("forks", DocumentReader::small),
            Map.entry("jvmArgs", in -> in.list(room::text)),
            Map.entry("jdkVersion", room::text),
            Map.entry("vmName", room::text),
            Map.entry("vmVersion", room::text),
            Map.entry("warmupIterations", DocumentReader::small),
            Map.entry("warmupTime", room::text),
            Map.entry("measurementIterations", DocumentReader::small),
            Map.entry("measurementTime", room::text),
            Map.entry(BATCH_SIZE, DocumentReader::small),
            Map.entry("params", this::parameters),
            Map.entry("primaryMetric", scores::scores),
            Map.entry("secondaryMetrics", this::secondary));
  }

  /**
   * Reads one result.
   *
   * @param in stands at the result
   * @param use takes it; its {@link IllegalArgumentException} becomes a complaint about the result
   */
  void read(DocumentReader in, Consumer<JmhEntry> use) {
    room.take(in, Room.OBJECT_BYTES);
    Fields f = in.object(readers);
    f.make(
        () -> {
          JmhEntry entry = entry(f);
          // Each fork that the file lacks becomes an object of the run.
          room.take(in, entry.forks() * Room.OBJECT_BYTES);
          use.accept(entry);
          return entry;
        });
  }

  private static JmhEntry entry(Fields f) {
    return new JmhEntry(
        f.get("benchmark"),
        f.get("mode"),
        bounded(f, "threads", 1),
        batchSize(f),
        bounded(f, "forks", 0),
        f.<Map<String, String>>find("params").orElse(Map.of()),
        platform(f),
        settings(f),
        f.get("primaryMetric"),
        f.<Map<String, JmhScores>>find("secondaryMetrics").orElse(Map.of()));
  }

  private static JmhMode mode(DocumentReader in) {
    String label = in.text();
    return JmhMode.of(label)
        .orElseThrow(
            () -> in.fail("unknown mode \"" + label + "\"; thrpt, avgt, sample or ss is expected"));
  }

  private static int bounded(Fields f, String name, int least) {
    int value = f.<Integer>get(name);
    if (value < least || value > MOST) {
      throw f.fail(name + " must be from " + least + " to " + MOST + ", got " + value);
    }
    return value;
  }

  /** One call is an operation unless the file says otherwise. */
  private static int batchSize(Fields f) {
    int size = f.<Integer>find(BATCH_SIZE).orElse(1);
    if (size < 1) {
      throw f.fail(BATCH_SIZE + " must be 1 or more, got " + size);
    }
    return size;
  }

  private static Map<String, String> platform(Fields f) {
    Map<String, String> platform = new TreeMap<>();
    for (String name : PLATFORM) {
      f.<String>find(name)
          .filter(text -> !text.isBlank())
          .ifPresent(text -> platform.put(name, text));
    }
    return platform;
  }

  private static Map<String, String> settings(Fields f) {
    Map<String, String> settings = new TreeMap<>();
    f.<String>find("jmhVersion").ifPresent(version -> settings.put("jmh", version));
    phase(f, "warmup").ifPresent(text -> settings.put("warmup", text));
    phase(f, "measurement").ifPresent(text -> settings.put("measurement", text));
    f.<List<String>>find("jvmArgs")
        .filter(arguments -> !arguments.isEmpty())
        .ifPresent(arguments -> settings.put("jvmArgs", String.join(" ", arguments)));
    return settings;
  }

  /** {@code 5 x 10 s}. */
  private static Optional<String> phase(Fields f, String name) {
    Optional<Integer> iterations = f.find(name + "Iterations");
    Optional<String> time = f.find(name + "Time");
    return iterations.flatMap(count -> time.map(each -> count + " x " + each));
  }

  private Map<String, String> parameters(DocumentReader in) {
    Map<String, String> values = new LinkedHashMap<>();
    in.fields(name -> put(in, values, name, room.text(in)));
    return values;
  }

  private Map<String, JmhScores> secondary(DocumentReader in) {
    Map<String, JmhScores> values = new LinkedHashMap<>();
    in.fields(name -> put(in, values, name, scores.scores(in)));
    return values;
  }

  private <T> void put(DocumentReader in, Map<String, T> values, String name, T value) {
    if (values.put(room.kept(in, name), value) != null) {
      throw in.fail("field \"" + name + "\" appears twice");
    }
  }
}
