package dev.tare.bench.profile;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;

/**
 * Every number that a benchmark of Tare publishes. Memory is resident memory of the fork less what
 * the JVM held before the model was opened, so it counts the model and the engine; a JVM that
 * shrinks in between can make it slightly too small.
 */
public enum MetricName {
  /** From open to ready. */
  LOAD_TIME("loadTimeNs", "ns", Better.LOWER),
  /** Of the load: opening the file, building tensors or the graph. */
  LOAD_MODEL("loadModelNs", "ns", Better.LOWER),
  /** Of the load: allocating caches and buffers. */
  LOAD_CONTEXT("loadContextNs", "ns", Better.LOWER),
  /** The first computation after the load: a short prompt and a token, or one picture. */
  FIRST_INFERENCE("firstInferenceTimeNs", "ns", Better.LOWER),
  /** Prompt tokens per second of prefill, through the C API. */
  PREFILL_RATE("prefillTokensPerSecond", "tokens/s", Better.HIGHER),
  /** Generated tokens per second, through the C API. */
  DECODE_RATE("decodeTokensPerSecond", "tokens/s", Better.HIGHER),
  /** Mean time of one generated token, through the C API; its blocks hold the histograms. */
  DECODE_LATENCY("decodeTokenLatencyNs", "ns", Better.LOWER),
  /** Median time of one generated token, through the C API. */
  DECODE_P50("decodeTokenLatencyP50Ns", "ns", Better.LOWER),
  /** 90th percentile of the time of one generated token. */
  DECODE_P90("decodeTokenLatencyP90Ns", "ns", Better.LOWER),
  /** 99th percentile of the time of one generated token. */
  DECODE_P99("decodeTokenLatencyP99Ns", "ns", Better.LOWER),
  /** From the request to the first piece of text, through the public API; prompt included. */
  TIME_TO_FIRST_TOKEN("timeToFirstTokenNs", "ns", Better.LOWER),
  /** Generated tokens per second of the whole request, prompt included, through the public API. */
  GENERATION_RATE("generationTokensPerSecond", "tokens/s", Better.HIGHER),
  /** Generated tokens per second after the first piece of text, through the public API. */
  GENERATION_DECODE_RATE("generationDecodeTokensPerSecond", "tokens/s", Better.HIGHER),
  /** Mean time of one call of the image model, whatever its batch. */
  IMAGE_LATENCY("imageLatencyNs", "ns", Better.LOWER),
  /** Median time of one call of the image model. */
  IMAGE_P50("imageLatencyP50Ns", "ns", Better.LOWER),
  /** 90th percentile of the time of one call of the image model. */
  IMAGE_P90("imageLatencyP90Ns", "ns", Better.LOWER),
  /** 99th percentile of the time of one call of the image model. */
  IMAGE_P99("imageLatencyP99Ns", "ns", Better.LOWER),
  /** Pictures per second through the image model. */
  IMAGE_RATE("imagesPerSecond", "images/s", Better.HIGHER),
  /** Mean time to turn one decoded picture into the model's input. */
  PREPROCESS_TIME("preprocessTimeNs", "ns", Better.LOWER),
  /** Speed of a benchmark's own loop, as it publishes it, divided by that of a bare loop. */
  PARITY("parity", "1", Better.HIGHER),
  /** Mean time to read a model file's header. */
  PARSE_TIME("parseTimeNs", "ns", Better.LOWER),
  /** Mean time to check a model file, its weights not looked at. */
  VALIDATE_TIME("validateTimeNs", "ns", Better.LOWER),
  /** Bytes of the model that is quantized, per second, the output written. */
  QUANTIZE_RATE("quantizeBytesPerSecond", "bytes/s", Better.HIGHER),
  /** Mean cosine similarity of the variant's embeddings to the reference's. */
  COSINE_MEAN("cosineMean", "1", Better.HIGHER),
  /** Smallest cosine similarity of the variant's embeddings to the reference's. */
  COSINE_MIN("cosineMin", "1", Better.HIGHER),
  /** Resident memory of the fork before the model was opened. */
  JVM_BASELINE("jvmBaselineRssBytes", "bytes", Better.LOWER),
  /** Largest resident memory since just before the open, less the baseline. */
  PEAK_RSS("peakRssBytes", "bytes", Better.LOWER),
  /** File-backed resident memory after the load, less the baseline's: it can be reclaimed. */
  LOADED_FILE("loadedRssFileBytes", "bytes", Better.LOWER),
  /** Anonymous resident memory after the load, less the baseline's: it cannot be reclaimed. */
  LOADED_ANON("loadedRssAnonBytes", "bytes", Better.LOWER),
  /** Largest file-backed resident memory seen after the load and after each iteration. */
  PEAK_FILE("peakRssFileBytes", "bytes", Better.LOWER),
  /** Largest anonymous resident memory seen after the load and after each iteration. */
  PEAK_ANON("peakRssAnonBytes", "bytes", Better.LOWER),
  /** Page faults of the fork during the iteration that waited for the disk. */
  MAJOR_FAULTS("majorFaults", "1", Better.LOWER),
  /** Context switches of the fork during the iteration because a thread waited. */
  VOLUNTARY_SWITCHES("voluntaryContextSwitches", "1", Better.LOWER),
  /** Context switches of the fork during the iteration because others wanted the core. */
  INVOLUNTARY_SWITCHES("involuntaryContextSwitches", "1", Better.LOWER),
  /** Time that the JVM's collectors ran during the iteration. */
  GC_TIME("gcTimeNs", "ns", Better.LOWER),
  /** How often the JVM's collectors ran during the iteration; their clock counts milliseconds. */
  GC_COUNT("gcCount", "1", Better.LOWER),
  /** The first 48 bits of the SHA-256 of the output, for deterministic settings. */
  OUTPUT_HASH("outputHash", "1", Better.SAME, Assumption.EXACT),
  /** Tokens of one operation. */
  TOKEN_COUNT("tokenCount", "tokens", Better.SAME, Assumption.EXACT);

  private final MetricKind kind;

  MetricName(String id, String unit, Better better) {
    this(id, unit, better, Assumption.NOISY);
  }

  MetricName(String id, String unit, Better better, Assumption assumption) {
    this.kind = new MetricKind(id, unit, better, assumption);
  }

  /** The name in the run document. */
  public String id() {
    return kind.name();
  }

  /** Name, unit, direction and assumption. */
  public MetricKind kind() {
    return kind;
  }
}
