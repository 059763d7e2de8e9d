package dev.tare.bench.jmh;

import dev.tare.bench.engine.ImageEngine;
import dev.tare.bench.engine.ImageOptions;
import dev.tare.bench.engine.ThreadCount;
import dev.tare.bench.engine.onnx.ImagePreprocessor;
import dev.tare.bench.fork.Turns;
import dev.tare.bench.profile.ForkMetrics;
import dev.tare.bench.profile.LatencyMetrics;
import dev.tare.bench.profile.LatencyRecorder;
import dev.tare.bench.profile.MetricName;
import dev.tare.bench.profile.MetricRecorder;
import dev.tare.bench.profile.SteadyWarmup;
import dev.tare.bench.quality.OutputHash;
import dev.tare.fixtures.catalog.ImageInput;
import dev.tare.fixtures.catalog.Modality;
import java.awt.image.BufferedImage;
import java.nio.FloatBuffer;
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
 * Image embedding through ONNX Runtime. {@link #embed} measures the model alone, on prepared
 * pictures; {@link #preprocess} measures what makes a decoded picture the model's input.
 */
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 2, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
    value = 3,
    jvmArgsAppend = {
      "-XX:+UseSerialGC",
      "-XX:+AlwaysPreTouch",
      "-Xms192m",
      "-Djava.awt.headless=true"
    })
public class ImageEmbeddingBenchmark {
  /** JMH creates the benchmark. */
  public ImageEmbeddingBenchmark() {}

  /** An open model, prepared pictures, and the sums of an iteration. */
  @State(Scope.Thread)
  public static class Model {
    /** The model family. */
    @Param("biomedclip-vit-b16")
    public String family;

    /** The family's variant. */
    @Param({"FP32", "INT8"})
    public String variant;

    /** Compute threads; 0 for all cores. */
    @Param("0")
    public int threads;

    /** Pictures per call. */
    @Param("1")
    public int batch;

    private final LatencyRecorder latencies = new LatencyRecorder();
    private ImageEngine engine;
    private List<float[]> pictures;
    private InputCycle inputs;
    private double outputHash;
    private long calls;
    private long elapsedNs;

    /** JMH creates the state. */
    public Model() {}

    /** Prepares pictures, opens the model, hashes its answer to the first batch, warms up. */
    @Setup(Level.Trial)
    public void open() {
      ModelUnderTest model = ModelUnderTest.find(family, variant).require(Modality.IMAGE);
      pictures = PictureSource.sampleTensors(model.imageInput());
      engine = Engines.image(model, ThreadCount.resolve(threads), batch);
      inputs = new InputCycle(pictures.size());
      fill();
      float[] answer = new float[engine.embeddingSize() * batch];
      FloatBuffer embeddings = engine.run();
      inputs.answered(hash(embeddings));
      embeddings.get(0, answer);
      outputHash = OutputHash.ofFloats(answer);
      SteadyWarmup.untilSteady(this::timedOperation);
      rewind();
    }

    private long timedOperation() {
      fill();
      long beforeNs = elapsedNs;
      run();
      return elapsedNs - beforeNs;
    }

    /** Starts an iteration's sums. */
    @Setup(Level.Iteration)
    public void start() {
      if (Turns.areTaken()) {
        // Takes caches and cores back from the other fork.
        engine.run();
      }
      ForkMetrics.beginWork();
      calls = 0;
      elapsedNs = 0;
      latencies.reset();
    }

    /** Begins with the first picture again; iterations go on where the one before ended. */
    void rewind() {
      inputs.rewind();
    }

    /** Puts the next pictures into the model's input, outside the measured time. */
    @Setup(Level.Invocation)
    public void fill() {
      int values = engine.options().valuesPerPicture();
      int first = inputs.next(batch);
      for (int i = 0; i < batch; i++) {
        engine.input().put(i * values, pictures.get((first + i) % pictures.size()));
      }
    }

    private FloatBuffer run() {
      long start = System.nanoTime();
      FloatBuffer embeddings = engine.run();
      long latencyNs = System.nanoTime() - start;
      latencies.record(latencyNs);
      elapsedNs += latencyNs;
      calls++;
      inputs.answered(hash(embeddings));
      return embeddings;
    }

    private static int hash(FloatBuffer values) {
      int hash = 0;
      for (int i = 0; i < values.limit(); i++) {
        hash = 31 * hash + Float.floatToRawIntBits(values.get(i));
      }
      return hash;
    }

    /** Publishes the iteration. */
    @TearDown(Level.Iteration)
    public void publish() {
      ForkMetrics.endWork();
      MetricRecorder recorder = ForkMetrics.recorder();
      recorder.record(LatencyMetrics.IMAGE, (double) elapsedNs / calls, latencies);
      recorder.record(MetricName.IMAGE_RATE, Rates.perSecond(calls * batch, elapsedNs));
      ForkMetrics.energy().report(recorder, MetricName.JOULES_PER_IMAGE, calls * batch);
      recorder.record(MetricName.OUTPUT_HASH, outputHash);
    }

    /** Closes the model. */
    @TearDown(Level.Trial)
    public void close() {
      engine.close();
    }
  }

  /** Decoded pictures and where their values go. */
  @State(Scope.Thread)
  public static class Pictures {
    /** The model family, whose picture size and normalisation count. */
    @Param("biomedclip-vit-b16")
    public String family;

    /** The family's variant. */
    @Param("FP32")
    public String variant;

    /** Not used: one thread prepares a picture. */
    @Param("0")
    public int threads;

    private List<BufferedImage> pictures;
    private ImagePreprocessor preprocessor;
    private FloatBuffer target;
    private int next;
    private long prepared;
    private long elapsedNs;

    /** JMH creates the state. */
    public Pictures() {}

    /** Decodes the pictures. */
    @Setup(Level.Trial)
    public void decode() {
      ImageInput input = ModelUnderTest.find(family, variant).require(Modality.IMAGE).imageInput();
      pictures = PictureSource.sample();
      preprocessor = PictureSource.preprocessor(input);
      target = FloatBuffer.allocate(ImageOptions.CHANNELS * input.width() * input.height());
      ForkMetrics.memory().beforeOpen();
      ForkMetrics.memory().afterOpen();
    }

    /** Starts an iteration's sums. */
    @Setup(Level.Iteration)
    public void start() {
      ForkMetrics.beginWork();
      prepared = 0;
      elapsedNs = 0;
    }

    /** Publishes the iteration. */
    @TearDown(Level.Iteration)
    public void publish() {
      ForkMetrics.endWork();
      ForkMetrics.recorder().record(MetricName.PREPROCESS_TIME, (double) elapsedNs / prepared);
    }
  }

  /**
   * Embeds one batch.
   *
   * @param model the open model
   * @return the embeddings
   */
  @Benchmark
  @Warmup(iterations = 0)
  public FloatBuffer embed(Model model) {
    return model.run();
  }

  /**
   * Prepares one picture.
   *
   * @param pictures the decoded pictures
   * @return the model's input
   */
  @Benchmark
  public FloatBuffer preprocess(Pictures pictures) {
    BufferedImage picture = pictures.pictures.get(pictures.next++ % pictures.pictures.size());
    long start = System.nanoTime();
    pictures.preprocessor.write(picture, pictures.target, 0);
    pictures.elapsedNs += System.nanoTime() - start;
    pictures.prepared++;
    return pictures.target;
  }
}
