package dev.tare.results.sample;

import dev.tare.results.report.DiffMarkdown;
import dev.tare.results.report.DiffText;
import dev.tare.results.report.RunTable;
import dev.tare.results.report.TerminalStyle;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Run;
import dev.tare.results.store.RunFile;
import dev.tare.results.verdict.Comparator;
import dev.tare.results.verdict.Comparison;
import dev.tare.results.verdict.Policy;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Prints sample tables, to be looked at. */
final class Show {
  private Show() {}

  public static void main(String[] args) {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    Run before = SampleRuns.quick().id("before").build();
    Run after =
        SampleRuns.quick()
            .id("after")
            .seed(2)
            .factor((cell, kind) -> slower(cell.variant(), kind.name()))
            .failing((cell, block) -> fails(cell, block))
            .build();
    if (args.length == 1) {
      RunFile.write(before, Path.of(args[0], "before.json"));
      RunFile.write(after, Path.of(args[0], "after.json"));
      RunFile.write(SampleRuns.quick().id("again").seed(3).build(), Path.of(args[0], "again.json"));
      return;
    }
    TerminalStyle narrow = new TerminalStyle(false, true, 80);
    out.print(RunTable.render(before, narrow));
    out.print(RunTable.render(before, new TerminalStyle(false, true, 120)));
    out.print(RunTable.render(after, TerminalStyle.PLAIN, (cell, fork) -> Optional.of("logs/x")));
    out.print(RunTable.render(SampleRuns.standard().build(), narrow));
    Comparison comparison = Comparator.compare(before, after, Policy.standard());
    out.print(DiffText.render(comparison, narrow, false));
    out.print(DiffMarkdown.render(comparison, true, false));
    Policy steady = Policy.standard().withSpreadBetweenRuns(0.005);
    Run again = SampleRuns.quick().id("again").seed(3).build();
    out.print(DiffText.render(Comparator.compare(before, again, steady), narrow, false));
    out.print(DiffText.render(Comparator.compare(before, again, Policy.standard()), narrow, false));
  }

  private static double slower(String variant, String metric) {
    boolean decode = variant.equals("Q4_0") && metric.equals("decodeTokensPerSecond");
    boolean load = variant.equals("Q8_0") && metric.equals("loadTimeNs");
    return decode ? 0.6 : load ? 0.5 : 1;
  }

  private static boolean fails(Cell cell, int block) {
    boolean embed = cell.benchmark().endsWith("embed");
    return embed && cell.variant().equals("INT8") && block == 1
        || cell.benchmark().endsWith("prefill") && cell.variant().equals("Q4_K_M");
  }
}
