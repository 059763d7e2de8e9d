package dev.tare.results.history;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The real nightly runs beside the repository, as series: logarithms of a night's mean, by
 * benchmark and CPU model. Needs {@code tar} and {@code xz}.
 */
record NightlySeries(String benchmark, String cpu, List<String> commits, double[] values) {
  private static final Path DATA =
      Path.of("").toAbsolutePath().getParent().resolveSibling("shared/data/jmh-nightly");
  private static final ObjectMapper JSON = new ObjectMapper();

  /** Every series of at least so many nights; empty where the data are not. */
  static Optional<List<NightlySeries>> read(int leastNights) throws IOException {
    if (!Files.isReadable(DATA.resolve("runs.tar.xz"))) {
      return Optional.empty();
    }
    Path folder = Files.createTempDirectory("nightly");
    try {
      unpack(folder);
      return Optional.of(read(folder, leastNights));
    } finally {
      delete(folder);
    }
  }

  private static void unpack(Path folder) throws IOException {
    try {
      Process tar =
          new ProcessBuilder("tar", "-xJf", DATA.resolve("runs.tar.xz").toString())
              .directory(folder.toFile())
              .inheritIO()
              .start();
      if (tar.waitFor() != 0) {
        throw new IOException("the runs cannot be unpacked");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException(e);
    }
  }

  private static void delete(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      for (Path file : files.sorted((a, b) -> b.compareTo(a)).toList()) {
        Files.delete(file);
      }
    }
  }

  private static List<NightlySeries> read(Path folder, int leastNights) throws IOException {
    Map<String, Map<String, List<Night>>> series = new TreeMap<>();
    for (String line : Files.readAllLines(DATA.resolve("machines.csv"))) {
      String[] fields = line.split(",", 4);
      if (fields.length == 4 && fields[0].endsWith(".json")) {
        String cpu = fields[3].replace("\"", "").trim();
        means(folder.resolve(fields[0]))
            .forEach(
                (benchmark, mean) ->
                    series
                        .computeIfAbsent(benchmark, b -> new LinkedHashMap<>())
                        .computeIfAbsent(cpu, c -> new ArrayList<>())
                        .add(new Night(fields[2], mean)));
      }
    }
    List<NightlySeries> all = new ArrayList<>();
    series.forEach(
        (benchmark, byCpu) ->
            byCpu.forEach(
                (cpu, nights) -> {
                  if (nights.size() >= leastNights) {
                    all.add(of(benchmark, cpu, nights));
                  }
                }));
    return all;
  }

  private record Night(String commit, double mean) {}

  private static NightlySeries of(String benchmark, String cpu, List<Night> nights) {
    return new NightlySeries(
        benchmark,
        cpu,
        nights.stream().map(Night::commit).toList(),
        nights.stream().mapToDouble(Night::mean).toArray());
  }

  private static Map<String, Double> means(Path file) throws IOException {
    Map<String, Double> means = new TreeMap<>();
    for (JsonNode result : JSON.readTree(file.toFile())) {
      List<Double> forks = new ArrayList<>();
      for (JsonNode fork : result.get("primaryMetric").get("rawData")) {
        double sum = 0;
        for (JsonNode score : fork) {
          sum += score.asDouble();
        }
        forks.add(sum / fork.size());
      }
      double mean = forks.stream().mapToDouble(Double::doubleValue).average().orElseThrow();
      means.put(result.get("benchmark").asText(), Math.log(mean));
    }
    return means;
  }

  /** The values less the middle of their commit's nights, of commits with two nights or more. */
  double[] withinCommits() {
    Map<String, List<Double>> byCommit = new LinkedHashMap<>();
    for (int i = 0; i < values.length; i++) {
      byCommit.computeIfAbsent(commits.get(i), c -> new ArrayList<>()).add(values[i]);
    }
    return byCommit.values().stream()
        .filter(nights -> nights.size() > 1)
        .flatMapToDouble(
            nights -> {
              double mean = nights.stream().mapToDouble(each -> each).average().orElseThrow();
              double factor = Math.sqrt(nights.size() / (nights.size() - 1.0));
              return nights.stream().mapToDouble(each -> factor * (each - mean));
            })
        .toArray();
  }

  @Override
  public double[] values() {
    return Arrays.copyOf(values, values.length);
  }
}
