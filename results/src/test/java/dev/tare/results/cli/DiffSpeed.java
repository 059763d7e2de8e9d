package dev.tare.results.cli;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Run;
import dev.tare.results.sample.Changed;
import dev.tare.results.sample.SampleRuns;
import dev.tare.results.store.RunFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * How long {@code tare diff} takes over two runs of 2,000 cells with 50 samples each, from the
 * start of the process to its end. Run by hand:
 *
 * <pre>java -cp ... dev.tare.results.cli.DiffSpeed scripts/tare [BLOCKS [CELLS]]</pre>
 */
final class DiffSpeed {
  private static final String BLOCKS = "10";
  private static final String CELLS = "2000";
  private static final int SAMPLES = 50;
  private static final int STARTS = 15;
  private static final MetricKind TIME =
      new MetricKind("timePerOperationNs", "ns", Better.LOWER, Assumption.NOISY);

  private DiffSpeed() {}

  /**
   * Prints the median and the extremes.
   *
   * @param args the launcher, into how many blocks the samples fall, and the number of cells
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    int blocks = Integer.parseInt(args.length < 2 ? BLOCKS : args[1]);
    int cells = Integer.parseInt(args.length < 3 ? CELLS : args[2]);
    Path folder = Files.createTempDirectory("diff-speed");
    Path before = folder.resolve("before.json");
    Path now = folder.resolve("now.json");
    System.out.println(folder);
    RunFile.write(run(1, blocks, cells), before);
    RunFile.write(run(2, blocks, cells), now);
    double[] seconds = new double[STARTS];
    for (int i = 0; i < STARTS; i++) {
      long start = System.nanoTime();
      Process process =
          new ProcessBuilder(args[0], "diff", before.toString(), now.toString())
              .redirectErrorStream(true)
              .redirectOutput(folder.resolve("out.txt").toFile())
              .start();
      int code = process.waitFor();
      seconds[i] = (System.nanoTime() - start) / 1e9;
      if (code != 0 && code != 1) {
        throw new IllegalStateException(Files.readString(folder.resolve("out.txt")));
      }
    }
    Arrays.sort(seconds);
    System.out.printf(
        Locale.ROOT,
        "%d cells, %d samples in %d blocks: median %.2f s, from %.2f to %.2f s%n",
        cells,
        SAMPLES,
        blocks,
        seconds[STARTS / 2],
        seconds[0],
        seconds[STARTS - 1]);
  }

  private static Run run(long seed, int blocks, int count) {
    SplittableRandom random = new SplittableRandom(seed);
    List<Cell> cells = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> parameters = Map.of("index", "" + i);
      Metric metric = metric(random, blocks, 1000 * (1 + i % 7));
      cells.add(
          new Cell("B.b", "f", "v", parameters, blocks, List.of(), List.of(metric), List.of()));
    }
    return Changed.parts(SampleRuns.quick().id("run-" + seed).build(), List.of(), cells);
  }

  private static Metric metric(SplittableRandom random, int blocks, double mean) {
    List<Block> all = new ArrayList<>();
    for (int block = 0; block < blocks; block++) {
      double ofBlock = mean * (1 + 0.02 * random.nextGaussian());
      List<Double> samples = new ArrayList<>();
      for (int i = 0; i < SAMPLES / blocks; i++) {
        samples.add(ofBlock * (1 + 0.01 * random.nextGaussian()));
      }
      all.add(new Block(block, samples));
    }
    return new Metric(TIME, all);
  }
}
