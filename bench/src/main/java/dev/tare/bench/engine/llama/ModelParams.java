package dev.tare.bench.engine.llama;

import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/**
 * {@code llama_model_params} of llama.cpp b4916, by value. Pointers are {@code long}: only 64-bit
 * machines are supported.
 */
@FieldOrder({
  "devices",
  "gpuLayers",
  "splitMode",
  "mainGpu",
  "tensorSplit",
  "progressCallback",
  "progressUserData",
  "kvOverrides",
  "vocabOnly",
  "useMmap",
  "useMlock",
  "checkTensors",
  "reserved"
})
public final class ModelParams extends Structure implements Structure.ByValue {
  public long devices;
  public int gpuLayers;
  public int splitMode;
  public int mainGpu;
  public long tensorSplit;
  public long progressCallback;
  public long progressUserData;
  public long kvOverrides;
  public byte vocabOnly;
  public byte useMmap;
  public byte useMlock;
  public byte checkTensors;

  /** Room for a library whose structure is longer, so that looking at its defaults is safe. */
  public byte[] reserved = new byte[ContextParams.RESERVED_BYTES];
}
