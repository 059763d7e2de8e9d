package dev.tare.bench.jmh;

import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.quality.CosineSummary;
import dev.tare.bench.quality.Embeddings;
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

/**
 * How faithful a variant is: the embeddings of all fixture images (image models) or documents (text
 * models: hidden states, averaged over the first 128 tokens) against those of the family's
 * reference. The reference's embeddings are computed once and kept in the cache folder; the
 * reference itself is computed anew and compared with what is kept. Where another native library is
 * tried, the reference remains that of the usual one.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 1)
@Fork(
    value = 1,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-XX:+AlwaysPreTouch",
      "-Xms192m",
      "-Djava.awt.headless=true"
    })
public class CosineSimilarityBenchmark {
  /** The model family, of text or of images. */
  @Param("gemma3-120m")
  public String family;

  /** The family's variant. */
  @Param({"F16", "Q8_0", "Q4_0"})
  public String variant;

  /** Compute threads; 0 for all cores. */
  @Param("0")
  public int threads;

  private ModelUnderTest model;
  private ReferenceEmbeddings reference;
  private Optional<Embeddings> expected = Optional.empty();
  private FixtureEmbedder embedder;
  private Embeddings embeddings;

  /** JMH creates the state. */
  public CosineSimilarityBenchmark() {}

  /** Has the reference's embeddings ready, then opens the variant. */
  @Setup(Level.Trial)
  public void open() {
    int cores = ThreadCount.resolve(threads);
    model = ModelUnderTest.find(family, variant);
    Engines.prepare(model);
    reference = new ReferenceEmbeddings(model.reference());
    boolean itself = model.isReference() && reference.isOfThisProcess();
    boolean alone = itself || !reference.isOfThisProcess() || reference.kept().isPresent();
    expected = itself ? reference.kept() : Optional.of(reference.get(cores));
    // What the C library kept of the reference would be taken for the JVM's own memory.
    embedder =
        alone
            ? Engines.measured(() -> FixtureEmbedder.open(model, cores))
            : FixtureEmbedder.open(model, cores);
  }

  /** Begins an iteration behind the open. */
  @Setup(Level.Iteration)
  public void start() {
    ForkMetrics.beginCount();
  }

  /**
   * Embeds all fixtures.
   *
   * @return their embeddings
   */
  @Benchmark
  public Embeddings cosine() {
    embeddings = embedder.embedAll();
    return embeddings;
  }

  /** Compares and publishes. */
  @TearDown(Level.Iteration)
  public void publish() {
    ForkMetrics.endWork();
    if (expected.isEmpty()) {
      // Only the reference gets here, when it is measured first.
      reference.keep(embeddings);
      expected = Optional.of(embeddings);
    }
    CosineSummary summary = CosineSummary.of(expected.get(), embeddings);
    MetricRecorder recorder = ForkMetrics.recorder();
    recorder.record(MetricName.COSINE_MEAN, summary.mean());
    recorder.record(MetricName.COSINE_MIN, summary.min());
  }

  /** Closes the model. */
  @TearDown(Level.Trial)
  public void close() {
    embedder.close();
  }
}
