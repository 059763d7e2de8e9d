package dev.tare.bench.engine.llama;

import com.sun.jna.Memory;
import com.sun.jna.Structure;
import com.sun.jna.Structure.FieldOrder;

/**
 * {@code llama_batch} of llama.cpp b4916, by value, with its arrays: one sequence, explicit
 * positions. It is written straight into native memory, so that a call copies and allocates nothing
 * on the Java side.
 */
@FieldOrder({"tokenCount", "token", "embd", "pos", "sequenceCount", "sequenceId", "logits"})
public final class Batch extends Structure implements Structure.ByValue {
  public int tokenCount;
  public long token;
  public long embd;
  public long pos;
  public long sequenceCount;
  public long sequenceId;
  public long logits;

  private final Memory tokens;
  private final Memory positions;
  private final Memory sequenceCounts;
  private final Memory sequenceIds;
  private final Memory sequenceZero;
  private final Memory outputs;

  /** JNA needs a constructor without parameters; this batch holds one token. */
  public Batch() {
    this(1);
  }

  Batch(int capacity) {
    tokens = new Memory((long) Integer.BYTES * capacity);
    positions = new Memory((long) Integer.BYTES * capacity);
    sequenceCounts = new Memory((long) Integer.BYTES * capacity);
    sequenceIds = new Memory((long) Long.BYTES * capacity);
    sequenceZero = new Memory(Integer.BYTES);
    outputs = new Memory(capacity);
    sequenceZero.setInt(0, 0);
    for (int i = 0; i < capacity; i++) {
      sequenceCounts.setInt((long) Integer.BYTES * i, 1);
      sequenceIds.setPointer((long) Long.BYTES * i, sequenceZero);
    }
    linkArrays();
  }

  private void linkArrays() {
    token = Native64.address(tokens);
    pos = Native64.address(positions);
    sequenceCount = Native64.address(sequenceCounts);
    sequenceId = Native64.address(sequenceIds);
    logits = Native64.address(outputs);
    write();
    // From here on the native memory is the truth; writing all fields per call would cost more
    // than the call.
    setAutoSynch(false);
  }

  /** One token at a position, with output. */
  void setOne(int id, int position) {
    tokens.setInt(0, id);
    positions.setInt(0, position);
    outputs.setByte(0, (byte) 1);
    getPointer().setInt(0, 1);
  }

  /**
   * Tokens from a position on.
   *
   * @param allOutputs whether every token has an output, or the last one only
   */
  void set(int[] ids, int from, int count, int position, boolean allOutputs, boolean lastOutput) {
    tokens.write(0, ids, from, count);
    for (int i = 0; i < count; i++) {
      positions.setInt((long) Integer.BYTES * i, position + i);
    }
    outputs.setMemory(0, count, (byte) (allOutputs ? 1 : 0));
    if (lastOutput) {
      outputs.setByte(count - 1L, (byte) 1);
    }
    getPointer().setInt(0, count);
  }
}
