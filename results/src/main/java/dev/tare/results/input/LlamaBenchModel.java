package dev.tare.results.input;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The model of a test of llama-bench, whose {@code model_type} joins architecture, size and
 * quantization: {@code gemma3 4B Q4_K - Medium}.
 *
 * @param family architecture and size: {@code gemma3 4B}
 * @param variant the quantization, as the variants of Tare are called: {@code Q4_K_M}
 */
record LlamaBenchModel(String family, String variant) {
  /**
   * Only the name of a size may be followed by a remark in parentheses: {@code 17Bx16E (Scout)}.
   */
  private static final Pattern TYPE =
      Pattern.compile("(\\S+ \\S+(?: \\((?!guessed)[^()]*\\))?) (.+)");

  private static final String UNKNOWN = "unknown";

  /** The model of that type; one that is put together otherwise is the family as a whole. */
  static LlamaBenchModel of(String type) {
    Matcher parts = TYPE.matcher(type);
    return parts.matches()
        ? new LlamaBenchModel(parts.group(1), variant(parts.group(2)))
        : new LlamaBenchModel(type, UNKNOWN);
  }

  private static String variant(String name) {
    return name.replaceFirst(" - Small$", "_S")
        .replaceFirst(" - Medium$", "_M")
        .replaceFirst(" - Large$", "_L");
  }
}
