package dev.tare.bench.cli.terminal;

import dev.tare.bench.plan.PlanException;
import dev.tare.fixtures.catalog.CatalogException;
import dev.tare.results.cli.TareCommandLine;
import dev.tare.results.document.PlainText;
import java.io.PrintWriter;
import java.util.List;
import java.util.function.IntSupplier;

/** Reports every problem of a suite or a list of models, each in a line of its own. */
public final class Problems {
  private Problems() {}

  /** The command's exit code, or 2 with the problems printed. */
  public static int reported(PrintWriter err, IntSupplier command) {
    try {
      return command.getAsInt();
    } catch (PlanException e) {
      return print(err, e.problems());
    } catch (CatalogException e) {
      return print(err, e.problems());
    }
  }

  private static int print(PrintWriter err, List<String> problems) {
    problems.forEach(problem -> err.println("tare: " + PlainText.escaped(problem)));
    return TareCommandLine.UNUSABLE;
  }
}
