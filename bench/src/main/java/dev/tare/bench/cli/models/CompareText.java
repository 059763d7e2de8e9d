package dev.tare.bench.cli.models;

import dev.tare.fixtures.compare.ComparedModel;
import dev.tare.fixtures.compare.Difference;
import dev.tare.fixtures.compare.FamilyComparison;
import dev.tare.fixtures.compare.GroupError;
import dev.tare.fixtures.compare.ModelErrors;
import dev.tare.fixtures.compare.TensorError;
import dev.tare.fixtures.compare.WeightError;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.Line;
import dev.tare.results.report.TerminalStyle;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** A comparison for readers. */
final class CompareText {
  private static final String INDENT = "  ";
  private static final int MOST_LINES = 30;
  private static final int SIZE_COLUMNS = 59;
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
            + count(reference.tensors().size())
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
    TextTable table = new TextTable("lrrrrrr");
    boolean measured = comparison.models().stream().anyMatch(m -> m.errors().isPresent());
    TextTable shown = measured ? table : new TextTable("lrrrr");
    row(
        shown,
        measured,
        "model",
        "bytes",
        "bits/weight",
        "smallest",
        "reference",
        "cosine",
        "SQNR dB");
    for (ComparedModel model : comparison.models()) {
      boolean reference = model.description() == comparison.referenceModel();
      ModelDescription description = model.description();
      row(
          shown,
          measured,
          fitted(name(description.path()), style.width() - SIZE_COLUMNS - INDENT.length()),
          count(description.fileBytes()),
          String.format(Locale.ROOT, "%.2f", description.bitsPerWeight()),
          percent(description.fileBytes(), comparison.smallestBytes()),
          reference
              ? style.none()
              : percent(description.fileBytes(), comparison.referenceModel().fileBytes()),
          model.errors().map(errors -> cosine(errors.total())).orElse(style.none()),
          model.errors().map(errors -> sqnr(errors.total())).orElse(style.none()));
    }
    return shown.render(INDENT);
  }

  private static void row(TextTable table, boolean measured, String... cells) {
    table.row(measured ? cells : List.of(cells).subList(0, 5).toArray(new String[0]));
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
        "all but norms",
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
  private static String cosine(WeightError error) {
    if (error.isExact()) {
      return "1";
    }
    double cut = Math.floor(error.cosine() * COSINE_DIGITS) / COSINE_DIGITS;
    return String.format(Locale.ROOT, "%.6f", Math.min(cut, 1 - 1 / COSINE_DIGITS));
  }

  private static String sqnr(WeightError error) {
    if (error.isExact()) {
      return "exact";
    }
    return Double.isInfinite(error.sqnrDb())
        ? "none"
        : String.format(Locale.ROOT, "%.2f", error.sqnrDb());
  }

  private static String largest(WeightError error) {
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
    int head = (most - style.range().length()) / 2;
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
