package dev.tare.bench.jmh;

import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.engine.onnx.OnnxRuntime;
import dev.tare.bench.jmh.LoopHalf.Slice;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.fixtures.catalog.Modality;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
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
 * What the harness adds: the speed that {@link TokenGenerationBenchmark}, {@link
 * PromptProcessingBenchmark} and {@link ImageEmbeddingBenchmark} publish, divided by that of a bare
 * loop over the same library, model and input. For llama.cpp that loop is a C program in a process
 * of its own, {@code scripts/parity/loop.c}; for ONNX Runtime a few lines of Java over one prepared
 * session. Both halves are open at once and take turns in slices of 60 ms or more; an invocation is
 * one pair. Both must compute the same.
 */
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 1)
@Measurement(iterations = 8)
@Fork(
    value = 9,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-XX:+AlwaysPreTouch",
      "-Xms192m",
      "-Djava.awt.headless=true"
    })
public class ParityBenchmark {
  /** JMH creates the benchmark. */
  public ParityBenchmark() {}

  /** Two halves that decode. */
  @State(Scope.Thread)
  public static class Decode {
    /** The model family. */
    @Param("gemma3-120m")
    public String family;

    /** The family's variant. */
    @Param({"F16", "Q8_0", "Q4_0"})
    public String variant;

    /** Compute threads; 0 for all cores. */
    @Param({"1", "0"})
    public int threads;

    /** Tokens that the context holds before the first generated one. */
    @Param("0")
    public int depth;

    /** Tokens generated per operation. */
    @Param("16")
    public int tokens;

    private final TokenGenerationBenchmark ours = new TokenGenerationBenchmark();
    private NativeLoop bare;
    private LoopPairs pairs;

    /** JMH creates the state. */
    public Decode() {}

    /** Opens both halves, ours first. */
    @Setup(Level.Trial)
    public void open() {
      ours.family = family;
      ours.variant = variant;
      ours.threads = threads;
      ours.depth = depth;
      ours.tokens = tokens;
      ours.open();
      bare =
          NativeLoop.start(
              NativeLoop.program(),
              ModelUnderTest.find(family, variant).variant().file(),
              ThreadCount.resolve(threads),
              depth + tokens);
      bare.set(Arrays.stream(ours.firstTokens()).mapToObj(token -> new int[] {token}).toList());
      bare.fill(ours.filling());
      pairs = new LoopPairs(this::runOurs, n -> bare.decode(depth, tokens, n));
    }

    private Slice runOurs(int operations) {
      ours.rewind();
      ours.trim();
      ours.decode();
      ours.rewind();
      ours.start();
      int hash = 0;
      for (int i = 0; i < operations; i++) {
        ours.trim();
        hash = Slice.hash(hash, ours.decode());
      }
      ours.publish();
      double rate = published(MetricName.DECODE_RATE);
      return new Slice(operations * tokens * 1e9 / rate, hash);
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() {
      bare.close();
      ours.close();
    }
  }

  /** Two halves that process prompts. */
  @State(Scope.Thread)
  public static class Prefill {
    /** The model family. */
    @Param("gemma3-120m")
    public String family;

    /** The family's variant. */
    @Param({"F16", "Q8_0", "Q4_0"})
    public String variant;

    /** Compute threads; 0 for all cores. */
    @Param({"1", "0"})
    public int threads;

    /** Length of the prompt. */
    @Param("64")
    public int promptTokens;

    private final PromptProcessingBenchmark ours = new PromptProcessingBenchmark();
    private NativeLoop bare;
    private LoopPairs pairs;

    /** JMH creates the state. */
    public Prefill() {}

    /** Opens both halves, ours first. */
    @Setup(Level.Trial)
    public void open() {
      ours.family = family;
      ours.variant = variant;
      ours.threads = threads;
      ours.promptTokens = promptTokens;
      ours.open();
      bare =
          NativeLoop.start(
              NativeLoop.program(),
              ModelUnderTest.find(family, variant).variant().file(),
              ThreadCount.resolve(threads),
              ours.contextTokens());
      bare.set(ours.prompts());
      pairs = new LoopPairs(this::runOurs, bare::prefill);
    }

    private Slice runOurs(int operations) {
      ours.rewind();
      ours.empty();
      ours.prefill();
      ours.rewind();
      ours.start();
      int hash = 0;
      for (int i = 0; i < operations; i++) {
        ours.empty();
        hash = Slice.hash(hash, ours.prefill());
      }
      ours.publish();
      double rate = published(MetricName.PREFILL_RATE);
      return new Slice(operations * promptTokens * 1e9 / rate, hash);
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() {
      bare.close();
      ours.close();
    }
  }

  /** Two halves that embed pictures. */
  @State(Scope.Thread)
  public static class Embed {
    /** The model family. */
    @Param("biomedclip-vit-b16")
    public String family;

    /** The family's variant. */
    @Param({"FP32", "INT8"})
    public String variant;

    /** Compute threads; 0 for all cores. */
    @Param({"1", "0"})
    public int threads;

    /** Pictures per call. */
    @Param("1")
    public int batch;

    private final ImageEmbeddingBenchmark benchmark = new ImageEmbeddingBenchmark();
    private final ImageEmbeddingBenchmark.Model ours = new ImageEmbeddingBenchmark.Model();
    private BareSession bare;
    private LoopPairs pairs;

    /** JMH creates the state. */
    public Embed() {}

    /** Opens both halves; which comes first in memory is left to chance. */
    @Setup(Level.Trial)
    public void open() {
      boolean bareFirst = new SplittableRandom(System.nanoTime()).nextBoolean();
      if (bareFirst) {
        openBare();
      }
      ours.family = family;
      ours.variant = variant;
      ours.threads = threads;
      ours.batch = batch;
      ours.open();
      if (!bareFirst) {
        openBare();
      }
      pairs = new LoopPairs(this::runOurs, bare::run);
    }

    private void openBare() {
      ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.IMAGE);
      OnnxRuntime.initialise();
      List<float[]> pictures = PictureSource.sampleTensors(model.imageInput());
      bare =
          new BareSession(
              model.variant().file(),
              Engines.imageOptions(model, ThreadCount.resolve(threads), batch),
              pictures);
    }

    private Slice runOurs(int operations) {
      ours.rewind();
      ours.fill();
      benchmark.embed(ours);
      ours.rewind();
      ours.start();
      int hash = 0;
      for (int i = 0; i < operations; i++) {
        ours.fill();
        hash = Slice.hash(hash, benchmark.embed(ours));
      }
      ours.publish();
      return new Slice(operations * published(MetricName.IMAGE_LATENCY), hash);
    }

    /** Closes both. */
    @TearDown(Level.Trial)
    public void close() {
      bare.close();
      ours.close();
    }
  }

  /** What the benchmark has just published. */
  private static double published(MetricName name) {
    return ForkMetrics.recorder().values().get(name);
  }

  /**
   * One pair of decoding.
   *
   * @param state both halves
   * @return speed of the harness divided by the C loop's
   */
  @Benchmark
  public double decode(Decode state) {
    return publish(state.pairs);
  }

  /**
   * One pair of prefilling.
   *
   * @param state both halves
   * @return speed of the harness divided by the C loop's
   */
  @Benchmark
  public double prefill(Prefill state) {
    return publish(state.pairs);
  }

  /**
   * One pair of embedding.
   *
   * @param state both halves
   * @return speed of the harness divided by the bare Java loop's
   */
  @Benchmark
  public double embed(Embed state) {
    return publish(state.pairs);
  }

  /** What the last slice published alone would stand for the whole pair. */
  private static double publish(LoopPairs pairs) {
    double ratio = pairs.ratio();
    MetricRecorder recorder = ForkMetrics.recorder();
    recorder.clear();
    recorder.record(MetricName.PARITY, ratio);
    return ratio;
  }
}
