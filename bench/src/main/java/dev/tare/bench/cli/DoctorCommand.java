package dev.tare.bench.cli;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.tare.bench.doctor.Doctor;
import dev.tare.results.cli.CommandEnvironment;
import dev.tare.results.cli.CommonOptions;
import dev.tare.results.cli.TareVersion;
import dev.tare.results.document.DocumentParts;
import dev.tare.results.document.JsonText;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.run.Finding;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code tare doctor}: what about this machine spoils measurements. */
@Command(
    name = "doctor",
    versionProvider = TareVersion.class,
    description = {
      "Examine this machine for what makes measurements slow, noisy or hard to compare.",
      "Nothing is changed. Each finding that matters has its effect and a remedy."
    },
    footer = {
      "",
      "Exit codes: 0, also with warnings; 2 for a wrong option.",
      "",
      "Examples:",
      "  tare doctor",
      "  tare doctor --json > machine.json"
    })
final class DoctorCommand implements Callable<Integer> {
  private static final String SCHEMA = "tare-doctor";
  private static final int SCHEMA_VERSION = 1;

  private final CommandEnvironment environment;

  @Spec private CommandSpec spec;
  @Mixin private CommonOptions common;

  @Option(names = "--json", description = "Print the findings as JSON.")
  private boolean json;

  DoctorCommand(CommandEnvironment environment) {
    this.environment = environment;
  }

  @Override
  public Integer call() {
    PrintWriter out = spec.commandLine().getOut();
    List<Finding> findings = Doctor.examine();
    if (json) {
      out.print(json(findings));
    } else {
      out.print(text(findings, environment.style(common.color())));
    }
    return 0;
  }

  static String text(List<Finding> findings, TerminalStyle style) {
    int width = findings.stream().mapToInt(finding -> finding.name().length()).max().orElse(0);
    StringBuilder text = new StringBuilder();
    for (Finding finding : findings) {
      String name = String.format(Locale.ROOT, "%-" + width + "s", finding.name());
      text.append(mark(finding.level(), style)).append(' ').append(style.bold(name)).append("  ");
      text.append(style.shown(PlainText.escaped(finding.value()))).append('\n');
      String indent = " ".repeat(width + 4);
      finding.effect().ifPresent(e -> text.append(indent).append(style.shown(e)).append('\n'));
      finding
          .remedy()
          .ifPresent(r -> text.append(indent).append(style.dim(style.shown(r))).append('\n'));
    }
    return text.append('\n').append(summary(findings)).append('\n').toString();
  }

  private static String mark(Finding.Level level, TerminalStyle style) {
    return switch (level) {
      case GOOD -> style.good(style.unicode() ? "✓" : "+");
      case NOTE -> style.doubtful("-");
      case WARNING -> style.bad("!");
      case UNKNOWN -> style.dim("?");
    };
  }

  private static String summary(List<Finding> findings) {
    long warnings = findings.stream().filter(f -> f.level() == Finding.Level.WARNING).count();
    long notes = findings.stream().filter(f -> f.level() == Finding.Level.NOTE).count();
    return String.join(
        ", ",
        counted(warnings, "warning"),
        counted(notes, "note"),
        findings.size() + " things looked at");
  }

  private static String counted(long count, String thing) {
    return count + " " + thing + (count == 1 ? "" : "s");
  }

  private static String json(List<Finding> findings) {
    return JsonText.of(
        SCHEMA,
        SCHEMA_VERSION,
        json ->
            DocumentParts.array(
                json.generator(), "findings", findings, finding -> json(json, finding)));
  }

  private static void json(JsonText json, Finding finding) throws IOException {
    JsonGenerator generator = json.generator();
    generator.writeStartObject();
    generator.writeStringField("name", finding.name());
    generator.writeStringField("level", finding.level().id());
    generator.writeStringField("value", finding.value());
    json.text("effect", finding.effect());
    json.text("remedy", finding.remedy());
    generator.writeEndObject();
  }
}
