package dev.tare.bench.driver;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Machine;
import dev.tare.results.run.Metric;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.Plan;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunStatus;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JmhJsonTest {
  private static final MetricKind RATE =
      new MetricKind("decodeTokensPerSecond", "tokens/s", Better.HIGHER, Assumption.NOISY);
  private static final MetricKind COUNT =
      new MetricKind("tokenCount", "1", Better.SAME, Assumption.EXACT);

  @TempDir Path folder;

  private static Run run(String family) {
    Cell cell =
        new Cell(
            "TokenGenerationBenchmark.decode",
            family,
            "Q4_0",
            Map.of("depth", "0"),
            2,
            List.of(),
            List.of(
                new Metric(COUNT, List.of(new Block(0, List.of(32.0)))),
                new Metric(
                    RATE,
                    List.of(
                        new Block(0, List.of(100.0, 110.0)), new Block(1, List.of(90.0, 100.0))))),
            List.of());
    return new Run(
        "id",
        RunStatus.COMPLETE,
        Instant.EPOCH,
        Optional.of(Instant.EPOCH),
        Map.of("jmh", "1.37", "java", "17"),
        new Plan("s", 1, 2, JsonNodeFactory.instance.objectNode()),
        new Machine(
            Map.of("cpuModel", "x", "jvm", "OpenJDK 64-Bit Server VM 17"),
            Map.of("jvmVersion", "17.0.15+6")),
        List.of(),
        List.of(cell),
        List.of());
  }

  private JsonNode written(Run run) throws IOException {
    Path file = folder.resolve("run.jmh.json");
    new JmhJson().write(run, file);
    return new ObjectMapper().readTree(file.toFile()).get(0);
  }

  @Test
  void holdsWhatTheViewersReadOfAResult() throws IOException {
    JsonNode result = written(run("gemma"));

    assertEquals(
        "dev.tare.bench.jmh.TokenGenerationBenchmark.decode", result.get("benchmark").asText());
    assertEquals("thrpt", result.get("mode").asText());
    assertEquals(2, result.get("forks").asInt());
    assertEquals("Q4_0", result.get("params").get("variant").asText());
    assertEquals("OpenJDK 64-Bit Server VM", result.get("vmName").asText());
    assertEquals("17.0.15+6", result.get("vmVersion").asText());
    JsonNode primary = result.get("primaryMetric");
    assertEquals(100.0, primary.get("score").asDouble());
    assertEquals("tokens/s", primary.get("scoreUnit").asText());
    assertEquals("[[100.0,110.0],[90.0,100.0]]", primary.get("rawData").toString());
    // The 99.9 % t-interval over n = 4: qt(0.9995, 3) * sd(c(100,110,90,100)) / sqrt(4) in R.
    assertEquals(52.754, primary.get("scoreError").asDouble(), 0.01);
  }

  @Test
  void writesAnErrorThatIsNoNumberAsJmhDoes() throws IOException {
    assertEquals(
        "NaN",
        written(run("gemma")).get("secondaryMetrics").get("tokenCount").get("scoreError").asText());
  }

  @Test
  void escapesNames() throws IOException {
    assertEquals("a\"b\\c", written(run("a\"b\\c")).get("params").get("family").asText());
  }
}
