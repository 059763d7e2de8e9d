package dev.tare.bench.jmh;

import dev.tare.bench.engine.Generation;
import dev.tare.bench.engine.GenerationEngine;
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
 * Text generation through java-llama.cpp's public API, as an application uses it: one operation
 * sends a prompt and reads the pieces of text until the last. Greedy, prompt cache off, past any
 * end-of-text token, so that every operation generates the same number of tokens.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 0)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {"-XX:+UseSerialGC", "-XX:+AlwaysPreTouch", "-Xms192m"})
public class GenerationBenchmark {
  private static final int PROMPTS = 4;

  /** The model family. */
  @Param("gemma3-120m")
  public String family;

  /** The family's variant. */
  @Param({"F16", "Q8_0", "Q4_0"})
  public String variant;

  /** Compute threads; 0 for all cores. */
  @Param("0")
  public int threads;

  /** Length of the prompt; a prompt may be a few tokens shorter where no text has that length. */
  @Param("64")
  public int promptTokens;

  /** Tokens generated per operation. */
  @Param("32")
  public int tokens;

  private final LatencyRecorder firstTokenLatencies = new LatencyRecorder();
  private GenerationEngine engine;
  private List<String> prompts;
  private InputCycle inputs;
  private double outputHash;
  private long generations;
  private long elapsedNs;
  private long firstNs;
  private long decodeNs;

  /** JMH creates the state. */
  public GenerationBenchmark() {}

  /** Opens the model, cuts the prompts, hashes its answer to the first one, and warms up. */
  @Setup(Level.Trial)
  public void open() {
    ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.TEXT);
    int context = promptTokens + tokens + 1;
    engine =
        Engines.generation(model, TextOptions.generating(ThreadCount.resolve(threads), context));
    prompts = PromptTexts.cut(engine, PROMPTS, promptTokens);
    inputs = new InputCycle(PROMPTS);
    String answer = engine.generate(prompts.get(inputs.next()), tokens).text();
    inputs.answered(answer.hashCode());
    outputHash = OutputHash.ofText(answer);
    SteadyWarmup.untilSteady(() -> generate().lastNs());
    inputs.rewind();
  }

  /** Starts an iteration's sums. */
  @Setup(Level.Iteration)
  public void start() {
    if (Turns.areTaken()) {
      // Takes caches and cores back from the other fork.
      engine.generate(prompts.get(0), 1);
    }
    ForkMetrics.beginWork();
    generations = 0;
    elapsedNs = 0;
    firstNs = 0;
    decodeNs = 0;
    firstTokenLatencies.reset();
  }

  /**
   * Generates one text.
   *
   * @return the text and its times
   */
  @Benchmark
  public Generation generate() {
    Generation generation = engine.generate(prompts.get(inputs.next()), tokens);
    elapsedNs += generation.lastNs();
    firstNs += generation.firstNs();
    firstTokenLatencies.record(generation.firstNs());
    decodeNs += generation.decodeNs();
    inputs.answered(generation.text().hashCode());
    generations++;
    return generation;
  }

  /** Publishes the iteration. */
  @TearDown(Level.Iteration)
  public void publish() {
    ForkMetrics.endWork();
    MetricRecorder recorder = ForkMetrics.recorder();
    Buffers.publish(engine.buffers(), recorder);
    recorder.record(
        LatencyMetrics.FIRST_TOKEN, (double) firstNs / generations, firstTokenLatencies);
    recorder.record(MetricName.GENERATION_RATE, Rates.perSecond(generations * tokens, elapsedNs));
    recordDecodeRate(recorder, generations * (tokens - 1L));
    ForkMetrics.energy().report(recorder, MetricName.JOULES_PER_TOKEN, generations * tokens);
    recorder.record(MetricName.TOKEN_COUNT, tokens);
    recorder.record(MetricName.OUTPUT_HASH, outputHash);
  }

  private void recordDecodeRate(MetricRecorder recorder, long laterTokens) {
    if (tokens > 1) {
      recorder.record(MetricName.GENERATION_DECODE_RATE, Rates.perSecond(laterTokens, decodeNs));
    } else {
      recorder.missing(
          MetricName.GENERATION_DECODE_RATE, "needs 2 or more generated tokens, got " + tokens);
    }
  }

  /** Closes the model. */
  @TearDown(Level.Trial)
  public void close() {
    engine.close();
  }
}
