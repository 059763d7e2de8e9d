package dev.tare.results.policy;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import com.fasterxml.jackson.dataformat.yaml.YAMLParser;
import dev.tare.results.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/**
 * Reads a YAML document with the lines of its values, which a binding to objects loses and a list
 * of all problems needs. Size and nesting are bounded, and aliases are refused, so that no small
 * file becomes a large document.
 */
final class YamlTree {
  private static final int MOST_BYTES = 1 << 20;
  private static final int DEEPEST = 20;

  /** In YAML, what begins with a > and is not quoted is a block of text. */
  private static final Pattern BARE_LIMIT = Pattern.compile(".*\\blimit\\s*:\\s*>.*");

  /** How the parser begins to say that a key is a list or mapping. */
  private static final String KEY_EXPECTED = "Expected a field name";

  private static final String QUOTE_LIMITS =
      "; write limits in quotes, as in limit: \">= 9 tok/s\"";

  private final Path file;
  private final YAMLParser parser;

  private YamlTree(Path file, YAMLParser parser) {
    this.file = file;
    this.parser = parser;
  }

  /**
   * Reads a file.
   *
   * @throws UnreadableDocumentException when it cannot be read, is over 1 MiB, is no YAML in UTF-8,
   *     or holds no document or several
   */
  static YamlValue read(Path file) {
    if (Files.isDirectory(file)) {
      throw refusal(file, "is a folder; name a policy, a YAML file", null);
    }
    try (InputStream in = Files.newInputStream(file)) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw refusal(file, "is over 1 MiB, which no policy is; check the path", null);
      }
      return parse(file, bytes);
    } catch (IOException e) {
      throw new UnreadableDocumentException(file, e);
    }
  }

  private static YamlValue parse(Path file, byte[] bytes) throws IOException {
    if (!isUtf8(bytes)) {
      throw refusal(file, "is no text in UTF-8; save it as such, or check the path", null);
    }
    try (YAMLParser parser = factory().createParser(bytes)) {
      if (parser.nextToken() == null) {
        throw refusal(file, "holds no policy; write a key such as budgets, or remove it", null);
      }
      YamlTree tree = new YamlTree(file, parser);
      YamlValue root = tree.value();
      if (parser.nextToken() != null) {
        throw refusal(file, "line " + tree.line() + ": a second document; keep one", null);
      }
      return root;
    } catch (JsonProcessingException e) {
      throw syntax(file, bytes, e);
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }

  private static YAMLFactory factory() {
    LoaderOptions options = new LoaderOptions();
    options.setCodePointLimit(MOST_BYTES);
    StreamReadConstraints constraints =
        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build();
    return YAMLFactory.builder().loaderOptions(options).streamReadConstraints(constraints).build();
  }

  private static UnreadableDocumentException syntax(
      Path file, byte[] bytes, JsonProcessingException e) {
    if (e instanceof StreamConstraintsException) {
      return refusal(file, "is nested more than " + DEEPEST + " deep, which no policy is", e);
    }
    if (e.getCause() instanceof MarkedYAMLException marked
        && marked.getProblem() != null
        && marked.getProblemMark() != null) {
      int line = marked.getProblemMark().getLine() + 1;
      return syntax(file, bytes, line, marked.getProblem(), e);
    }
    int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
    return syntax(file, bytes, line, e.getOriginalMessage(), e);
  }

  private static UnreadableDocumentException syntax(
      Path file, byte[] bytes, int line, String problem, Throwable e) {
    String what =
        problem.startsWith(KEY_EXPECTED)
            ? "a key must be a text"
            : problem.lines().findFirst().orElse("unreadable");
    if (line < 1) {
      return refusal(file, "no valid YAML: " + what, e);
    }
    return refusal(file, "line " + line + ": no valid YAML: " + what + hint(bytes, line), e);
  }

  private static String hint(byte[] bytes, int line) {
    boolean bare =
        new String(bytes, StandardCharsets.UTF_8)
            .lines()
            .skip(Math.max(0, line - 1))
            .findFirst()
            .filter(text -> BARE_LIMIT.matcher(text).matches())
            .isPresent();
    return bare ? QUOTE_LIMITS : "";
  }

  private YamlValue value() throws IOException {
    int line = line();
    if (parser.isCurrentAlias()) {
      throw refusal(
          file,
          "line "
              + line
              + ": aliases such as *"
              + Problems.shortened(parser.getText())
              + " are not supported; write it out, and quote a text that begins with *",
          null);
    }
    if (parser.currentToken() == null) {
      throw refusal(file, "line " + line + ": no valid YAML: it ends early", null);
    }
    return switch (parser.currentToken()) {
      case START_OBJECT -> mapping(line);
      case START_ARRAY -> sequence(line);
      case VALUE_NULL -> new YamlValue.Nothing(line);
      default -> scalar(line, String.valueOf(parser.getText()));
    };
  }

  private static YamlValue scalar(int line, String text) {
    return text.isBlank() ? new YamlValue.Nothing(line) : new YamlValue.Scalar(line, text.strip());
  }

  private YamlValue mapping(int line) throws IOException {
    List<YamlValue.Key> keys = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_OBJECT) {
      int keyLine = line();
      String name = String.valueOf(parser.currentName());
      parser.nextToken();
      keys.add(new YamlValue.Key(keyLine, name, value()));
    }
    return new YamlValue.Mapping(line, List.copyOf(keys));
  }

  private YamlValue sequence(int line) throws IOException {
    List<YamlValue> items = new ArrayList<>();
    while (parser.nextToken() != JsonToken.END_ARRAY) {
      items.add(value());
    }
    return new YamlValue.Sequence(line, List.copyOf(items));
  }

  private int line() {
    return parser.currentTokenLocation().getLineNr();
  }

  private static UnreadableDocumentException refusal(Path file, String problem, Throwable cause) {
    return new UnreadableDocumentException(file, problem, cause);
  }
}
