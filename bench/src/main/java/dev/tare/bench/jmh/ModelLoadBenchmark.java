package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.residency.CacheState;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
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
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

/**
 * From open to ready, with the native library loaded already. Each load begins with the model's
 * files, and no others, in the page cache or dropped from it; a load for which that could not be
 * verified has no times. The first inference after it is measured apart. Each iteration opens the
 * model anew; memory is that of the fork's first open, warm-up included.
 *
 * <p>Cold means that this system has to read the file; a hypervisor or a disk may still have it in
 * a cache of its own. The engine's library, the JVM and Tare itself stay warm.
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

  /** What the page cache holds of the model when the load begins: warm or cold. */
  @Param("warm")
  public String cache;

  private List<Path> files;
  private LoadProbe probe;
  private LoadRecord record;

  /** JMH creates the state. */
  public ModelLoadBenchmark() {}

  /** Finds the model and loads the engine's library. */
  @Setup(Level.Trial)
  public void find() {
    ModelUnderTest model = ModelUnderTest.find(family, variant);
    Engines.prepare(model);
    files = model.files();
    probe = LoadProbe.of(model, ThreadCount.resolve(threads));
  }

  /**
   * Warms or drops the model's pages, last of all that is not the load itself.
   *
   * @param iteration tells whether the load's time counts
   */
  @Setup(Level.Iteration)
  public void prepare(IterationParams iteration) {
    record = new LoadRecord(CacheState.named(cache).prepare(files));
    ForkMetrics.memory().beforeOpen(iteration.getType() == IterationType.MEASUREMENT);
    ForkMetrics.beginCount();
    record.begin();
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
    record.loaded(probe.phases());
    ForkMetrics.memory().afterOpen();
    probe.prepare();
    long start = System.nanoTime();
    double outputHash = probe.firstInference();
    record.answered(System.nanoTime() - start);
    ForkMetrics.endWork();
    Optional<EngineBuffers> buffers = probe.buffers();
    probe.close();
    ForkMetrics.recorder().record(MetricName.OUTPUT_HASH, outputHash);
    record.publish(ForkMetrics.recorder());
    buffers.ifPresent(sizes -> Buffers.publish(sizes, ForkMetrics.recorder()));
  }
}
