package dev.tare.bench.jmh;

import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.gguf.GgufFile;
import dev.tare.fixtures.onnx.OnnxModelInfo;
import dev.tare.fixtures.safetensors.SafetensorsFile;
import java.io.IOException;
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
 * Tare's own speed at reading model files, with the file in the page cache. No native library takes
 * part.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class ModelFileBenchmark {
  /** JMH creates the benchmark. */
  public ModelFileBenchmark() {}

  /** What one iteration took. */
  static final class Stopwatch {
    private long elapsedNs;
    private long calls;

    void reset() {
      elapsedNs = 0;
      calls = 0;
    }

    void add(long startNs) {
      elapsedNs += System.nanoTime() - startNs;
      calls++;
    }

    void publish(MetricName metric) {
      ForkMetrics.recorder().record(metric, (double) elapsedNs / calls);
    }
  }

  /** A variant's file. */
  @State(Scope.Thread)
  public static class Model {
    /** The model family, of text or of images. */
    @Param("gemma3-120m")
    public String family;

    /** The family's variant. */
    @Param({"F16", "Q4_0"})
    public String variant;

    private final Stopwatch stopwatch = new Stopwatch();
    private ModelUnderTest model;

    /** JMH creates the state. */
    public Model() {}

    /** Finds the file. */
    @Setup(Level.Trial)
    public void find() {
      model = ModelUnderTest.find(family, variant);
      ForkMetrics.memory().beforeOpen();
      ForkMetrics.memory().afterOpen();
    }

    /** Starts an iteration's sums. */
    @Setup(Level.Iteration)
    public void start() {
      ForkMetrics.beginWork();
      stopwatch.reset();
    }

    private Object read() {
      Path file = model.variant().file();
      return switch (model.variant().format()) {
        case GGUF -> GgufFile.read(file);
        case ONNX -> OnnxModelInfo.read(file);
      };
    }

    /** Publishes the iteration. */
    @TearDown(Level.Iteration)
    public void publish() {
      ForkMetrics.endWork();
      stopwatch.publish(MetricName.PARSE_TIME);
    }
  }

  /** A SafeTensors file with tensors of the same names and number, each of one weight. */
  @State(Scope.Thread)
  public static class Safetensors {
    /** The model family, of text. */
    @Param("gemma3-120m")
    public String family;

    /** The family's reference. */
    @Param("F16")
    public String variant;

    private final Stopwatch stopwatch = new Stopwatch();
    private ScratchFolder folder;
    private Path file;

    /** JMH creates the state. */
    public Safetensors() {}

    /**
     * Writes the file.
     *
     * @throws IOException when the temporary folder takes none
     */
    @Setup(Level.Trial)
    public void write() throws IOException {
      ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.TEXT);
      folder = ScratchFolder.create(0);
      file = SafetensorsTwin.write(model.variant().file(), folder.file("twin.safetensors"));
      ForkMetrics.memory().beforeOpen();
      ForkMetrics.memory().afterOpen();
    }

    /** Starts an iteration's sums. */
    @Setup(Level.Iteration)
    public void start() {
      ForkMetrics.beginWork();
      stopwatch.reset();
    }

    /** Publishes the iteration. */
    @TearDown(Level.Iteration)
    public void publish() {
      ForkMetrics.endWork();
      stopwatch.publish(MetricName.PARSE_TIME);
    }

    /**
     * Removes the file.
     *
     * @throws IOException when it cannot be removed
     */
    @TearDown(Level.Trial)
    public void remove() throws IOException {
      folder.close();
    }
  }

  /**
   * Reads a header.
   *
   * @param model the file
   * @return what it says
   */
  @Benchmark
  public Object parse(Model model) {
    long start = System.nanoTime();
    Object header = model.read();
    model.stopwatch.add(start);
    return header;
  }

  /**
   * Reads a SafeTensors header.
   *
   * @param twin the file
   * @return what it says
   */
  @Benchmark
  public Object parseSafetensors(Safetensors twin) {
    long start = System.nanoTime();
    Object header = SafetensorsFile.read(twin.file);
    twin.stopwatch.add(start);
    return header;
  }
}
