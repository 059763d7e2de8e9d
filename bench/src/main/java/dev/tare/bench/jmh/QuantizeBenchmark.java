package dev.tare.bench.jmh;

import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.quality.OutputHash;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.quantize.gguf.GgufQuantization;
import dev.tare.fixtures.quantize.gguf.GgufQuantizer;
import dev.tare.fixtures.quantize.gguf.QuantizeOptions;
import dev.tare.fixtures.quantize.onnx.OnnxQuantizer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Tare's own speed at quantizing a family's reference, from file to file, with the input in the
 * page cache. The output's hash tells whether the bytes are still the same.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 3)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class QuantizeBenchmark {
  /** JMH creates the benchmark. */
  public QuantizeBenchmark() {}

  /** Where from, where to, and what came of it. */
  private static final class Job {
    private final Path in;
    private final Path out;
    private final ScratchFolder folder;
    private long elapsedNs;

    Job(ModelUnderTest model) throws IOException {
      in = model.variant().file();
      folder = ScratchFolder.create(Files.size(in));
      out = folder.file("out");
      // The library and its kernels are loaded before memory is taken for the quantizer's.
      Engines.prepare(model);
      ForkMetrics.memory().beforeOpen();
      ForkMetrics.memory().afterOpen();
    }

    Path run(Runnable quantize) {
      ForkMetrics.beginCount();
      long start = System.nanoTime();
      quantize.run();
      elapsedNs = System.nanoTime() - start;
      return out;
    }

    void publish() throws IOException {
      MetricRecorder recorder = ForkMetrics.recorder();
      recorder.record(MetricName.QUANTIZE_RATE, Rates.perSecond(Files.size(in), elapsedNs));
      ForkMetrics.endWork();
      recorder.record(MetricName.OUTPUT_HASH, OutputHash.ofFile(out));
      Files.delete(out);
    }
  }

  /** What both kinds of model have in common. */
  @State(Scope.Thread)
  public abstract static class Input {
    private Job job;

    /** JMH creates the states. */
    protected Input() {}

    final void use(ModelUnderTest model) throws IOException {
      job = new Job(model);
    }

    /**
     * Publishes the iteration.
     *
     * @throws IOException when the output cannot be read
     */
    @TearDown(Level.Iteration)
    public void publish() throws IOException {
      job.publish();
    }

    /**
     * Removes the folder.
     *
     * @throws IOException when it cannot be removed
     */
    @TearDown(Level.Trial)
    public void close() throws IOException {
      job.folder.close();
    }
  }

  /** A text family's reference. */
  @State(Scope.Thread)
  public static class Gguf extends Input {
    /** The model family, of text. */
    @Param("gemma3-120m")
    public String family;

    /** The family's reference. */
    @Param("F16")
    public String variant;

    /** Threads that quantize; 0 for all cores. */
    @Param("0")
    public int threads;

    /** What to quantize to. */
    @Param({"Q8_0", "Q4_0", "Q4_K_M", "Q6_K"})
    public String type;

    private QuantizeOptions options;

    /** JMH creates the state. */
    public Gguf() {}

    /**
     * Finds the model.
     *
     * @throws IOException when the temporary folder cannot be made
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
      use(ModelUnderTest.find(family, variant).require(Modality.TEXT));
      options = QuantizeOptions.of(GgufQuantization.valueOf(type), ThreadCount.resolve(threads));
    }
  }

  /** An image family's reference. */
  @State(Scope.Thread)
  public static class Onnx extends Input {
    /** The model family, of images. */
    @Param("biomedclip-vit-b16")
    public String family;

    /** The family's reference. */
    @Param("FP32")
    public String variant;

    /** What to quantize to. */
    @Param("INT8")
    public String type;

    /** JMH creates the state. */
    public Onnx() {}

    /**
     * Finds the model.
     *
     * @throws IOException when the temporary folder cannot be made
     */
    @Setup(Level.Trial)
    public void open() throws IOException {
      use(ModelUnderTest.find(family, variant).require(Modality.IMAGE));
    }
  }

  /**
   * Quantizes to GGUF.
   *
   * @param model the reference
   * @return the output
   */
  @Benchmark
  public Path gguf(Gguf model) {
    Job job = ((Input) model).job;
    return job.run(() -> GgufQuantizer.quantize(job.in, job.out, model.options, done -> {}));
  }

  /**
   * Quantizes to ONNX.
   *
   * @param model the reference
   * @return the output
   */
  @Benchmark
  public Path onnx(Onnx model) {
    Job job = ((Input) model).job;
    return job.run(() -> OnnxQuantizer.dynamicInt8(job.in, job.out, done -> {}));
  }
}
