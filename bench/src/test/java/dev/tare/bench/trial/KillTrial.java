package dev.tare.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardWatchEventKinds;
import java.nio.file.WatchKey;
import java.nio.file.WatchService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * One run that is killed and resumed until it ends. After each kill what is on disk is looked at:
 * the document is whole, and holds at least what it held before.
 */
final class KillTrial {
  private static final long ORPHAN_LIMIT_MS = 5000;

  private final Path home;
  private final Path cache;
  private final Path suite;
  private final Map<String, Integer> figures = new TreeMap<>();
  private List<Fork> known = List.of();
  private long longestOrphanMs;
  private boolean forkKilled;

  KillTrial(Path home, Path cache, Path suite) {
    this.home = home;
    this.cache = cache;
    this.suite = suite;
  }

  /** What was met, in numbers. */
  Map<String, Integer> figures() {
    return figures;
  }

  /** The longest that a fork outlived its driver, ms. */
  long longestOrphanMs() {
    return longestOrphanMs;
  }

  /** Whether the document must hold a failure: one of its forks was killed. */
  boolean forkKilled() {
    return forkKilled;
  }

  /** The document; empty when none was begun. */
  Optional<Path> document() throws IOException {
    List<Path> found =
        files(runs()).stream()
            .filter(file -> file.toString().endsWith(".json"))
            .filter(file -> !file.toString().endsWith(".jmh.json"))
            .toList();
    assertTrue(found.size() <= 1, () -> "one run has one document, got " + found);
    return found.stream().findFirst();
  }

  Path runs() throws IOException {
    return Files.createDirectories(home.resolve("runs"));
  }

  static List<Path> files(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.sorted().toList();
    }
  }

  /** Kills and resumes until the supply of kills or the run ends. */
  void run(Supplier<Optional<Kill>> kills) throws IOException, InterruptedException {
    for (Optional<Kill> kill = kills.get(); kill.isPresent(); kill = kills.get()) {
      if (killed(kill.get())) {
        return;
      }
    }
    end(start());
  }

  private RunChild start() throws IOException {
    Optional<Path> document = document();
    List<String> arguments = new ArrayList<>(List.of("run", "--no-diff"));
    if (document.isPresent()) {
      arguments.addAll(List.of("--resume", document.get().toString()));
    } else {
      arguments.addAll(List.of("--only", "load.*Q4_0|preprocess"));
      arguments.addAll(List.of("--models", "tiny", "--keep-disturbed", "--suite"));
      arguments.addAll(List.of(suite.toString(), "--out", runs().toString()));
    }
    return RunChild.start(home, cache, arguments.toArray(String[]::new));
  }

  /** Whether the run came to its end. */
  private boolean killed(Kill kill) throws IOException, InterruptedException {
    RunChild child = start();
    awaitMoment(child, kill.moment());
    if (!child.process().isAlive()) {
      count("ended before the kill");
      end(child);
      return true;
    }
    if (kill.victim() == Kill.Victim.FORK) {
      killFork(child);
      end(child);
      return true;
    }
    boolean forked = child.fork().isPresent();
    long driver = child.process().pid();
    if (kill.victim() == Kill.Victim.ALL) {
      child.killAll();
    } else {
      child.killDriver();
    }
    count(what(kill, forked));
    check();
    awaitOrphans(driver);
    return false;
  }

  private static String what(Kill kill, boolean forked) {
    String when = kill.moment() instanceof Kill.Moment.AtWrite ? ", while writing" : "";
    return kill.victim() + (forked ? " with a fork" : " between forks") + when;
  }

  private void killFork(RunChild child) {
    Optional<ProcessHandle> fork = child.fork();
    if (fork.isPresent() && fork.get().destroyForcibly()) {
      forkKilled = true;
      count("FORK");
    } else {
      count("FORK, none there");
    }
  }

  private void count(String what) {
    figures.merge(what, 1, Integer::sum);
  }

  private void awaitMoment(RunChild child, Kill.Moment moment)
      throws IOException, InterruptedException {
    if (moment instanceof Kill.Moment.After after) {
      child.process().waitFor(after.ms(), TimeUnit.MILLISECONDS);
    } else if (moment instanceof Kill.Moment.InFork inFork) {
      while (child.process().isAlive() && child.fork().isEmpty()) {
        TimeUnit.MILLISECONDS.sleep(20);
      }
      child.process().waitFor(inFork.ms(), TimeUnit.MILLISECONDS);
    } else if (moment instanceof Kill.Moment.AtWrite write) {
      awaitWrite(child, write.n());
    }
  }

  private void awaitWrite(RunChild child, int n) throws IOException, InterruptedException {
    try (WatchService watch = FileSystems.getDefault().newWatchService()) {
      runs().register(watch, StandardWatchEventKinds.ENTRY_CREATE);
      long left = n;
      while (left > 0 && child.process().isAlive()) {
        WatchKey key = watch.poll(50, TimeUnit.MILLISECONDS);
        if (key != null) {
          left -=
              key.pollEvents().stream()
                  .filter(event -> String.valueOf(event.context()).contains(".json."))
                  .count();
          key.reset();
        }
      }
    }
  }

  /** The document is whole, follows the schema and has lost nothing. */
  private void check() throws IOException {
    Optional<Path> document = document();
    if (document.isEmpty()) {
      assertEquals(List.of(), known, "the document is gone");
      return;
    }
    assertEquals(List.of(), DocumentStructure.violations(document.get()));
    Run run = RunFile.read(document.get());
    List<Fork> forks = run.cells().stream().flatMap(cell -> cell.forks().stream()).toList();
    assertTrue(forks.containsAll(known), () -> "lost forks: had " + known + ", has " + forks);
    known = forks;
  }

  private void end(RunChild child) throws IOException, InterruptedException {
    int code = child.exitCode();
    check();
    Run run = RunFile.read(document().orElseThrow(() -> new AssertionError(output(child))));
    List<Fork> failed =
        run.cells().stream()
            .map(Cell::forks)
            .flatMap(List::stream)
            .filter(fork -> fork.failure().isPresent())
            .toList();
    if (!forkKilled) {
      assertEquals(0, code, () -> output(child));
      assertEquals(RunStatus.COMPLETE, run.status());
      assertEquals(List.of(), failed);
    } else if (!failed.isEmpty()) {
      assertEquals(3, code, () -> output(child));
      assertEquals(RunStatus.INCOMPLETE, run.status());
      assertEquals(1, failed.size());
      String reason = failed.get(0).failure().orElseThrow().reason();
      assertTrue(reason.contains("SIGKILL"), reason);
    }
  }

  private static String output(RunChild child) {
    try {
      return child.output();
    } catch (IOException e) {
      return e.toString();
    }
  }

  private void awaitOrphans(long driver) throws InterruptedException {
    long start = System.nanoTime();
    while (!RunChild.orphans(driver).isEmpty()) {
      longestOrphanMs = Math.max(longestOrphanMs, (System.nanoTime() - start) / 1_000_000);
      assertTrue(longestOrphanMs < ORPHAN_LIMIT_MS, "an orphaned fork lives on");
      TimeUnit.MILLISECONDS.sleep(10);
    }
  }
}
