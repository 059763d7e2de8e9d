package dev.tare.results.quality;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Reads a folder of nightly JMH results and the table that says where each was measured. */
final class NightlyRuns {
  private static final int COLUMNS = 4;

  private NightlyRuns() {}

  /**
   * Every night, by date.
   *
   * @param machines {@code file,date,commit,cpu} by line, below a head
   * @param folder the JMH JSON files
   */
  static List<Night> read(Path machines, Path folder) throws IOException {
    List<String> lines = Files.readAllLines(machines);
    List<String> head = List.of(lines.get(0).split(","));
    List<Night> nights = new ArrayList<>();
    for (String line : lines.subList(1, lines.size())) {
      String[] columns = line.split(",", COLUMNS);
      nights.add(
          new Night(
              columns[head.indexOf("date")],
              columns[head.indexOf("commit")],
              columns[head.indexOf("cpu")],
              scores(folder.resolve(columns[head.indexOf("file")]))));
    }
    nights.sort(Comparator.comparing(Night::date));
    return nights;
  }

  private static Map<String, double[][]> scores(Path file) throws IOException {
    Map<String, double[][]> scores = new TreeMap<>();
    for (JsonNode result : new ObjectMapper().readTree(file.toFile())) {
      if (!result.path("mode").asText().equals("thrpt")) {
        throw new IOException(file + ": mode " + result.path("mode").asText());
      }
      String name = result.path("benchmark").asText() + " " + result.path("params");
      JsonNode raw = result.path("primaryMetric").path("rawData");
      double[][] forks = new double[raw.size()][];
      for (int i = 0; i < forks.length; i++) {
        forks[i] = new double[raw.get(i).size()];
        for (int j = 0; j < forks[i].length; j++) {
          forks[i][j] = raw.get(i).get(j).asDouble();
        }
      }
      scores.put(name, forks);
    }
    return scores;
  }
}
