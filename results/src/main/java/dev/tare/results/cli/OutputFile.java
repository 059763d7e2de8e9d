package dev.tare.results.cli;

import dev.tare.results.document.AtomicFile;
import dev.tare.results.report.TerminalStyle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** A file that a command writes: UTF-8 without colour, 100 columns wide. */
final class OutputFile {
  /** What is rendered for it. */
  static final TerminalStyle STYLE = new TerminalStyle(false, true, 100);

  private OutputFile() {}

  /**
   * Writes it whole or not at all.
   *
   * @throws dev.tare.results.document.UnwritableFileException when it cannot be written
   */
  static void write(Path file, String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    AtomicFile.write(file, stream -> stream.write(bytes));
  }
}
