package dev.tare.bench.driver;

import dev.tare.bench.plan.Durations;
import dev.tare.bench.plan.PairBudget;
import dev.tare.bench.plan.PlannedCell;
import dev.tare.bench.plan.Suite;
import dev.tare.results.precision.FewestPairs;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/**
 * How many blocks a comparison of two arms has, and what speaks against them.
 *
 * @param blocks the number of blocks, 1 or more
 * @param doubt why they can show nothing, and the remedy; empty when they can
 */
record PairPlan(int blocks, Optional<String> doubt) {
  /**
   * Plans a comparison.
   *
   * @param request may fix the number of blocks
   * @param suite has a time budget when the request does not
   * @param cells the cells of one block, each in both arms
   * @param modelBytes size of a cell's model file
   */
  static PairPlan of(
      RunRequest request,
      Suite suite,
      List<PlannedCell> cells,
      ToLongFunction<PlannedCell> modelBytes) {
    int metrics = PairBudget.metrics(cells);
    if (request.blocks().isPresent()) {
      int asked = request.blocks().getAsInt();
      return new PairPlan(asked, doubt(asked + " pairs", asked, metrics, "give more --blocks"));
    }
    Duration budget = suite.timeBudget().orElseThrow();
    int fitting = PairBudget.fitting(cells, modelBytes, budget);
    String pairs = "about " + fitting + " pairs, which fit into " + Durations.toText(budget) + ",";
    return new PairPlan(
        PairBudget.blocks(fitting, metrics),
        doubt(pairs, fitting, metrics, "give a longer --time-budget"));
  }

  private static Optional<String> doubt(String pairs, int count, int metrics, String remedy) {
    int needed = FewestPairs.of(metrics);
    return count >= needed
        ? Optional.empty()
        : Optional.of(
            pairs
                + " cannot show any regression among up to "
                + metrics
                + " noisy metrics, however large: "
                + needed
                + " are needed; narrow with --only or "
                + remedy);
  }
}
