package dev.tare.bench.jmh;

import dev.tare.bench.engine.EngineException;
import dev.tare.bench.jmh.LoopHalf.Slice;
import dev.tare.fixtures.ggml.LlamaLibrary;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * The C half of the parity benchmarks: {@code scripts/parity/loop.c}, a process that opens the same
 * library and the same model and waits for a line.
 */
final class NativeLoop implements AutoCloseable {
  /** The environment variable that names the built program. */
  static final String VARIABLE = "TARE_PARITY_LOOP";

  private final Process process;
  private final BufferedWriter commands;
  private final BufferedReader answers;

  private NativeLoop(Process process) {
    this.process = process;
    this.commands =
        new BufferedWriter(
            new OutputStreamWriter(process.getOutputStream(), StandardCharsets.US_ASCII));
    this.answers =
        new BufferedReader(
            new InputStreamReader(process.getInputStream(), StandardCharsets.US_ASCII));
  }

  /**
   * The program that {@value #VARIABLE} names.
   *
   * @throws EngineException when it names none
   */
  static Path program() {
    String named = System.getenv().getOrDefault(VARIABLE, "");
    Path program = Path.of(named).toAbsolutePath();
    if (named.isBlank() || !Files.isRegularFile(program) || !Files.isExecutable(program)) {
      throw new EngineException(
          VARIABLE
              + ": names no program, got '"
              + named
              + "'; scripts/parity/run builds the C half and sets it");
    }
    return program;
  }

  /**
   * Starts the program.
   *
   * @param program the built {@code loop.c}
   * @param model a GGUF file
   * @param threads compute threads, 1 or more
   * @param contextTokens how many tokens the context is asked to hold
   * @throws EngineException when it cannot be started
   */
  static NativeLoop start(Path program, Path model, int threads, int contextTokens) {
    ProcessBuilder builder =
        new ProcessBuilder(
            program.toString(),
            LlamaLibrary.file().toString(),
            model.toAbsolutePath().toString(),
            Integer.toString(threads),
            Integer.toString(contextTokens));
    try {
      return new NativeLoop(builder.redirectError(ProcessBuilder.Redirect.INHERIT).start());
    } catch (IOException e) {
      throw new EngineException(program + ": cannot be started: " + e.getMessage(), e);
    }
  }

  /** Gives the sequences that operations take in turn, all of one length. */
  void set(List<int[]> sequences) {
    StringBuilder line = new StringBuilder("set ");
    line.append(sequences.size()).append(' ').append(sequences.get(0).length);
    sequences.forEach(sequence -> append(line, sequence));
    ask(line.toString());
  }

  /** Fills the emptied context. */
  void fill(int[] tokens) {
    ask(append(new StringBuilder("fill ").append(tokens.length), tokens).toString());
  }

  private static StringBuilder append(StringBuilder line, int[] tokens) {
    for (int token : tokens) {
      line.append(' ').append(token);
    }
    return line;
  }

  /** Generates {@code operations} times so many tokens behind {@code depth}. */
  Slice decode(int depth, int tokens, int operations) {
    return ask("decode " + depth + " " + tokens + " " + operations);
  }

  /** Processes {@code operations} sequences. */
  Slice prefill(int operations) {
    return ask("prefill " + operations);
  }

  private Slice ask(String command) {
    try {
      commands.write(command + "\n");
      commands.flush();
      String answer = answers.readLine();
      if (answer == null || !answer.matches("\\d{1,18} \\d{1,10}")) {
        throw new EngineException("the C loop answered '" + answer + "'; its log names the reason");
      }
      String[] words = answer.split(" ");
      return new Slice(Long.parseLong(words[0]), Integer.parseUnsignedInt(words[1]));
    } catch (IOException e) {
      throw new EngineException("the C loop has ended; its log names the reason", e);
    }
  }

  /** Ends the program and waits for it, so that its time counts as this process's. */
  @Override
  public void close() {
    try {
      commands.close();
      process.waitFor();
    } catch (IOException e) {
      process.destroyForcibly();
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
