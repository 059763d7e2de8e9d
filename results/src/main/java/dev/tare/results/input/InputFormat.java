package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.store.BaselineFile;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;

/** The formats of runs, told apart by what a file begins with and not by its name. */
enum InputFormat {
  /** A baseline of Tare: an object that names that schema. */
  TARE_BASELINE,
  /** A run document of Tare: an object that names a schema, which its reader checks. */
  TARE_RUN,
  /** What JMH writes with {@code -rf json}: an array of results. */
  JMH,
  /** What llama-bench writes with {@code -o json}: an array of tests. */
  LLAMA_BENCH,
  /** What llama-bench writes with {@code -o jsonl}: one test after the other. */
  LLAMA_BENCH_LINES;

  private static final String SCHEMA = "schema";
  private static final Set<String> OF_JMH =
      Set.of("jmhVersion", "benchmark", "primaryMetric", "secondaryMetrics");
  private static final Set<String> OF_LLAMA_BENCH =
      Set.of("build_commit", "model_filename", "n_prompt", "samples_ns", "samples_ts");

  /**
   * The format of a file.
   *
   * @throws dev.tare.results.document.UnreadableDocumentException when it cannot be read, is of no
   *     known format or holds no results
   */
  static InputFormat of(Path file) {
    return DocumentReader.peek(file, InputFormat::ofBeginning);
  }

  private static InputFormat ofBeginning(DocumentReader in) {
    if (in.isArray()) {
      if (!in.enter()) {
        throw in.fail("it holds no results: every benchmark failed, or none was run");
      }
      if (in.isObject()) {
        return ofElement(in);
      }
    } else if (in.isObject()) {
      return ofObject(in);
    }
    throw unknown(in);
  }

  private static InputFormat ofElement(DocumentReader in) {
    Set<String> names = new HashSet<>(OF_JMH);
    names.addAll(OF_LLAMA_BENCH);
    return in.find(names)
        .map(name -> OF_JMH.contains(name) ? JMH : LLAMA_BENCH)
        .orElseThrow(() -> unknown(in));
  }

  private static InputFormat ofObject(DocumentReader in) {
    Set<String> names = new HashSet<>(OF_LLAMA_BENCH);
    names.add(SCHEMA);
    return in.find(names)
        .map(name -> name.equals(SCHEMA) ? ofSchema(in) : LLAMA_BENCH_LINES)
        .orElseThrow(() -> unknown(in));
  }

  private static InputFormat ofSchema(DocumentReader in) {
    return in.isText() && in.text().equals(BaselineFile.SCHEMA) ? TARE_BASELINE : TARE_RUN;
  }

  boolean isOfTare() {
    return this == TARE_BASELINE || this == TARE_RUN;
  }

  private static RuntimeException unknown(DocumentReader in) {
    return in.fail(
        "this is neither a run or baseline of Tare, nor results of JMH (-rf json) or of"
            + " llama-bench (-o json or -o jsonl)");
  }
}
