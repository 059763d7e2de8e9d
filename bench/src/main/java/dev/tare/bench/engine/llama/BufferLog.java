package dev.tare.bench.engine.llama;

import dev.tare.bench.engine.EngineBuffers;
import dev.tare.bench.engine.NativeLog;
import dev.tare.bench.profile.Reading;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the sizes of buffers out of what llama.cpp logs while it opens a model: its C API does not
 * give them. A line has a device, a kind and a size in MiB with two decimals, so that a size is
 * known to 5 KiB: {@code CPU KV buffer size = 6.00 MiB}.
 */
final class BufferLog {
  private static final double MIB = 1 << 20;
  private static final Pattern KV = size("KV");

  /** Intermediate results, and logits or embeddings. */
  private static final Pattern COMPUTE = size("(?:compute|output)");

  private final NativeLog.Mark mark;

  private BufferLog(NativeLog.Mark mark) {
    this.mark = mark;
  }

  /** Remembers where the log stands; call it before the model is opened. */
  static BufferLog begin() {
    return new BufferLog(NativeLog.mark());
  }

  private static Pattern size(String kind) {
    return Pattern.compile("\\S +" + kind + " buffer size = +(\\d{1,12}\\.\\d\\d) MiB");
  }

  /** What was logged since, all devices together. */
  EngineBuffers buffers() {
    return of(mark.text());
  }

  static EngineBuffers of(Reading<String> log) {
    if (!(log instanceof Reading.Value<String> text)) {
      return EngineBuffers.unknown(((Reading.Missing<String>) log).reason());
    }
    return new EngineBuffers(sum(KV, text.value(), "KV"), sum(COMPUTE, text.value(), "compute"));
  }

  private static Reading<Long> sum(Pattern line, String log, String kind) {
    Matcher matcher = line.matcher(log);
    double mib = 0;
    boolean found = false;
    while (matcher.find()) {
      mib += Double.parseDouble(matcher.group(1));
      found = true;
    }
    return found
        ? new Reading.Value<>(Math.round(mib * MIB))
        : new Reading.Missing<>("llama.cpp logged no " + kind + " buffer size");
  }
}
