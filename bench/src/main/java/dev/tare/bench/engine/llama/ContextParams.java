package dev.tare.bench.engine.llama;

import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/** {@code llama_context_params} of llama.cpp b4916, by value. */
@FieldOrder({
  "contextTokens",
  "batchTokens",
  "microBatchTokens",
  "maxSequences",
  "threads",
  "batchThreads",
  "ropeScalingType",
  "poolingType",
  "attentionType",
  "ropeFreqBase",
  "ropeFreqScale",
  "yarnExtFactor",
  "yarnAttnFactor",
  "yarnBetaFast",
  "yarnBetaSlow",
  "yarnOrigContext",
  "defragThreshold",
  "evalCallback",
  "evalUserData",
  "keyType",
  "valueType",
  "logitsAll",
  "embeddings",
  "offloadKqv",
  "flashAttention",
  "noPerf",
  "abortCallback",
  "abortUserData",
  "reserved"
})
public final class ContextParams extends Structure implements Structure.ByValue {
  static final int RESERVED_BYTES = 128;

  /** {@code LLAMA_POOLING_TYPE_NONE}: one embedding per token. */
  static final int POOLING_NONE = 0;

  public int contextTokens;
  public int batchTokens;
  public int microBatchTokens;
  public int maxSequences;
  public int threads;
  public int batchThreads;
  public int ropeScalingType;
  public int poolingType;
  public int attentionType;
  public float ropeFreqBase;
  public float ropeFreqScale;
  public float yarnExtFactor;
  public float yarnAttnFactor;
  public float yarnBetaFast;
  public float yarnBetaSlow;
  public int yarnOrigContext;
  public float defragThreshold;
  public long evalCallback;
  public long evalUserData;
  public int keyType;
  public int valueType;
  public byte logitsAll;
  public byte embeddings;
  public byte offloadKqv;
  public byte flashAttention;
  public byte noPerf;
  public long abortCallback;
  public long abortUserData;

  /** Room for a library whose structure is longer, so that looking at its defaults is safe. */
  public byte[] reserved = new byte[RESERVED_BYTES];

  /** Whether these are the defaults of the layout that this class describes. */
  boolean areDefaultsOfB4916() {
    return contextTokens == 512
        && batchTokens == 2048
        && microBatchTokens == 512
        && maxSequences == 1
        && poolingType == -1
        && keyType == 1
        && valueType == 1
        && defragThreshold == -1f
        && offloadKqv == 1
        && logitsAll == 0
        && flashAttention == 0
        && abortCallback == 0;
  }

  /** The fields that {@link #areDefaultsOfB4916()} rests on, for an error message. */
  String describe() {
    return "n_ctx="
        + contextTokens
        + " n_batch="
        + batchTokens
        + " n_ubatch="
        + microBatchTokens
        + " type_k="
        + keyType
        + " defrag_thold="
        + defragThreshold;
  }
}
