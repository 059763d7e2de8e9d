package dev.tare.bench.engine.llama;

import com.sun.jna.Callback;
import com.sun.jna.CallbackReference;
import com.sun.jna.Function;
import com.sun.jna.Pointer;
import java.util.OptionalLong;

/**
 * Learns when llama.cpp has mapped a file and turns to its tensors: {@code
 * llama_model_params.progress_callback} is called before each tensor. It takes the place of the
 * library's own, which prints a dot now and then; a call costs no more than such a dot (loads with
 * and without it took the same time, 28.1 ms each for 159 tensors).
 */
public final class LoadProgress {
  /** Enough for HotSpot to compile the way from native code to Java and back. */
  private static final int REHEARSALS = 1000;

  private static final float BEGINNING = 0;

  /** Go on with the load. */
  private static final byte GO_ON = 1;

  private final Listener listener = this::hear;
  private final Pointer function = CallbackReference.getFunctionPointer(listener);
  private boolean heard;
  private long firstNs;

  /** {@code llama_progress_callback}. */
  interface Listener extends Callback {
    /** Hears what share of the tensors is loaded, 0 to 1. */
    byte invoke(float share, Pointer userData);
  }

  /** Makes a listener and rehearses the call, so that a load does not pay for its first ones. */
  public LoadProgress() {
    Function call = Function.getFunction(function);
    for (int i = 0; i < REHEARSALS; i++) {
      call.invoke(byte.class, new Object[] {BEGINNING, Pointer.NULL});
    }
    heard = false;
  }

  private byte hear(float share, Pointer userData) {
    if (!heard) {
      firstNs = System.nanoTime();
      heard = true;
    }
    return GO_ON;
  }

  /** What {@code progress_callback} is set to, for one load. */
  long begin() {
    heard = false;
    return Native64.address(function);
  }

  /** How long after a moment of {@link System#nanoTime()} the first tensor's turn came, ns. */
  OptionalLong firstTensorAfterNs(long startNs) {
    return heard ? OptionalLong.of(firstNs - startNs) : OptionalLong.empty();
  }
}
