package dev.tare.bench.survey;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.onnx.MatrixProduct;
import dev.tare.bench.engine.onnx.MatrixProduct.Numbers;
import dev.tare.bench.roofline.Rounds;
import dev.tare.bench.survey.SurveyProcess.Outcome;
import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Roofline;
import dev.tare.results.run.SpeedLimit;
import dev.tare.results.run.SpeedLimit.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SurveyTest {
  @TempDir private Path folder;

  @Test
  void aRequestSurvivesTheCommandLine() {
    SurveyRequest request = new SurveyRequest(2, List.of(1, 16), List.of("f/A", "f/B=1"), true);
    assertEquals(request, SurveyRequest.of(request.toArguments()));
    SurveyRequest canaries = new SurveyRequest(0, List.of(4), List.of(), false);
    assertEquals(canaries, SurveyRequest.of(canaries.toArguments()));
    assertThrows(
        IllegalArgumentException.class, () -> new SurveyRequest(0, List.of(0), List.of(), true));
  }

  @Test
  void limitsAreMeasuredOncePerNumberOfThreadsAndMethod() {
    LimitMeter meter = new LimitMeter(3, new Rounds(Duration.ofMillis(1), 1, 2));
    meter.canaries(2);
    meter.others(2);

    assertEquals(List.of(), meter.absent());
    assertEquals(
        List.of(
            Kind.READ_BANDWIDTH,
            Kind.FLOAT32_OPERATIONS,
            Kind.INT8_OPERATIONS,
            Kind.FLOAT32_OPERATIONS),
        meter.limits().stream().map(SpeedLimit::kind).toList());
    for (SpeedLimit limit : meter.limits()) {
      assertEquals(2, limit.threads());
      assertEquals(List.of(3), limit.roundTimesNs().stream().map(Block::block).toList());
      // The slowest of machines reads and computes more than this; no machine does a million more.
      assertTrue(limit.perSecond() > 1e8 && limit.perSecond() < 1e14, limit::toString);
    }
    assertEquals(384L << 20, meter.limits().get(0).workPerRound());
  }

  @Test
  void aLimitThatCannotBeMeasuredIsAbsentAndCostsNoOther() {
    LimitMeter meter = new LimitMeter(0, new Rounds(Duration.ofMillis(1), 1, 1), () -> 1 << 20);
    meter.measure(
        Kind.INT8_OPERATIONS,
        1,
        threads -> {
          throw new OutOfMemoryError("Java heap space");
        });
    meter.canaries(1);

    assertEquals(
        List.of(
            new Absent(
                "int8Operations with 1 threads", "java.lang.OutOfMemoryError: Java heap space"),
            new Absent("readBandwidth with 1 threads", "needs 384 MiB, there are 1")),
        meter.absent());
    assertEquals(
        List.of(Kind.FLOAT32_OPERATIONS), meter.limits().stream().map(SpeedLimit::kind).toList());
  }

  @Test
  void aSmallHeapHoldsWhatIsReadAndOneThatIsTooSmallIsToldBeforehand() {
    SurveyRequest request = new SurveyRequest(0, List.of(1), List.of(), false);
    // The old generation would be two thirds of it, 299 MiB.
    Roofline measured = roofline(request, "-Xmx448m");
    assertEquals(List.of(), measured.absent());
    assertEquals(2, measured.limits().size());

    Roofline without = roofline(request, "-Xmx300m");
    assertEquals(1, without.limits().size());
    assertTrue(without.absent().get(0).reason().startsWith("needs 384 MiB, there are 2"));
  }

  private Roofline roofline(SurveyRequest request, String argument) {
    Outcome outcome = new SurveyProcess(folder.resolve("logs"), List.of(argument)).run(request);
    assertTrue(outcome instanceof Outcome.Made, outcome::toString);
    return ((Outcome.Made) outcome).survey().roofline();
  }

  @Test
  void aMatrixProductMultipliesAllItSays() {
    for (Numbers numbers : Numbers.values()) {
      try (MatrixProduct product = new MatrixProduct(numbers, 2)) {
        assertEquals(2L * 512 * 1024 * 1024, product.operations());
        long once = product.multiply();
        assertTrue(once != 0, numbers + " came to nothing");
        assertEquals(once, product.multiply(), numbers.toString());
      }
    }
  }

  @Test
  void theCanariesOfAnotherBlockJoinThoseBefore() {
    Roofline all = Roofline.NONE;
    for (int block : new int[] {0, 1}) {
      SurveyRequest request = new SurveyRequest(block, List.of(1), List.of(), false);
      all = all.plus(SurveyMain.survey(request, new Rounds(Duration.ofMillis(1), 1, 1)).roofline());
    }
    assertEquals(2, all.limits().size());
    assertTrue(all.limits().stream().allMatch(limit -> limit.roundTimesNs().size() == 2));
  }

  @Test
  void aProcessMakesTheSurveyAndLeavesNothingBehind() throws IOException {
    SurveyRequest request = new SurveyRequest(1, List.of(1), List.of(), false);
    Outcome outcome = new SurveyProcess(folder.resolve("logs"), List.of()).run(request);

    Outcome.Made made = (Outcome.Made) outcome;
    assertEquals(2, made.survey().roofline().limits().size());
    assertEquals(List.of(), made.survey().findings());
    assertEquals(List.of(), files());
  }

  @Test
  void aProcessThatCannotStartSaysWhy() throws IOException {
    SurveyRequest request = new SurveyRequest(0, List.of(1), List.of(), false);
    Outcome outcome =
        new SurveyProcess(folder.resolve("logs"), List.of("-XX:Nothing")).run(request);

    String reason = ((Outcome.Failed) outcome).reason();
    assertTrue(reason.startsWith("its process ended with exit code 1"), reason);
    assertFalse(reason.contains("\n"), reason);
    assertEquals(List.of(), files());
  }

  private List<String> files() throws IOException {
    try (Stream<Path> files = Files.list(folder.resolve("logs"))) {
      return files.map(file -> file.getFileName().toString()).toList();
    }
  }
}
