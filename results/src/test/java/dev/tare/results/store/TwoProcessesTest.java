package dev.tare.results.store;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TwoProcessesTest {
  private static final int EACH = 45;

  @TempDir private Path folder;

  @Test
  void twoJobsThatAcceptAtOnceLoseNothing() throws Exception {
    List<Process> jobs = new ArrayList<>();
    try {
      for (String name : List.of("one", "two")) {
        jobs.add(job(name));
      }
      awaitReady(jobs);
      Files.createFile(folder.resolve("go"));
      for (Process job : jobs) {
        assertTrue(job.waitFor(2, TimeUnit.MINUTES));
        assertEquals(0, job.exitValue(), this::output);
      }
    } finally {
      jobs.forEach(Process::destroyForcibly);
    }

    Path file = new BaselineStore(folder.resolve("baselines")).list().get(0);
    Set<String> accepted = new TreeSet<>();
    BaselineFile.read(file).acceptances().forEach(each -> accepted.add(each.runId()));
    Set<String> expected = new TreeSet<>();
    for (int i = 0; i < EACH; i++) {
      expected.addAll(List.of("one-" + i, "two-" + i));
    }
    assertEquals(expected, accepted);
    try (Stream<Path> left = Files.list(file.getParent())) {
      assertEquals(Set.of(file, file.resolveSibling(".lock")), Set.copyOf(left.toList()));
    }
  }

  private Process job(String name) throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                AcceptingMain.class.getName(),
                folder.toString(),
                name,
                "" + EACH)
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve(name + ".log").toFile());
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    return builder.start();
  }

  private void awaitReady(List<Process> jobs) throws InterruptedException {
    long endNs = System.nanoTime() + TimeUnit.MINUTES.toNanos(1);
    while (!Files.exists(folder.resolve("one.ready"))
        || !Files.exists(folder.resolve("two.ready"))) {
      assertTrue(
          System.nanoTime() < endNs && jobs.stream().allMatch(Process::isAlive), this::output);
      Thread.sleep(5);
    }
  }

  private String output() {
    StringBuilder all = new StringBuilder();
    for (String name : List.of("one", "two")) {
      try {
        all.append(Files.readString(folder.resolve(name + ".log")));
      } catch (IOException e) {
        all.append(name).append(": ").append(e);
      }
    }
    return all.toString();
  }
}
