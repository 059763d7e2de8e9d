package dev.tare.bench.machine;

import java.util.StringTokenizer;

/** The numbers in a line of the kernel's. */
final class Words {
  private Words() {}

  /** The words of a line as whole numbers; 0 where one is none. */
  static long[] numbers(String line) {
    StringTokenizer words = new StringTokenizer(line);
    long[] numbers = new long[words.countTokens()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = KernelFiles.parsed(words.nextToken()).orElse(0);
    }
    return numbers;
  }

  /** The number at an index; 0 behind the end. */
  static long at(long[] numbers, int index) {
    return index < numbers.length ? numbers[index] : 0;
  }
}
