package dev.tare.bench.postmortem;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One thread of a HotSpot thread dump.
 *
 * @param thread its name
 * @param threadId its number in the system (Linux: of {@code /proc/PID/task})
 * @param inNative whether its innermost frame is a native method
 * @param frames {@code Class.method} of its frames without packages, innermost first
 */
record JavaStack(String thread, long threadId, boolean inNative, List<String> frames) {
  /** Newer JVMs print the number in decimal. */
  private static final Pattern HEAD =
      Pattern.compile("^\"(.*)\".*\\bnid=(0x[0-9a-f]{1,8}|[0-9]{1,10})\\b.*");

  private static final Pattern FRAME = Pattern.compile("^\\s+at ([\\w.$/@<>-]+)\\((.*)");
  private static final String NATIVE = "Native Method)";
  private static final String WORKER = "-jmh-worker-";
  private static final String MAIN = "main";

  JavaStack {
    frames = List.copyOf(frames);
  }

  /** The thread that runs the benchmark, or the one that starts it. */
  static Optional<JavaStack> worker(String dump) {
    List<JavaStack> all = all(dump);
    return all.stream()
        .filter(stack -> stack.thread.contains(WORKER))
        .findFirst()
        .or(() -> all.stream().filter(stack -> stack.thread.equals(MAIN)).findFirst());
  }

  private static List<JavaStack> all(String dump) {
    List<JavaStack> all = new ArrayList<>();
    JavaStack current = null;
    for (String line : dump.lines().toList()) {
      Matcher head = HEAD.matcher(line);
      Matcher frame = FRAME.matcher(line);
      if (head.matches()) {
        current = new JavaStack(head.group(1), Long.decode(head.group(2)), false, List.of());
        all.add(current);
      } else if (current != null && frame.matches()) {
        current = current.with(simple(frame.group(1)), frame.group(2).endsWith(NATIVE));
        all.set(all.size() - 1, current);
      }
    }
    return all;
  }

  private JavaStack with(String frame, boolean isNative) {
    List<String> more = new ArrayList<>(frames);
    more.add(frame);
    return new JavaStack(thread, threadId, frames.isEmpty() ? isNative : inNative, more);
  }

  /** {@code dev.tare.bench.engine.NativeLog$Posix.open} is {@code NativeLog$Posix.open}. */
  private static String simple(String method) {
    String name = method.substring(method.lastIndexOf('/') + 1);
    int end = name.lastIndexOf('.');
    return name.substring(name.lastIndexOf('.', Math.max(0, end - 1)) + 1);
  }
}
