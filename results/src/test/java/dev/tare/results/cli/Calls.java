package dev.tare.results.cli;

import dev.tare.results.run.Run;
import dev.tare.results.store.RunFile;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.Optional;

/** Calls commands over a checkout of their own, and keeps what they print. */
final class Calls {
  static final Instant NOW = Instant.parse("2026-11-21T08:00:00Z");

  private final Path home;
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

  int tare(String... args) {
    StringWriter outText = new StringWriter();
    StringWriter errText = new StringWriter();
    CommandEnvironment environment =
        new CommandEnvironment(
            Map.of("LANG", "C.UTF-8"),
            Optional.of(home),
            "ada",
            Clock.fixed(now, ZoneOffset.UTC),
            false);
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
}
