package dev.tare.bench.trial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.tare.fixtures.CacheFolder;
import dev.tare.fixtures.ggml.LlamaLibrary;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run whose document cannot grow further, as on a full disk. */
class FullDiskTest {
  /** Large enough for JNA's library, which each process unpacks; less than two blocks need. */
  private static final String MOST_KIB = "192";

  /**
   * The suite stands in the document, and leaves room for a fork or two in what a file may hold.
   */
  private static final int COMMENT_BYTES = 150 << 10;

  private static final int BLOCKS = 4;
  private static final int SAMPLES = 150;

  private static final String SUITE =
      """
      name: full-disk
      blocks: %d
      variants: [FP32]
      benchmarks:
        - name: ImageEmbeddingBenchmark.preprocess
          warmup: {iterations: 0}
          measurement: {iterations: %d, time: 1ms}
      # %s
      """
          .formatted(BLOCKS, SAMPLES, "x".repeat(COMMENT_BYTES));

  @TempDir Path home;

  private Path document() throws IOException {
    try (Stream<Path> files = Files.list(home.resolve("runs"))) {
      List<Path> all = files.sorted().toList();
      assertEquals(
          List.of(), all.stream().filter(file -> file.toString().endsWith(".tmp")).toList());
      return all.stream().filter(FullDiskTest::isRun).findFirst().orElseThrow();
    }
  }

  private static boolean isRun(Path file) {
    String name = file.getFileName().toString();
    return name.endsWith(".json") && !name.endsWith(".jmh.json");
  }

  private static int forks(Run run) {
    return run.cells().stream().map(Cell::forks).mapToInt(List::size).sum();
  }

  @Test
  void aFullDiskEndsTheRunAndKeepsWhatWasMeasured() throws Exception {
    assumeTrue(Files.isExecutable(Path.of("/bin/bash")));
    LlamaLibrary.open();
    Path suite = Files.writeString(home.resolve("suite.yaml"), SUITE);
    Path cache = CacheFolder.resolve();
    String runs = Files.createDirectory(home.resolve("runs")).toString();

    RunChild full =
        RunChild.start(
            home,
            cache,
            List.of("/bin/bash", "-c", "ulimit -f " + MOST_KIB + " && exec \"$@\"", "limited"),
            "run",
            "--no-diff",
            "--keep-disturbed",
            "--models",
            "tiny",
            "--suite",
            suite.toString(),
            "--out",
            runs);
    int code = full.exitCode();

    assertEquals(3, code, full.output());
    assertTrue(full.output().contains("File too large"), full.output());
    assertTrue(full.output().contains("What was measured until then is in "), full.output());
    Run kept = RunFile.read(document());
    assertEquals(RunStatus.RUNNING, kept.status());
    int done = forks(kept);
    assertTrue(done > 0 && done < BLOCKS, () -> done + " forks were kept");
    List<Block> blocks = kept.cells().get(0).metrics().get(0).blocks();
    assertEquals(done, blocks.size());
    assertTrue(blocks.stream().allMatch(block -> block.samples().size() == SAMPLES));

    RunChild resumed =
        RunChild.start(home, cache, "run", "--no-diff", "--resume", document().toString());
    assertEquals(0, resumed.exitCode(), resumed.output());
    assertEquals(BLOCKS, forks(RunFile.read(document())));
  }
}
