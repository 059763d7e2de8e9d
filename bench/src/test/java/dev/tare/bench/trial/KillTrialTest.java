package dev.tare.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.fixtures.CacheFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills real runs with SIGKILL at random moments and resumes them. More kills than the usual ones:
 * {@code mvn -pl bench -am test -Dtest=KillTrialTest -Dtare.kill.trials=50 [-Dtare.kill.seed=7]
 * -Dsurefire.failIfNoSpecifiedTests=false}; figures are then in {@code
 * bench/target/kill-trials.txt}.
 */
class KillTrialTest {
  private static final int USUAL_KILLS = 2;

  /** A run is not killed for ever. */
  private static final int MOST_KILLS_OF_A_RUN = 8;

  private static final String SUITE =
      """
      name: kill-trial
      blocks: 2
      variants: [FP32, Q4_0]
      benchmarks:
        - name: ModelLoadBenchmark
          warmup: {iterations: 0}
          measurement: {iterations: 2}
        - name: ImageEmbeddingBenchmark.preprocess
          warmup: {iterations: 0}
          measurement: {iterations: 2, time: 100ms}
      """;

  @TempDir Path folder;

  private final Random random = new Random(Long.getLong("tare.kill.seed", 1));
  private final Map<String, Integer> figures = new TreeMap<>();
  private int killsLeft = Integer.getInteger("tare.kill.trials", USUAL_KILLS);
  private long longestOrphanMs;

  @Test
  void aRunThatIsKilledAtAnyMomentGoesOnToTheSameDocument() throws Exception {
    Path suite = Files.writeString(folder.resolve("suite.yaml"), SUITE);
    KillTrial whole = trial("whole", CacheFolder.resolve(), suite);
    whole.run(Optional::empty);
    Set<String> expected = DocumentStructure.of(whole.document().orElseThrow());

    int kills = killsLeft;
    int runs = 0;
    while (killsLeft > 0) {
      // Every other run builds its models while it is being killed.
      boolean empty = runs % 2 == 1;
      Path cache = empty ? folder.resolve("cache" + runs) : CacheFolder.resolve();
      KillTrial trial = trial("run" + runs++, cache, suite);
      trial.run(this::next);
      compare(expected, trial);
    }
    report(kills, runs);
  }

  private KillTrial trial(String name, Path cache, Path suite) throws IOException {
    return new KillTrial(Files.createDirectory(folder.resolve(name)), cache, suite);
  }

  private int killsOfThisRun;

  private Optional<Kill> next() {
    if (killsLeft == 0 || killsOfThisRun == MOST_KILLS_OF_A_RUN) {
      killsOfThisRun = 0;
      return Optional.empty();
    }
    killsLeft--;
    killsOfThisRun++;
    return Optional.of(Kill.random(random));
  }

  private void compare(Set<String> expected, KillTrial trial) throws IOException {
    killsOfThisRun = 0;
    trial.figures().forEach((what, count) -> figures.merge(what, count, Integer::sum));
    longestOrphanMs = Math.max(longestOrphanMs, trial.longestOrphanMs());
    Set<String> actual = DocumentStructure.of(trial.document().orElseThrow());
    boolean failed = trial.forkKilled();
    assertEquals(Set.of(), difference(expected, actual, failed), "missing");
    assertEquals(Set.of(), difference(actual, expected, failed), "too much");
    if (failed) {
      return;
    }
    String id = trial.document().orElseThrow().getFileName().toString();
    String names =
        KillTrial.files(trial.runs()).stream()
            .map(file -> file.getFileName().toString())
            // Of a run that was killed before its first document stood: nothing to go on with.
            .filter(name -> !name.matches("\\..*\\.tmp") || name.startsWith("." + id))
            .collect(Collectors.joining(" "));
    assertTrue(names.matches("\\S+\\.jmh\\.json \\S+\\.json"), names);
  }

  /** What a fork measured is missing where that fork was killed. */
  private static Set<String> difference(Set<String> from, Set<String> less, boolean failed) {
    Set<String> rest = new TreeSet<>(from);
    rest.removeAll(less);
    if (failed) {
      rest.removeIf(line -> line.matches("status .*|.*\\.(metrics|absent|failure)\\b.*"));
    }
    return rest;
  }

  private void report(int kills, int runs) throws IOException {
    String text =
        kills
            + " kills of "
            + runs
            + " runs, all resumed to the same document; longest life of an orphaned fork "
            + longestOrphanMs
            + " ms\n"
            + figures.entrySet().stream()
                .map(entry -> entry.getValue() + "\t" + entry.getKey() + "\n")
                .collect(Collectors.joining());
    Files.writeString(Path.of("target", "kill-trials.txt"), text);
  }
}
