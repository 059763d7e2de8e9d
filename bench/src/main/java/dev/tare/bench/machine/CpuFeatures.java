package dev.tare.bench.machine;

import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/** The instruction sets that inference kernels choose by. */
public final class CpuFeatures {
  private static final List<String> RELEVANT =
      List.of(
          "sse4_2",
          "avx",
          "f16c",
          "fma",
          "avx2",
          "avx_vnni",
          "avx512f",
          "avx512bw",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "avx512_fp16",
          "amx_int8",
          "amx_bf16",
          "asimd",
          "asimdhp",
          "asimddp",
          "sve",
          "sve2",
          "i8mm",
          "bf16");

  private CpuFeatures() {}

  /**
   * Whether kernels choose by it.
   *
   * @param flag in Linux' words and in lower case
   */
  public static boolean isKnown(String flag) {
    return RELEVANT.contains(flag);
  }

  /**
   * Picks the relevant ones.
   *
   * @param lines lines of flags as the operating system gives them
   * @return names separated by one space, sorted; {@code unknown} when none is told
   */
  static String relevant(List<String> lines) {
    TreeSet<String> found = new TreeSet<>();
    for (String line : lines) {
      for (String word : line.toLowerCase(Locale.ROOT).split("[\\s:,]+")) {
        if (RELEVANT.contains(word)) {
          found.add(word);
        }
      }
    }
    return found.isEmpty() ? "unknown" : String.join(" ", found);
  }
}
