package dev.tare.bench.jmh;

import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.fork.Turns;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.LatencyMetrics;
import dev.tare.bench.profile.LatencyRecorder;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.profile.SteadyWarmup;
import dev.tare.bench.quality.OutputHash;
import dev.tare.fixtures.catalog.Modality;
import java.util.Arrays;
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
 * Decode through llama.cpp's C API: one operation generates a number of tokens greedily, one by
 * one, from a context that already holds {@code depth} tokens of the fixture documents. The context
 * is trimmed back outside the measured time; the engine warms up by generating until it is steady.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class TokenGenerationBenchmark {
  private static final int WAKING_TOKENS = 4;

  /** The model family. */
  @Param("gemma3-120m")
  public String family;

  /** The family's variant. */
  @Param({"F16", "Q8_0", "Q4_0"})
  public String variant;

  /** Compute threads; 0 for all cores. */
  @Param("0")
  public int threads;

  /** Tokens that the context holds before the first generated one. */
  @Param("0")
  public int depth;

  /** Tokens generated per operation. */
  @Param("32")
  public int tokens;

  private final LatencyRecorder latencies = new LatencyRecorder();
  private TextEngine engine;
  private int[] firstTokens;
  private int[] generated;
  private InputCycle inputs;
  private double outputHash;
  private long operations;
  private long elapsedNs;

  /** JMH creates the state. */
  public TokenGenerationBenchmark() {}

  /** Opens the model, fills the context, hashes what the model generates first, and warms up. */
  @Setup(Level.Trial)
  public void open() {
    ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.TEXT);
    int cores = ThreadCount.resolve(threads);
    engine = Engines.text(model, TextOptions.generating(cores, depth + tokens));
    PromptStream stream = new PromptStream(engine);
    if (depth > 0) {
      engine.prefill(stream.prompt(0, depth));
    }
    // Behind the filled context, or behind nothing: a token that differs from operation to
    // operation, so that no operation repeats the one before.
    firstTokens = new int[stream.size()];
    for (int i = 0; i < firstTokens.length; i++) {
      int[] beginning = stream.prompt(i, 2);
      firstTokens[i] = beginning[1];
    }
    generated = new int[tokens];
    inputs = new InputCycle(firstTokens.length);
    generate(firstTokens[inputs.next()]);
    outputHash = OutputHash.ofTokens(generated);
    inputs.answered(Arrays.hashCode(generated));
    SteadyWarmup.untilSteady(this::timedOperation);
    rewind();
  }

  private long timedOperation() {
    trim();
    long beforeNs = elapsedNs;
    decode();
    return elapsedNs - beforeNs;
  }

  /** Starts an iteration's sums. */
  @Setup(Level.Iteration)
  public void start() {
    if (Turns.areTaken()) {
      wake();
    }
    ForkMetrics.beginWork();
    operations = 0;
    elapsedNs = 0;
    latencies.reset();
  }

  /** Takes caches and cores back from the other fork. */
  private void wake() {
    trim();
    for (int i = 0; i < Math.min(tokens, WAKING_TOKENS); i++) {
      engine.decode(firstTokens[i % firstTokens.length]);
    }
  }

  /** Begins with the first token again; iterations go on where the one before ended. */
  void rewind() {
    inputs.rewind();
  }

  /** Trims the context, outside the measured time. */
  @Setup(Level.Invocation)
  public void trim() {
    engine.trim(depth);
  }

  /**
   * Generates the tokens of one operation.
   *
   * @return the last one
   */
  @Benchmark
  public int decode() {
    int last = generate(firstTokens[inputs.next()]);
    inputs.answered(Arrays.hashCode(generated));
    operations++;
    return last;
  }

  private int generate(int firstToken) {
    int token = firstToken;
    long start = System.nanoTime();
    long before = start;
    for (int i = 0; i < tokens; i++) {
      token = engine.decode(token);
      generated[i] = token;
      long now = System.nanoTime();
      latencies.record(now - before);
      before = now;
    }
    elapsedNs += before - start;
    return token;
  }

  /** Publishes the iteration. */
  @TearDown(Level.Iteration)
  public void publish() {
    ForkMetrics.endWork();
    MetricRecorder recorder = ForkMetrics.recorder();
    Buffers.publish(engine.buffers(), recorder);
    long generatedTokens = operations * tokens;
    recorder.record(MetricName.DECODE_RATE, Rates.perSecond(generatedTokens, elapsedNs));
    recorder.record(LatencyMetrics.DECODED_TOKEN, (double) elapsedNs / generatedTokens, latencies);
    ForkMetrics.energy().report(recorder, MetricName.JOULES_PER_TOKEN, generatedTokens);
    recorder.record(MetricName.TOKEN_COUNT, tokens);
    recorder.record(MetricName.OUTPUT_HASH, outputHash);
  }

  /** The first token of each operation, in turn. */
  int[] firstTokens() {
    return firstTokens.clone();
  }

  /** The tokens that the context holds before the first generated one. */
  int[] filling() {
    return depth > 0 ? new PromptStream(engine).prompt(0, depth) : new int[0];
  }

  /** Closes the model. */
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }
}
