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
  /** Of loadModelNs: everything before the first tensor, the reading of a mapped file among it. */
  LOAD_MAP("loadMapNs", "ns", Better.LOWER),
  /** Of loadModelNs: loading and repacking the tensors. */
  LOAD_TENSORS("loadTensorsNs", "ns", Better.LOWER),
  /** Of the load: allocating caches and buffers. */
  LOAD_CONTEXT("loadContextNs", "ns", Better.LOWER),
  /** The first computation after the load: a short prompt and a token, or one picture. */
  FIRST_INFERENCE("firstInferenceTimeNs", "ns", Better.LOWER),
  /** Share of the model's pages that the page cache held when the load began. */
  RESIDENT_SHARE("residentShareBeforeLoad", "1", Better.SAME),
  /** What the load read from storage: nothing when warm, the file when cold. */
  LOAD_READ("loadDiskReadBytes", "bytes", Better.SAME),
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
  /** Of the baseline: pages of mapped files. */
  JVM_BASELINE_FILE("jvmBaselineRssFileBytes", "bytes", Better.LOWER),
  /** Of the baseline: anonymous memory, the JVM's heap among it. */
  JVM_BASELINE_ANON("jvmBaselineRssAnonBytes", "bytes", Better.LOWER),
  /** Of the baseline: shared memory. */
  JVM_BASELINE_SHARED("jvmBaselineRssSharedBytes", "bytes", Better.LOWER),
  /** Largest resident memory since just before the open, less the baseline. */
  PEAK_RSS("peakRssBytes", "bytes", Better.LOWER),
  /** Largest resident memory while the model was opened, less the baseline. */
  LOAD_PEAK("loadPeakRssBytes", "bytes", Better.LOWER),
  /** Largest anonymous memory while the model was opened, sampled, less the baseline's. */
  LOAD_PEAK_ANON("loadPeakRssAnonBytes", "bytes", Better.LOWER),
  /** File-backed resident memory after the load, less the baseline's: it can be reclaimed. */
  LOADED_FILE("loadedRssFileBytes", "bytes", Better.LOWER),
  /** Anonymous resident memory after the load, less the baseline's: it cannot be reclaimed. */
  LOADED_ANON("loadedRssAnonBytes", "bytes", Better.LOWER),
  /** Shared resident memory after the load, less the baseline's: it cannot be reclaimed. */
  LOADED_SHARED("loadedRssSharedBytes", "bytes", Better.LOWER),
  /**
   * Largest resident memory during what the benchmark measures (prefill, decode, images; after a
   * load the first inference), less the baseline.
   */
  WORK_PEAK("workPeakRssBytes", "bytes", Better.LOWER),
  /** File-backed resident memory at the end of the iteration, less the baseline's. */
  STEADY_FILE("steadyRssFileBytes", "bytes", Better.LOWER),
  /** Anonymous resident memory at the end of the iteration, less the baseline's. */
  STEADY_ANON("steadyRssAnonBytes", "bytes", Better.LOWER),
  /** Shared resident memory at the end of the iteration, less the baseline's. */
  STEADY_SHARED("steadyRssSharedBytes", "bytes", Better.LOWER),
  /**
   * Anonymous and shared resident memory at the end of the iteration, less the baseline's: what
   * would remain if the page cache were reclaimed.
   */
  UNRECLAIMABLE("unreclaimableRssBytes", "bytes", Better.LOWER),
  /** Largest file-backed resident memory seen after the load and after each iteration. */
  PEAK_FILE("peakRssFileBytes", "bytes", Better.LOWER),
  /** Largest anonymous resident memory seen during and after the load and after each iteration. */
  PEAK_ANON("peakRssAnonBytes", "bytes", Better.LOWER),
  /** Size of the attention's key and value cache, as the engine tells it. */
  KV_CACHE("kvCacheBytes", "bytes", Better.LOWER, Assumption.EXACT),
  /** Size of the engine's buffers for intermediate results and outputs, as it tells it. */
  COMPUTE_BUFFERS("computeBufferBytes", "bytes", Better.LOWER, Assumption.EXACT),
  /** Energy per generated token, or per token of the prompt in prefill, above the idle power. */
  JOULES_PER_TOKEN("joulesPerToken", "J/token", Better.LOWER),
  /** Energy per picture, above the idle power. */
  JOULES_PER_IMAGE("joulesPerImage", "J/image", Better.LOWER),
  /** Energy that the meter counted during the iteration, the idle power's share included. */
  ENERGY("energyJoules", "J", Better.LOWER),
  /** Power that the meter counted before the model was opened. */
  IDLE_POWER("idlePowerWatts", "W", Better.LOWER),
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
