package dev.tare.bench.survey;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryPoolMXBean;
import java.lang.management.MemoryType;
import java.lang.management.MemoryUsage;
import java.util.Comparator;

/** How much memory large arrays find in this JVM. */
final class HeapRoom {
  private HeapRoom() {}

  /**
   * What is free in the largest part of the heap: collectors with generations put large arrays into
   * the old one only, which is smaller than the heap.
   *
   * @return bytes, 0 or more
   */
  static long bytes() {
    return ManagementFactory.getMemoryPoolMXBeans().stream()
        .filter(pool -> pool.getType() == MemoryType.HEAP)
        .map(MemoryPoolMXBean::getUsage)
        .max(Comparator.comparingLong(MemoryUsage::getMax))
        .filter(usage -> usage.getMax() >= 0)
        .map(usage -> usage.getMax() - usage.getUsed())
        .orElseGet(() -> Runtime.getRuntime().maxMemory());
  }
}
