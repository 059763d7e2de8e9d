package dev.tare.bench.cli.models;

import dev.tare.fixtures.compare.ComparedModel;
import dev.tare.fixtures.compare.Difference;
import dev.tare.fixtures.compare.FamilyComparison;
import dev.tare.fixtures.compare.GroupError;
import dev.tare.fixtures.compare.ModelErrors;
import dev.tare.fixtures.compare.TensorError;
import dev.tare.fixtures.compare.WeightError;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.fixtures.inspect.TensorGroup;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.Line;
import dev.tare.results.report.TerminalStyle;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison for readers. */
final class CompareText {
  private static final String INDENT = "  ";
  private static final int MOST_LINES = 30;
  private static final String ALL = "all but norms";
  private static final int SIZE_COLUMNS = 57;
  private static final int ERROR_COLUMNS = 44;
  private static final int SHORTEST_NAME = 14;
  private static final double COSINE_DIGITS = 1e6;

  private final TerminalStyle style;
  private final FamilyComparison comparison;
  private final StringBuilder text = new StringBuilder();

  CompareText(TerminalStyle style, FamilyComparison comparison) {
    this.style = style;
    this.comparison = comparison;
  }

  /**
   * The whole text.
   *
   * @param worst how many of each model's worst tensors are named
   */
  String render(int worst) {
    verdict();
    text.append('\n').append(sizes());
    if (measured().findAny().isPresent()) {
      text.append('\n').append(ratios());
    }
    for (ComparedModel model : comparison.models()) {
      model.errors().ifPresent(errors -> errors(model.description(), errors, worst));
    }
    return style.shown(text.toString());
  }

  private void verdict() {
    ModelDescription reference = comparison.referenceModel();
    wrapped(
        "",
        "Reference: "
            + name(reference.path())
            + " ("
            + reference.format()
            + reference.quantization().map(q -> ", " + PlainText.oneLine(q)).orElse("")
            + ", "
            + count(reference.weightTensors())
            + " tensors)");
    for (ComparedModel model : comparison.models()) {
      if (model.description() != reference) {
        verdict(model);
      }
    }
    text.append(
        comparison.isOneFamily()
            ? style.good("One family: nothing but precision differs.")
            : style.bad("Not one family."));
    text.append('\n');
  }

  private void verdict(ComparedModel model) {
    String name = name(model.description().path());
    int count = model.differences().size();
    if (count == 0) {
      text.append(style.good(mark(true))).append(' ').append(name).append('\n');
    } else {
      text.append(style.bad(mark(false))).append(' ').append(name).append(": ");
      text.append(count).append(count == 1 ? " difference" : " differences").append('\n');
    }
    model.differences().stream().limit(MOST_LINES).forEach(this::difference);
    rest(count);
    model.notes().stream().limit(MOST_LINES).forEach(note -> wrapped(INDENT + INDENT, note));
    rest(model.notes().size());
  }

  private void rest(int count) {
    if (count > MOST_LINES) {
      wrapped(INDENT + INDENT, "and " + (count - MOST_LINES) + " more; --json has them all");
    }
  }

  private void difference(Difference difference) {
    wrapped(
        INDENT + INDENT,
        difference.topic().label()
            + " "
            + PlainText.escaped(difference.subject())
            + ": "
            + shortened(difference.model())
            + "; in the reference "
            + shortened(difference.reference()));
  }

  private static String shortened(String value) {
    return PlainText.oneLine(value);
  }

  private String sizes() {
    TextTable table = new TextTable("lrrrr");
    table.row("model", "bytes", "bits/weight", "vs smallest", "vs reference");
    long referenceBytes = comparison.referenceModel().fileBytes();
    for (ComparedModel model : comparison.models()) {
      ModelDescription description = model.description();
      boolean reference = description == comparison.referenceModel();
      table.row(
          fitted(name(description.path()), style.width() - SIZE_COLUMNS),
          count(description.fileBytes()),
          String.format(Locale.ROOT, "%.2f", description.bitsPerWeight()),
          percent(description.fileBytes(), comparison.smallestBytes()),
          reference ? style.none() : percent(description.fileBytes(), referenceBytes));
    }
    return table.render(INDENT);
  }

  /** All models below each other, a column per group. */
  private String ratios() {
    List<TensorGroup> groups = Stream.of(TensorGroup.values()).filter(this::isInformative).toList();
    TextTable table = new TextTable("lr" + "r".repeat(groups.size()));
    List<String> heading = new ArrayList<>(List.of("SQNR in dB", "w/o norms"));
    groups.forEach(group -> heading.add(group.label()));
    table.row(heading.toArray(new String[0]));
    int used = heading.stream().skip(1).mapToInt(String::length).map(n -> n + 2).sum();
    for (ComparedModel model : comparison.models()) {
      model
          .errors()
          .ifPresent(
              errors -> {
                List<String> cells = new ArrayList<>();
                int room = style.width() - used - INDENT.length();
                cells.add(fitted(name(model.description().path()), room));
                cells.add(sqnr(errors.total()));
                groups.forEach(group -> cells.add(sqnr(errors, group)));
                table.row(cells.toArray(new String[0]));
              });
    }
    return table.render(INDENT);
  }

  /** What is no part of a network by its name is left out where it is the same in all models. */
  private boolean isInformative(TensorGroup group) {
    return measured()
        .flatMap(errors -> errors.groups().stream())
        .anyMatch(
            found ->
                found.group() == group && (group != TensorGroup.OTHER || !found.error().isExact()));
  }

  private Stream<ModelErrors> measured() {
    return comparison.models().stream().flatMap(model -> model.errors().stream());
  }

  private String sqnr(ModelErrors errors, TensorGroup group) {
    return errors.groups().stream()
        .filter(found -> found.group() == group)
        .findFirst()
        .map(found -> sqnr(found.error()))
        .orElse(style.none());
  }

  private void errors(ModelDescription model, ModelErrors errors, int worst) {
    text.append('\n').append(style.bold(name(model.path()))).append('\n');
    TextTable table = new TextTable("llrrrr");
    int room = style.width() - ERROR_COLUMNS - INDENT.length();
    table.row("group", "types", "weights", "cosine", "SQNR dB", "largest");
    for (GroupError group : errors.groups()) {
      table.row(
          group.group().label(),
          fitted(String.join(", ", group.types()), Math.max(SHORTEST_NAME, room - 14)),
          count(group.error().weights()),
          cosine(group.error()),
          sqnr(group.error()),
          largest(group.error()));
    }
    table.row(
        ALL,
        "",
        count(errors.total().weights()),
        cosine(errors.total()),
        sqnr(errors.total()),
        largest(errors.total()));
    text.append(table.render(INDENT));
    List<TensorError> named = errors.worst(worst);
    if (!named.isEmpty()) {
      worst(named);
    }
  }

  private void worst(List<TensorError> tensors) {
    TextTable table = new TextTable("llrrr");
    table.row("worst", "type", "cosine", "SQNR dB", "largest");
    for (TensorError tensor : tensors) {
      table.row(
          fitted(PlainText.escaped(tensor.name()), style.width() - ERROR_COLUMNS),
          tensor.type(),
          cosine(tensor.error()),
          sqnr(tensor.error()),
          largest(tensor.error()));
    }
    text.append(table.render(INDENT));
  }

  /** Cut off, not rounded: nothing but equality shows as 1. */
  private String cosine(WeightError error) {
    if (error.isEmpty()) {
      return style.none();
    }
    if (error.isExact()) {
      return "1";
    }
    double cut = Math.floor(error.cosine() * COSINE_DIGITS) / COSINE_DIGITS;
    return String.format(Locale.ROOT, "%.6f", Math.min(cut, 1 - 1 / COSINE_DIGITS));
  }

  private String sqnr(WeightError error) {
    if (error.isEmpty()) {
      return style.none();
    }
    if (error.isExact()) {
      return "exact";
    }
    return Double.isInfinite(error.sqnrDb())
        ? "none"
        : String.format(Locale.ROOT, "%.2f", error.sqnrDb());
  }

  private String largest(WeightError error) {
    if (error.isEmpty()) {
      return style.none();
    }
    return error.isExact() ? "0" : String.format(Locale.ROOT, "%.2g", error.largest());
  }

  private String percent(long bytes, long of) {
    if (of == 0) {
      return style.none();
    }
    double share = 100.0 * (bytes - of) / of;
    String digits = String.format(Locale.ROOT, "%.1f %%", Math.abs(share));
    return digits.equals("0.0 %") ? digits : (share < 0 ? style.minus() : "+") + digits;
  }

  private String name(Path path) {
    long same =
        comparison.models().stream()
            .filter(m -> fileName(m.description().path()).equals(fileName(path)))
            .count();
    return PlainText.escaped(same > 1 ? path.toString() : fileName(path));
  }

  private static String fileName(Path path) {
    Path name = path.toAbsolutePath().normalize().getFileName();
    return name == null ? path.toString() : name.toString();
  }

  /** With the middle left out where it is too long: what tells names apart is often at the end. */
  private String fitted(String name, int room) {
    int most = Math.max(SHORTEST_NAME, room);
    if (Line.width(name) <= most) {
      return name;
    }
    int head = (most - style.range().length()) / 3;
    int tail = most - style.range().length() - head;
    return name.substring(0, head) + style.range() + name.substring(name.length() - tail);
  }

  private void wrapped(String indent, String line) {
    String further = indent + INDENT;
    String broken = Line.wrapped(line, style.width() - further.length(), "");
    text.append(indent)
        .append(broken.lines().collect(Collectors.joining("\n" + further)))
        .append('\n');
  }

  private String mark(boolean good) {
    return style.unicode() ? good ? "✓" : "✗" : good ? "ok" : "NO";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }
}
