package dev.tare.results.verdict;

import dev.tare.results.run.Assumption;
import dev.tare.results.run.Better;
import dev.tare.results.run.MetricKind;
import dev.tare.results.run.ModelIdentity;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** The model files themselves: size, tensor count and hash are exact metrics. */
final class ModelRows {
  private static final Map<MetricKind, Function<ModelIdentity, Side>> KINDS = kinds();

  private ModelRows() {}

  private static Map<MetricKind, Function<ModelIdentity, Side>> kinds() {
    Map<MetricKind, Function<ModelIdentity, Side>> kinds = new LinkedHashMap<>();
    kinds.put(
        new MetricKind("fileSizeBytes", "bytes", Better.LOWER, Assumption.EXACT),
        model -> Side.of(model.fileSizeBytes()));
    kinds.put(
        new MetricKind("tensorCount", "1", Better.SAME, Assumption.EXACT),
        model -> Side.of(model.tensorCount()));
    kinds.put(
        new MetricKind("sha256", "1", Better.SAME, Assumption.EXACT),
        model -> Side.of(model.sha256()));
    return kinds;
  }

  /** Adds the rows of one model file that at least one side has. */
  static void add(Optional<ModelIdentity> before, Optional<ModelIdentity> now, RowList rows) {
    Subject subject = Subject.of(now.or(() -> before).orElseThrow());
    KINDS.forEach((kind, value) -> rows.addExact(subject, kind, before.map(value), now.map(value)));
  }

  /** What one model file is, as metrics; those that are texts have no block means. */
  static Map<MetricKind, Side> of(ModelIdentity model) {
    Map<MetricKind, Side> values = new LinkedHashMap<>();
    KINDS.forEach((kind, value) -> values.put(kind, value.apply(model)));
    return values;
  }
}
