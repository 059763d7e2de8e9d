package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.roofline.Share;
import dev.tare.results.roofline.Shares;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Metric;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import dev.tare.results.stats.Sample;
import dev.tare.results.stats.Student;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** One family's variants under one number of threads, as groups of columns. */
final class FamilyTable {
  private static final double CONFIDENCE = 0.95;
  private static final String SHARE_TITLE = ", of roofline";

  private final Run run;
  private final List<String> variants;
  private final Optional<String> reference;
  private final List<Cell> cells;
  private final TerminalStyle style;

  FamilyTable(
      Run run,
      List<String> variants,
      Optional<String> reference,
      List<Cell> cells,
      TerminalStyle style) {
    this.run = run;
    this.variants = variants;
    this.reference = reference;
    this.cells = cells;
    this.style = style;
  }

  /** The groups that have data; sizes first when asked for. */
  List<Group> groups(String family, boolean withSizes) {
    List<Group> groups = new ArrayList<>();
    if (withSizes) {
      size(family).ifPresent(groups::add);
    }
    columns().forEach(column -> groups.add(group(column)));
    columns().forEach(column -> latencies(column).ifPresent(groups::add));
    return groups;
  }

  private Optional<Group> latencies(Column column) {
    return column
        .what()
        .latencyMetric()
        .flatMap(
            name ->
                LatencyGroup.of(
                    PlainText.oneLine(column.latencyTitle()),
                    variants.stream()
                        .map(v -> cell(column, v).flatMap(cell -> cell.metric(name)))
                        .toList(),
                    style));
  }

  private Optional<Group> size(String family) {
    List<Optional<Double>> sizes =
        variants.stream()
            .map(v -> run.model(family, v).map(ModelIdentity::fileSizeBytes).map(Long::doubleValue))
            .toList();
    double least = least(sizes);
    if (Double.isNaN(least)) {
      return Optional.empty();
    }
    Scale scale = Scale.forValue("bytes", least);
    Optional<Double> whole = referenceIndex().flatMap(sizes::get);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      rows.add(
          List.of(
              sizes.get(i).map(scale::format).orElse(style.none()), ratio(i, sizes.get(i), whole)));
    }
    return Optional.of(new Group("size " + scale.name(), rows));
  }

  private static double least(List<Optional<Double>> values) {
    return values.stream().flatMap(Optional::stream).mapToDouble(v -> v).min().orElse(Double.NaN);
  }

  private Optional<Integer> referenceIndex() {
    return reference.map(variants::indexOf).filter(index -> index >= 0);
  }

  /** Every quantity that was planned, split by those parameters that vary in this family. */
  private List<Column> columns() {
    List<Column> columns = new ArrayList<>();
    for (Column.Quantity what : Column.Quantity.values()) {
      List<Cell> of = cells.stream().filter(what::isOf).toList();
      boolean anything =
          of.stream().anyMatch(c -> what.in(c).isPresent() || !c.failedForks().isEmpty());
      if (!anything) {
        continue;
      }
      Set<Map<String, String>> distinct = new TreeSet<>(byNumbers());
      of.forEach(cell -> distinct.add(what.splits() ? varying(of, cell) : Map.of()));
      distinct.forEach(parameters -> columns.add(new Column(what, parameters)));
    }
    return columns;
  }

  private static Comparator<Map<String, String>> byNumbers() {
    return Comparator.<Map<String, String>>comparingDouble(FamilyTable::firstNumber)
        .thenComparing(Object::toString);
  }

  private static double firstNumber(Map<String, String> parameters) {
    try {
      return parameters.isEmpty() ? 0 : Double.parseDouble(parameters.values().iterator().next());
    } catch (NumberFormatException e) {
      return Double.POSITIVE_INFINITY;
    }
  }

  private static Map<String, String> varying(List<Cell> all, Cell cell) {
    Map<String, String> varying = new TreeMap<>(cell.parameters());
    varying.remove("threads");
    varying
        .entrySet()
        .removeIf(
            entry ->
                !isColdCache(entry)
                    && all.stream()
                        .allMatch(
                            c -> entry.getValue().equals(c.parameters().get(entry.getKey()))));
    return varying;
  }

  /** A load is taken for warm unless the table says otherwise. */
  private static boolean isColdCache(Map.Entry<String, String> parameter) {
    return parameter.getKey().equals("cache") && parameter.getValue().equals("cold");
  }

  private Group group(Column column) {
    List<Optional<Metric>> metrics = variants.stream().map(v -> metric(column, v)).toList();
    if (column.what().isParity()) {
      return ParityGroup.of(PlainText.oneLine(column.title()), metrics, style);
    }
    List<Optional<Double>> means =
        metrics.stream().map(m -> m.map(metric -> sample(metric).mean())).toList();
    Optional<Double> whole = referenceIndex().flatMap(means::get);
    boolean cosine = column.what() == Column.Quantity.COSINE;
    String unit =
        metrics.stream()
            .flatMap(Optional::stream)
            .findFirst()
            .map(m -> m.kind().unit())
            .orElse("1");
    double least = least(means);
    Scale scale = Scale.forValue(unit, Double.isNaN(least) ? 1 : least);
    List<Optional<Share>> shares = variants.stream().map(v -> share(column, v)).toList();
    boolean withShares = shares.stream().anyMatch(Optional::isPresent);
    List<List<String>> rows = new ArrayList<>();
    for (int i = 0; i < variants.size(); i++) {
      List<String> parts =
          cosine
              ? cosineParts(column, i, means.get(i))
              : parts(column, i, metrics.get(i), scale, ratio(i, means.get(i), whole));
      rows.add(withShares ? with(parts, shares.get(i)) : parts);
    }
    String title = PlainText.oneLine(column.title());
    String scaled = cosine ? title + " mean/min" : (title + " " + scale.name()).trim();
    return new Group(withShares ? scaled + SHARE_TITLE : scaled, rows);
  }

  private Optional<Share> share(Column column, String variant) {
    return column.what().hasShare()
        ? cell(column, variant).flatMap(cell -> Shares.of(run, cell))
        : Optional.empty();
  }

  private static List<String> with(List<String> parts, Optional<Share> share) {
    List<String> more = new ArrayList<>(parts);
    more.add(share.map(s -> Digits.wholePercent(s.value()) + "%").orElse(""));
    return more;
  }

  private List<String> parts(
      Column column, int i, Optional<Metric> metric, Scale scale, String ratio) {
    if (metric.isEmpty()) {
      return List.of(missing(column, variants.get(i)), "", "");
    }
    String mark = failedForks(column, variants.get(i)) ? "*" : "";
    Sample sample = sample(metric.get());
    return List.of(scale.format(sample.mean()) + mark, spread(sample, style), ratio);
  }

  private List<String> cosineParts(Column column, int i, Optional<Double> mean) {
    String variant = variants.get(i);
    Optional<Double> min =
        cell(column, variant)
            .flatMap(cell -> cell.metric("cosineMin"))
            .filter(metric -> !metric.blocks().isEmpty())
            .map(metric -> sample(metric).mean());
    if (mean.isEmpty()) {
      boolean itself = cell(column, variant).isEmpty() && referenceIndex().equals(Optional.of(i));
      return List.of(itself ? style.dim("ref") : missing(column, variant), "");
    }
    String mark = failedForks(column, variant) ? "*" : "";
    return List.of(cosine(mean.get()) + mark, min.map(FamilyTable::cosine).orElse(""));
  }

  private static String cosine(double value) {
    return String.format(java.util.Locale.ROOT, "%.5f", value);
  }

  private String missing(Column column, String variant) {
    return failedForks(column, variant) ? style.bad("failed") : style.none();
  }

  private boolean failedForks(Column column, String variant) {
    return cellsOf(column, variant).stream().anyMatch(cell -> !cell.failedForks().isEmpty());
  }

  private List<Cell> cellsOf(Column column, String variant) {
    return cells.stream()
        .filter(cell -> cell.variant().equals(variant) && column.isOf(cell))
        .toList();
  }

  /** The cell that the column speaks of: for memory the one with the highest peak. */
  private Optional<Cell> cell(Column column, String variant) {
    return cellsOf(column, variant).stream()
        .filter(cell -> column.what().in(cell).isPresent())
        .max(Comparator.comparingDouble(c -> sample(column.what().in(c).orElseThrow()).mean()));
  }

  private Optional<Metric> metric(Column column, String variant) {
    return cell(column, variant).flatMap(column.what()::in);
  }

  private static Sample sample(Metric metric) {
    return Sample.of(metric.blockMeans());
  }

  /** Half the width of the interval of the mean, relative; empty where it is not known. */
  static String spread(Sample sample, TerminalStyle style) {
    if (sample.size() < 2 || sample.mean() == 0) {
      return "";
    }
    double share = Student.halfWidth(sample, CONFIDENCE) / Math.abs(sample.mean());
    return style.dim(style.plusMinus() + Digits.percent(share) + "%");
  }

  private String ratio(int i, Optional<Double> value, Optional<Double> whole) {
    if (value.isEmpty() || whole.isEmpty() || !(whole.get() > 0)) {
      return "";
    }
    return referenceIndex().filter(index -> index == i).isPresent()
        ? style.dim("ref")
        : Digits.ratio(value.get() / whole.get()) + style.times();
  }
}
