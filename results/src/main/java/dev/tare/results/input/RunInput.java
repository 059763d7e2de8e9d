package dev.tare.results.input;

import dev.tare.results.document.UnreadableDocumentException;
import dev.tare.results.run.Run;
import dev.tare.results.run.RunOutline;
import dev.tare.results.store.BaselineFile;
import dev.tare.results.store.OutlineFile;
import dev.tare.results.store.RunFile;
import dev.tare.results.store.UnreadableRunException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * Reads a run from a file of any known format: a run document or baseline of Tare, the JSON of JMH,
 * the JSON or JSON Lines of llama-bench. The content tells them apart. Files are untrusted: size,
 * nesting and what is kept are bounded, and every complaint is one line.
 */
public final class RunInput {
  /** The field of a machine's identity that a name alone becomes. */
  public static final String MACHINE = "machine";

  private RunInput() {}

  /**
   * Reads a run.
   *
   * <p>JMH: a cell is a benchmark, by its full name, of family {@code jmh}; its variant is the
   * mode, its parameters are {@code @Param} fields and {@code threads} ({@code jmhThreads} where a
   * field is called so) and a {@code batchSize} above 1. Forks are blocks, iterations samples; of
   * forks the cell names only those without a score. Scores become {@code throughputPerSecond}
   * (1/s) or {@code timePerOperationNs} (ns).
   *
   * <p>llama-bench: a cell is a test such as {@code llama-bench.pp512} of family {@code gemma3 4B}
   * and variant {@code Q4_K_M}; its parameters are the model's file, the threads and every setting
   * that has not its default. Processes are blocks, repetitions samples.
   *
   * @param file the file; of Tare's at most {@link
   *     dev.tare.results.document.DocumentReader#MAX_BYTES}, of others {@link
   *     dev.tare.results.document.DocumentReader#MAX_STREAMED_BYTES}
   * @param machine the machine's name, for files that say nothing of it; one that is given goes
   *     before the {@code FILE.machine.json} beside the file; Tare's own documents, which know
   *     their machine, ignore it
   * @throws UnreadableRunException when the file is missing, of no known format or damaged, or its
   *     machine is not known
   */
  public static Run read(Path file, Optional<String> machine) {
    return read(file, machine, RunInput::ofTare, run -> run);
  }

  private static Run ofTare(InputFormat format, Path file) {
    return format == InputFormat.TARE_BASELINE ? BaselineFile.read(file).run() : RunFile.read(file);
  }

  /**
   * Reads of a run what a history keeps. Documents of Tare may be much larger than others; of them
   * nothing else is in memory meanwhile.
   *
   * @param file a file as {@link #read(Path, Optional)} takes it, but no baseline
   * @param machine as {@link #read(Path, Optional)} takes it
   * @throws UnreadableRunException as {@link #read(Path, Optional)} does
   */
  public static RunOutline outline(Path file, Optional<String> machine) {
    return read(file, machine, (format, document) -> OutlineFile.read(document), RunOutline::of);
  }

  private static <T> T read(
      Path file,
      Optional<String> machine,
      BiFunction<InputFormat, Path, T> ofTare,
      Function<Run, T> ofOthers) {
    try {
      refuseStreams(file);
      InputFormat format = InputFormat.of(file);
      return format.isOfTare()
          ? ofTare.apply(format, file)
          : ofOthers.apply(foreign(file, format, ForeignMachine.of(file, machine)));
    } catch (UnreadableDocumentException e) {
      throw new UnreadableRunException(e);
    } catch (IOException e) {
      throw new UnreadableRunException(new UnreadableDocumentException(file, e));
    }
  }

  /** The format is found out first, so that a file is read twice. */
  private static void refuseStreams(Path file) {
    if (Files.exists(file) && !Files.isRegularFile(file) && !Files.isDirectory(file)) {
      throw new UnreadableRunException(
          file, "is no regular file; save what it gives and name that");
    }
  }

  private static Run foreign(Path file, InputFormat format, Map<String, String> machine)
      throws IOException {
    try {
      return ForeignRun.of(file, results(file, format), machine);
    } catch (IllegalArgumentException e) {
      throw new UnreadableRunException(file, e.getMessage());
    }
  }

  private static ForeignResults results(Path file, InputFormat format) {
    return switch (format) {
      case JMH -> JmhFile.read(file);
      case LLAMA_BENCH -> LlamaBenchFile.read(file, false);
      case LLAMA_BENCH_LINES -> LlamaBenchFile.read(file, true);
      case TARE_BASELINE, TARE_RUN ->
          throw new IllegalStateException("a document of Tare is a run already");
    };
  }
}
