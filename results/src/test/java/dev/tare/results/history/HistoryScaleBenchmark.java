package dev.tare.results.history;

import dev.tare.results.changes.HistoryAnalysis;
import dev.tare.results.changes.HistoryFilter;
import dev.tare.results.changes.HistoryReport;
import dev.tare.results.sample.HistoryRuns;
import dev.tare.results.store.RunFile;
import dev.tare.results.store.RunStore;
import dev.tare.results.verdict.Policy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/**
 * Makes a store and analyses it; run by hand, under {@code -Xmx1g} and on two cores for the stated
 * bound of 20 s:
 *
 * <pre>java -Xmx1g -cp ... dev.tare.results.history.HistoryScaleBenchmark FOLDER [runs] [series]
 * </pre>
 *
 * <p>The folder is made when it is not there, and kept, so that {@code tare history FOLDER} can be
 * timed as well.
 */
final class HistoryScaleBenchmark {
  private HistoryScaleBenchmark() {}

  /**
   * Prints the time that reading and analysing take.
   *
   * @param args the folder, the number of runs and that of series; 1,000 each when not given
   * @throws IOException when the store cannot be made
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    int runs = args.length > 1 ? Integer.parseInt(args[1]) : 1_000;
    int series = args.length > 2 ? Integer.parseInt(args[2]) : 1_000;
    if (!Files.isDirectory(folder)) {
      make(folder, runs, series);
    }
    for (int i = 0; i < 3; i++) {
      Instant start = Instant.now();
      RunHistory history = RunHistory.read(new RunStore(folder).list());
      Instant read = Instant.now();
      HistoryReport report = HistoryAnalysis.of(history, Policy.standard(), HistoryFilter.ALL);
      Instant end = Instant.now();
      System.out.println(
          report.series()
              + " series, "
              + report.values()
              + " values, "
              + report.changes().size()
              + " changes; read in "
              + Duration.between(start, read).toMillis()
              + " ms, analysed in "
              + Duration.between(read, end).toMillis()
              + " ms");
    }
  }

  private static void make(Path folder, int runs, int series) throws IOException {
    HistoryRuns made = new HistoryRuns(runs);
    for (int i = 0; i < series; i++) {
      int step = runs / 4 + i * 37 % Math.max(1, runs / 2);
      double factor = i % 3 == 0 ? 0.9 : 1;
      made.with("B.b" + i, "Q4_0", HistoryRuns.RATE, 0.047, run -> 100 * (run < step ? 1 : factor));
    }
    Files.createDirectories(folder);
    made.forEach(1, run -> RunFile.write(run, folder.resolve(run.id() + ".json")));
  }
}
