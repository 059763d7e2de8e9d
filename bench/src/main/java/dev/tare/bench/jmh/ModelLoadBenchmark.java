package dev.tare.bench.jmh;

import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
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
 * From open to ready, with the native library loaded already; the file's pages may be in the page
 * cache. The first inference after it is measured apart. Each iteration opens the model anew;
 * memory is that of the fork's first open, warm-up included.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
    value = 5,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class ModelLoadBenchmark {
  /** The model family, of text or of images. */
  @Param("gemma3-120m")
  public String family;

  /** The family's variant. */
  @Param({"F16", "Q8_0", "Q4_0"})
  public String variant;

  /** Compute threads; 0 for all cores. */
  @Param("0")
  public int threads;

  private LoadProbe probe;

  /** JMH creates the state. */
  public ModelLoadBenchmark() {}

  /** Finds the model and makes everything ready that is not the load itself. */
  @Setup(Level.Iteration)
  public void prepare() {
    ModelUnderTest model = ModelUnderTest.find(family, variant);
    Engines.prepare(model);
    probe = LoadProbe.of(model, ThreadCount.resolve(threads));
    ForkMetrics.memory().beforeOpen();
  }

  /**
   * Opens the model.
   *
   * @return what was opened
   */
  @Benchmark
  public Object load() {
    probe.open();
    return probe;
  }

  /** Measures the first inference, publishes and closes. */
  @TearDown(Level.Iteration)
  public void finish() {
    ForkMetrics.memory().afterOpen();
    MetricRecorder recorder = ForkMetrics.recorder();
    recorder.record(MetricName.LOAD_TIME, probe.phases().totalNs());
    recorder.record(MetricName.LOAD_MODEL, probe.phases().modelNs());
    recorder.record(MetricName.LOAD_CONTEXT, probe.phases().contextNs());
    long start = System.nanoTime();
    double outputHash = probe.firstInference();
    recorder.record(MetricName.FIRST_INFERENCE, System.nanoTime() - start);
    recorder.record(MetricName.OUTPUT_HASH, outputHash);
    ForkMetrics.memory().follow();
    probe.close();
  }
}
