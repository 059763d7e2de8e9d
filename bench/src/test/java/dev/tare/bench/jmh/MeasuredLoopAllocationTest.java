package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.management.ThreadMXBean;
import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.llama.LlamaTextEngine;
import dev.tare.bench.engine.llama.TinyGemma;
import dev.tare.bench.engine.onnx.OnnxImageEngine;
import dev.tare.bench.engine.onnx.TinyVit;
import dev.tare.bench.profile.LatencyRecorder;
import dev.tare.fixtures.synth.VitShape;
import dev.tare.fixtures.synth.VitSynthesizer;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the loops that are measured allocate, with the real engines. */
class MeasuredLoopAllocationTest {
  private static final int OPERATIONS = 1_000;
  private static final int ROUNDS = 3;

  private final LatencyRecorder latencies = new LatencyRecorder();
  private ThreadMXBean threads;

  @BeforeEach
  void needsACountingJvm() {
    assumeTrue(ManagementFactory.getThreadMXBean() instanceof ThreadMXBean);
    threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  }

  /** The least of a few rounds: the JVM itself allocates now and then, operations each time. */
  private double bytesPerOperation(Runnable operation) {
    run(operation);
    double least = Double.MAX_VALUE;
    for (int round = 0; round < ROUNDS; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      run(operation);
      long bytes = threads.getCurrentThreadAllocatedBytes() - before;
      least = Math.min(least, bytes / (double) OPERATIONS);
    }
    return least;
  }

  private void run(Runnable operation) {
    for (int i = 0; i < OPERATIONS; i++) {
      long start = System.nanoTime();
      operation.run();
      latencies.record(System.nanoTime() - start);
    }
  }

  @Test
  void aDecodedTokenAllocatesNothing() {
    try (TextEngine engine =
        LlamaTextEngine.open(TinyGemma.file(), TextOptions.generating(1, 64))) {
      double bytes =
          bytesPerOperation(
              () -> {
                engine.trim(0);
                engine.decode(17);
              });
      assertTrue(bytes < 1, bytes + " bytes per token");
    }
  }

  @Test
  void aPictureAllocatesOnlyWhatTheSessionReturns() {
    try (ImageEngine engine = OnnxImageEngine.open(TinyVit.file(), options())) {
      double bytes = bytesPerOperation(engine::run);
      // ONNX Runtime 1.29: a result, its list and its map.
      assertTrue(bytes < 1024, bytes + " bytes per picture");
    }
  }

  private static ImageOptions options() {
    int side = VitShape.named("vit-tiny").orElseThrow().imageSize();
    return new ImageOptions(
        1, VitSynthesizer.INPUT_NAME, VitSynthesizer.OUTPUT_NAME, side, side, 1);
  }
}
