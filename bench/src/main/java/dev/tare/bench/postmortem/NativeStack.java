package dev.tare.bench.postmortem;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Native stacks as {@code gdb} and {@code eu-stack} print them. */
final class NativeStack {
  private static final Pattern GDB_THREAD =
      Pattern.compile("^Thread \\d+ \\(.*\\(?LWP (\\d+)\\).*");
  private static final Pattern EU_THREAD = Pattern.compile("^TID (\\d+):.*");

  /** {@code #1 0x00007f in open (file=...) at open.c:41} or {@code #1 0x00007f open}. */
  private static final Pattern FRAME =
      Pattern.compile("^#\\d+\\s+(?:0x[0-9a-f]+\\s+)?(?:in )?(.+?)(?: \\(.*)?$");

  private static final Pattern ADDRESS = Pattern.compile("0x[0-9a-f]+|\\?\\?");

  private NativeStack() {}

  /** The functions that a thread is in, innermost first; those without a name are left out. */
  static List<String> frames(String text, long threadId) {
    List<String> frames = new ArrayList<>();
    boolean inside = false;
    for (String line : text.lines().toList()) {
      Matcher gdb = GDB_THREAD.matcher(line);
      Matcher eu = EU_THREAD.matcher(line);
      Matcher frame = FRAME.matcher(line);
      if (gdb.matches() || eu.matches()) {
        inside = Long.parseLong((gdb.matches() ? gdb : eu).group(1)) == threadId;
      } else if (inside && frame.matches() && !ADDRESS.matcher(frame.group(1)).matches()) {
        // glibc's own prefixes; C++ names come with their parameters.
        frames.add(
            frame
                .group(1)
                .replaceFirst("^(__GI_)?__+(libc_)?", "")
                .replaceFirst("(?<!operator)\\(.*", ""));
      }
    }
    return frames;
  }
}
