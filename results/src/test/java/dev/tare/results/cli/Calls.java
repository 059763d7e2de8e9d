package dev.tare.results.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.results.run.Run;
import dev.tare.results.store.RunFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Calls commands over a checkout of their own, and keeps what they print. */
final class Calls {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Path home;
  private final Map<String, String> variables = new HashMap<>(Map.of("LANG", "C.UTF-8"));
  private boolean terminal;
  private Instant now = NOW;
  private String out = "";
  private String err = "";

  Calls(Path home) {
    this.home = home;
  }

  void keep(Run run) {
    RunFile.write(run, home.resolve("results/runs").resolve(run.id() + ".json"));
  }

  void at(Instant time) {
    now = time;
  }

  /** Sets a variable of the environment. */
  void variable(String name, String value) {
    variables.put(name, value);
  }

  void onTerminal() {
    terminal = true;
  }

  int tare(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandEnvironment environment =
        new CommandEnvironment(
            variables, Optional.of(home), "ada", Clock.fixed(now, ZoneOffset.UTC), terminal);
    int code =
        ResultsMain.run(environment, new PrintWriter(outText), new PrintWriter(errText), args);
    out = outText.toString();
    err = errText.toString();
    return code;
  }

  String out() {
    return out;
  }

  String err() {
    return err;
  }

  /** The last call printed nothing but one line about a problem. */
  void assertOneLine(String problem) {
    assertTrue(err.contains(problem), err);
    assertTrue(err.startsWith("tare: ") && err.lines().count() == 1, err);
    assertFalse(err.contains("\tat "), err);
    assertEquals("", out);
  }
}
