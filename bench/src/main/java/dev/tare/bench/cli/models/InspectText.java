package dev.tare.bench.cli.models;

import dev.tare.fixtures.inspect.GraphDescription;
import dev.tare.fixtures.inspect.GroupSummary;
import dev.tare.fixtures.inspect.HyperParameter;
import dev.tare.fixtures.inspect.ModelDescription;
import dev.tare.fixtures.inspect.ModelFile;
import dev.tare.fixtures.inspect.TensorDescription;
import dev.tare.fixtures.inspect.TensorGroup;
import dev.tare.fixtures.inspect.TokenizerDescription;
import dev.tare.fixtures.onnx.OnnxValue;
import dev.tare.results.document.PlainText;
import dev.tare.results.report.Digits;
import dev.tare.results.report.Line;
import dev.tare.results.report.Scale;
import dev.tare.results.report.TerminalStyle;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** A model's description for readers. */
final class InspectText {
  private static final int LABEL = 17;
  private static final int TEMPLATE_LINES = 3;
  private static final String INDENT = "  ";
  private static final long GIB = 1L << 30;
  private static final String NOT_HASHED = "not known yet; --sha256 reads the whole file";

  private final TerminalStyle style;
  private final ModelDescription model;
  private final StringBuilder text = new StringBuilder();

  InspectText(TerminalStyle style, ModelDescription model) {
    this.style = style;
    this.model = model;
  }

  /**
   * The whole text.
   *
   * @param hashes SHA-256 of the files, where known
   * @param tensors whether each tensor is listed
   */
  String render(Map<Path, Optional<String>> hashes, boolean tensors) {
    text.append(style.bold(PlainText.escaped(model.path().toString()))).append('\n');
    identity();
    sizes();
    graph();
    template();
    files(hashes);
    text.append('\n').append(groups());
    if (tensors) {
      text.append('\n').append(tensorList());
    }
    return style.shown(text.toString());
  }

  private void identity() {
    fact("format", model.format());
    model.name().ifPresent(name -> fact("name", PlainText.oneLine(name)));
    model.architecture().ifPresent(name -> fact("architecture", PlainText.oneLine(name)));
    String bits =
        model.parameters() == 0
            ? "no weights"
            : bits(model.bitsPerWeight()) + " bits per weight over all";
    fact("quantization", model.quantization().map(q -> q + ", " + bits).orElse(bits));
    fact(
        "parameters", count(model.parameters()) + " in " + plural(model.weightTensors(), "tensor"));
  }

  private void sizes() {
    for (HyperParameter parameter : HyperParameter.values()) {
      Double value = model.hyperParameters().get(parameter);
      if (value != null) {
        fact(parameter.label(), number(value));
      }
    }
    model.tokenizer().ifPresent(this::vocabulary);
  }

  private void vocabulary(TokenizerDescription tokenizer) {
    String size =
        tokenizer.vocabularySize().isPresent()
            ? count(tokenizer.vocabularySize().getAsLong()) + " tokens"
            : "size not stated";
    String ids =
        tokenizer.specialTokenIds().entrySet().stream()
            .flatMap(entry -> entry.getValue().stream().map(id -> entry.getKey() + " " + id))
            .collect(Collectors.joining(", "));
    fact("vocabulary", size + " (" + PlainText.oneLine(tokenizer.kind()) + ")");
    if (!ids.isEmpty()) {
      fact("special tokens", PlainText.escaped(ids));
    }
  }

  private void graph() {
    if (model.graph().isEmpty()) {
      return;
    }
    GraphDescription graph = model.graph().get();
    String sets =
        graph.opsets().entrySet().stream()
            .map(e -> (e.getKey().isEmpty() ? "ai.onnx" : e.getKey()) + " " + e.getValue())
            .collect(Collectors.joining(", "));
    fact("operator sets", PlainText.escaped(sets) + "; IR version " + graph.irVersion());
    if (!graph.producer().isEmpty()) {
      fact("producer", PlainText.oneLine(graph.producer()));
    }
    graph.inputs().forEach(value -> fact("input", value(value)));
    graph.outputs().forEach(value -> fact("output", value(value)));
    int nodes = graph.operators().values().stream().mapToInt(Integer::intValue).sum();
    String operators =
        graph.operators().entrySet().stream()
            .map(entry -> entry.getValue() + " " + entry.getKey())
            .collect(Collectors.joining(", "));
    fact("nodes", nodes + ": " + PlainText.escaped(operators));
    fact("initializers", count(graph.initializers()));
  }

  private static String value(OnnxValue value) {
    String shape =
        value.dims().stream()
            .map(dim -> dim == OnnxValue.DYNAMIC ? "?" : dim.toString())
            .collect(Collectors.joining(", "));
    String type = value.type().map(t -> t.name().toLowerCase(Locale.ROOT)).orElse("unknown");
    return PlainText.oneLine(value.name()) + ": " + type + " [" + shape + "]";
  }

  private void template() {
    if (model.chatTemplate().isEmpty()) {
      return;
    }
    String template = model.chatTemplate().get();
    List<String> lines = template.lines().toList();
    fact(
        "chat template",
        plural(lines.size(), "line") + ", " + plural(template.length(), "character"));
    int room = Math.max(20, style.width() - LABEL - 2 * INDENT.length());
    for (String line : lines.subList(0, Math.min(TEMPLATE_LINES, lines.size()))) {
      String plain = PlainText.escaped(line);
      String cut = plain.length() <= room ? plain : plain.substring(0, room - 3) + "...";
      text.append(style.dim(" ".repeat(LABEL + INDENT.length() + 2) + cut)).append('\n');
    }
  }

  private void files(Map<Path, Optional<String>> hashes) {
    List<ModelFile> files = model.files();
    String size = rounded(model.fileBytes()) + ", " + bytes(model.fileBytes());
    fact("size", files.size() == 1 ? size : size + " in " + files.size() + " files");
    for (ModelFile file : files) {
      String name =
          files.size() == 1 ? "" : PlainText.escaped(file.path().getFileName().toString());
      String hash =
          hashes
              .getOrDefault(file.path(), Optional.empty())
              .map(known -> name.isEmpty() ? known : known + "  " + name)
              .orElse((name.isEmpty() ? "" : name + " ") + NOT_HASHED);
      // Not wrapped: whoever compares hashes wants them whole.
      text.append(INDENT).append(Line.left("sha256", LABEL)).append(INDENT);
      text.append(hash).append('\n');
    }
  }

  private String groups() {
    TextTable table = new TextTable("llrrrr");
    table.row("group", "type", "tensors", "parameters", "bytes", "bits/weight");
    Optional<TensorGroup> before = Optional.empty();
    int tensors = 0;
    for (GroupSummary group : model.groups()) {
      boolean same = before.equals(Optional.of(group.group()));
      before = Optional.of(group.group());
      tensors += group.tensors();
      table.row(
          same ? "" : group.group().label(),
          group.type(),
          count(group.tensors()),
          count(group.parameters()),
          count(group.sizeBytes()),
          bits(group.bitsPerWeight()));
    }
    table.row(
        "all",
        "",
        count(tensors),
        count(model.parameters()),
        count(model.weightBytes()),
        bits(model.bitsPerWeight()));
    return table.render(INDENT);
  }

  private String tensorList() {
    TextTable table = new TextTable("lllrr", style.width());
    table.row("tensor", "shape", "type", "bytes", "offset");
    for (TensorDescription tensor : model.tensors()) {
      table.row(
          PlainText.escaped(tensor.name()),
          tensor.shape().isEmpty()
              ? "scalar"
              : tensor.shape().stream().map(String::valueOf).collect(Collectors.joining("x")),
          tensor.type(),
          count(tensor.sizeBytes()),
          offset(tensor.offset()));
    }
    return table.render(INDENT);
  }

  private String offset(OptionalLong offset) {
    return offset.isPresent() ? count(offset.getAsLong()) : style.none();
  }

  private void fact(String label, String value) {
    String indent = " ".repeat(LABEL + 2 * INDENT.length());
    int room = Math.max(20, style.width() - indent.length());
    String wrapped = Line.wrapped(value, room, "").replace("\n", "\n" + indent);
    text.append(INDENT).append(Line.left(label, LABEL)).append(INDENT);
    text.append(wrapped).append('\n');
  }

  private static String number(double value) {
    return value == Math.rint(value) && Math.abs(value) < 1e15
        ? count((long) value)
        : Digits.significant(value, 3);
  }

  /** Gibibytes from one on: a model's size is no measurement whose unit must stay the same. */
  private static String rounded(long bytes) {
    return bytes < GIB
        ? Scale.withUnit("bytes", bytes)
        : Digits.significant((double) bytes / GIB, 3) + " GiB";
  }

  private static String count(long value) {
    return String.format(Locale.ROOT, "%,d", value);
  }

  private static String bytes(long value) {
    return count(value) + (value == 1 ? " byte" : " bytes");
  }

  private static String bits(double value) {
    return String.format(Locale.ROOT, "%.2f", value);
  }

  private static String plural(long count, String noun) {
    return count(count) + " " + noun + (count == 1 ? "" : "s");
  }
}
