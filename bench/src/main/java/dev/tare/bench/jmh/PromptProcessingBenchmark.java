package dev.tare.bench.jmh;

import dev.tare.bench.engine.TextEngine;
import dev.tare.bench.engine.TextOptions;
import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.fork.Turns;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.profile.SteadyWarmup;
import dev.tare.bench.quality.OutputHash;
import dev.tare.fixtures.catalog.Modality;
import java.util.Arrays;
import java.util.List;
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
 * Prefill through llama.cpp's C API: one operation processes one prompt in an empty context, as one
 * batch where the engine's batch size allows. Consecutive operations take different documents.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class PromptProcessingBenchmark {
  private static final int HASHED_TOKENS = 8;
  private static final int PROMPTS = 8;
  private static final int WAKING_TOKENS = 16;

  /** The model family. */
  @Param("gemma3-120m")
  public String family;

  /** The family's variant. */
  @Param({"F16", "Q8_0", "Q4_0"})
  public String variant;

  /** Compute threads; 0 for all cores. */
  @Param("0")
  public int threads;

  /** Length of the prompt. */
  @Param("128")
  public int promptTokens;

  private TextEngine engine;
  private List<int[]> prompts;
  private InputCycle inputs;
  private double outputHash;
  private long tokens;
  private long elapsedNs;

  /** JMH creates the state. */
  public PromptProcessingBenchmark() {}

  /** Opens the model, cuts the prompts, hashes its answer to the first one, and warms up. */
  @Setup(Level.Trial)
  public void open() {
    ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.TEXT);
    engine =
        Engines.text(model, TextOptions.generating(ThreadCount.resolve(threads), contextTokens()));
    prompts = new PromptStream(engine).prompts(PROMPTS, promptTokens);
    inputs = new InputCycle(PROMPTS);
    outputHash = hashContinuation(prompts.get(inputs.next()));
    SteadyWarmup.untilSteady(this::timedOperation);
    rewind();
  }

  private long timedOperation() {
    empty();
    long beforeNs = elapsedNs;
    prefill();
    return elapsedNs - beforeNs;
  }

  private double hashContinuation(int[] prompt) {
    int[] continuation = new int[HASHED_TOKENS];
    continuation[0] = engine.prefill(prompt);
    inputs.answered(continuation[0]);
    for (int i = 1; i < HASHED_TOKENS; i++) {
      continuation[i] = engine.decode(continuation[i - 1]);
    }
    return OutputHash.ofTokens(continuation);
  }

  /** Starts an iteration's sums. */
  @Setup(Level.Iteration)
  public void start() {
    if (Turns.areTaken()) {
      wake();
    }
    ForkMetrics.beginWork();
    tokens = 0;
    elapsedNs = 0;
  }

  /** Takes caches and cores back from the other fork. */
  private void wake() {
    empty();
    engine.prefill(Arrays.copyOf(prompts.get(0), Math.min(promptTokens, WAKING_TOKENS)));
  }

  /** Begins with the first prompt again; iterations go on where the one before ended. */
  void rewind() {
    inputs.rewind();
  }

  /** Empties the context, outside the measured time. */
  @Setup(Level.Invocation)
  public void empty() {
    engine.trim(0);
  }

  /**
   * Processes one prompt.
   *
   * @return the likeliest next token
   */
  @Benchmark
  public int prefill() {
    int[] prompt = prompts.get(inputs.next());
    long start = System.nanoTime();
    int answer = engine.prefill(prompt);
    elapsedNs += System.nanoTime() - start;
    tokens += prompt.length;
    inputs.answered(answer);
    return answer;
  }

  /** Publishes the iteration. */
  @TearDown(Level.Iteration)
  public void publish() {
    ForkMetrics.endWork();
    MetricRecorder recorder = ForkMetrics.recorder();
    Buffers.publish(engine.buffers(), recorder);
    recorder.record(MetricName.PREFILL_RATE, Rates.perSecond(tokens, elapsedNs));
    ForkMetrics.energy().report(recorder, MetricName.JOULES_PER_TOKEN, tokens);
    recorder.record(MetricName.TOKEN_COUNT, promptTokens);
    recorder.record(MetricName.OUTPUT_HASH, outputHash);
  }

  /** The prompts, in the order in which operations take them. */
  List<int[]> prompts() {
    return prompts;
  }

  /** How many tokens the context was asked to hold. */
  int contextTokens() {
    return promptTokens + HASHED_TOKENS;
  }

  /** Closes the model. */
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }
}
