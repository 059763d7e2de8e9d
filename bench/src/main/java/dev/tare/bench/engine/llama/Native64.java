package dev.tare.bench.engine.llama;

import com.sun.jna.Pointer;

/** Native addresses as numbers, so that calls in a measured loop allocate no pointer objects. */
final class Native64 {
  private Native64() {}

  static long address(Pointer pointer) {
    return Pointer.nativeValue(pointer);
  }
}
