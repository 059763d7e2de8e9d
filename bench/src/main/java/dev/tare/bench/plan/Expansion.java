package dev.tare.bench.plan;

import dev.tare.bench.plan.BenchmarkSpec.Input;
import dev.tare.fixtures.catalog.Catalog;
import dev.tare.fixtures.catalog.Family;
import dev.tare.fixtures.catalog.Modality;
import dev.tare.fixtures.catalog.Variant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Expands suite × variants × parameters into cells. */
public final class Expansion {
  private final Suite suite;
  private final Catalog catalog;
  private final Optional<Pattern> only;

  /**
   * Prepares an expansion.
   *
   * @param suite what to measure
   * @param catalog the families there are
   * @param only keeps the cells in whose id the pattern is found; empty for all
   */
  public Expansion(Suite suite, Catalog catalog, Optional<Pattern> only) {
    this.suite = suite;
    this.catalog = catalog;
    this.only = only;
  }

  /**
   * The cells, in the order of suite, families and parameters.
   *
   * @throws PlanException when a named variant does not exist or no cell is left
   */
  public List<PlannedCell> cells() {
    checkVariants();
    Map<String, PlannedCell> byId = new LinkedHashMap<>();
    for (SuiteEntry entry : suite.entries()) {
      for (Family family : catalog.families()) {
        expand(entry, family).forEach(cell -> byId.putIfAbsent(cell.id(), cell));
      }
    }
    List<PlannedCell> cells = byId.values().stream().filter(this::wanted).toList();
    if (cells.isEmpty()) {
      throw new PlanException(
          List.of("suite " + suite.name() + ": no cell matches; see tare run --dry-run"));
    }
    return cells;
  }

  private boolean wanted(PlannedCell cell) {
    return only.map(pattern -> pattern.matcher(cell.id()).find()).orElse(true);
  }

  private void checkVariants() {
    List<String> known =
        catalog.families().stream()
            .flatMap(family -> family.variants().stream())
            .map(Variant::name)
            .distinct()
            .toList();
    List<String> problems =
        suite.variants().stream()
            .filter(name -> !known.contains(name))
            .map(
                name ->
                    "suite "
                        + suite.name()
                        + ": variants: no variant '"
                        + name
                        + "'; there are "
                        + String.join(", ", known))
            .toList();
    boolean none = problems.size() == suite.variants().size();
    if (!problems.isEmpty() && (none || !suite.builtIn())) {
      throw new PlanException(problems);
    }
  }

  private List<PlannedCell> expand(SuiteEntry entry, Family family) {
    List<PlannedCell> cells = new ArrayList<>();
    int blocks = Math.min(suite.blocks(), entry.blocks().orElse(suite.blocks()));
    for (Variant variant : family.variants()) {
      if (applies(entry.benchmark().input(), family, variant)
          && (entry.reference() || !variant.reference())) {
        for (Map<String, String> parameters : combinations(entry)) {
          cells.add(new PlannedCell(entry, family.name(), variant.name(), parameters, blocks));
        }
      }
    }
    return cells;
  }

  private boolean applies(Input input, Family family, Variant variant) {
    boolean modality =
        switch (input) {
          case ANY -> true;
          case TEXT -> family.modality() == Modality.TEXT;
          case IMAGE -> family.modality() == Modality.IMAGE;
          case TEXT_REFERENCE -> family.modality() == Modality.TEXT && variant.reference();
          case IMAGE_REFERENCE -> family.modality() == Modality.IMAGE && variant.reference();
        };
    boolean named = suite.variants().isEmpty() || suite.variants().contains(variant.name());
    return modality && (named || variant.reference());
  }

  private static List<Map<String, String>> combinations(SuiteEntry entry) {
    List<Map<String, String>> combinations = new ArrayList<>();
    combinations.add(new TreeMap<>(entry.benchmark().defaults()));
    entry
        .parameters()
        .forEach(
            (name, values) -> {
              List<Map<String, String>> longer = new ArrayList<>();
              for (Map<String, String> known : combinations) {
                for (String value : values) {
                  Map<String, String> next = new TreeMap<>(known);
                  next.put(name, value);
                  longer.add(next);
                }
              }
              combinations.clear();
              combinations.addAll(longer);
            });
    return combinations;
  }
}
