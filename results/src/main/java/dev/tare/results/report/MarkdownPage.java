package dev.tare.results.report;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Function;

/** Markdown that stops growing at a size: what no longer fits is counted instead. */
final class MarkdownPage {
  /** Below it not even the lines that must be there may fit, bytes. */
  static final int LEAST = 16 << 10;

  /** For what ends a page, bytes. */
  private static final int RESERVED = 256;

  private final int most;
  private final StringBuilder text = new StringBuilder();
  private int size;
  private boolean full;
  private int leftOut;

  /**
   * An empty page.
   *
   * @param most how large it may become, in bytes of UTF-8, {@link #LEAST} or more; no text has
   *     more characters than bytes
   * @throws IllegalArgumentException when it is less
   */
  MarkdownPage(int most) {
    if (most < LEAST) {
      throw new IllegalArgumentException("a page needs " + LEAST + " bytes, got " + most);
    }
    this.most = most;
  }

  /** A short line that must be there. */
  void line(String line) {
    text.append(line).append('\n');
    size += bytes(line);
  }

  /**
   * One line per item and an empty one, below lines that stand there only with an item.
   *
   * @param head what stands above the first item
   * @param items the most important one first
   * @param line makes an item's line
   */
  <T> void list(List<String> head, List<T> items, Function<T, String> line) {
    int headSize = head.stream().mapToInt(MarkdownPage::bytes).sum();
    int written = 0;
    while (written < items.size() && !full) {
      String next = line.apply(items.get(written));
      if (size + headSize + bytes(next) + RESERVED > most) {
        full = true;
      } else {
        if (written == 0) {
          head.forEach(this::line);
          headSize = 0;
        }
        line(next);
        written++;
      }
    }
    leftOut += items.size() - written;
    if (written > 0) {
      line("");
    }
  }

  /**
   * Content that a reader has to open.
   *
   * @param summary what is seen until then, as HTML
   * @param content adds lists to this page
   */
  void folded(String summary, Runnable content) {
    String opening = "<details><summary>" + summary + "</summary>";
    boolean opens = !full && size + 2 * bytes(opening) + RESERVED <= most;
    full |= !opens;
    if (opens) {
      line(opening);
      line("");
    }
    content.run();
    if (opens) {
      line("</details>");
      line("");
    }
  }

  /** Everything, and how much there would have been besides. */
  String text() {
    return leftOut == 0
        ? text.toString()
        : text + "**" + leftOut + " more** that did not fit are in the other formats.\n";
  }

  private static int bytes(String line) {
    return line.getBytes(StandardCharsets.UTF_8).length + 1;
  }
}
