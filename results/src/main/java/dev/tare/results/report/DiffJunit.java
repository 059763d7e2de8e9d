package dev.tare.results.report;

import dev.tare.results.document.PlainText;
import dev.tare.results.verdict.Comparison;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/**
 * A comparison as JUnit XML for Jenkins, GitLab and others: one test case per metric, one per
 * budget, one per cell of which forks failed, and one for the comparison as a whole, which is in
 * error when the exit code is 3. So there are failures exactly when the exit code is 1, and without
 * them errors exactly when it is 3.
 *
 * <p>There is no schema that all readers share; this keeps to what the one of Jenkins' xUnit plugin
 * ({@code junit-10.xsd}) allows. GitLab shows the text of a failure but not its message, drops test
 * cases whose names repeat, and counts elements, so that a test case that passed is nothing but its
 * name.
 */
public final class DiffJunit {
  /** What cannot be written in it becomes a character reference. */
  private static final String ENCODING = StandardCharsets.US_ASCII.name();

  private static final DateTimeFormatter SECONDS =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT).withZone(ZoneOffset.UTC);

  private final XMLStreamWriter xml;
  private final Set<String> names = new HashSet<>();
  private final Map<String, Integer> repeated = new HashMap<>();

  private DiffJunit(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /**
   * The comparison as XML.
   *
   * @param comparison the comparison
   * @return the document, in ASCII, ending with {@code \n}
   */
  public static String render(Comparison comparison) {
    return render(comparison, Outcome.all(comparison, new RowText(TerminalStyle.PLAIN)));
  }

  static String render(Comparison comparison, List<Outcome> outcomes) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      XMLStreamWriter xml =
          XMLOutputFactory.newDefaultFactory().createXMLStreamWriter(bytes, ENCODING);
      new DiffJunit(xml).document(comparison, outcomes);
      xml.close();
    } catch (XMLStreamException e) {
      throw new IllegalStateException("writing to memory failed", e);
    }
    return bytes.toString(StandardCharsets.US_ASCII);
  }

  private void document(Comparison comparison, List<Outcome> outcomes) throws XMLStreamException {
    xml.writeStartDocument(ENCODING, "1.0");
    line(0);
    xml.writeStartElement("testsuites");
    xml.writeAttribute("name", "tare");
    counts(outcomes);
    line(1);
    suite(comparison, outcomes);
    line(0);
    xml.writeEndElement();
    line(0);
    xml.writeEndDocument();
  }

  private void suite(Comparison comparison, List<Outcome> outcomes) throws XMLStreamException {
    xml.writeStartElement("testsuite");
    attribute("name", "tare " + comparison.run().suite());
    counts(outcomes);
    xml.writeAttribute("skipped", count(outcomes, Standing.Mark.SKIPPED));
    xml.writeAttribute("timestamp", SECONDS.format(comparison.run().startedAt()));
    line(2);
    xml.writeStartElement("properties");
    property("baseline", comparison.baseline().id());
    property("run", comparison.run().id());
    property("fingerprint", comparison.machine().fingerprint());
    property("exitCode", Integer.toString(comparison.exitCode()));
    line(2);
    xml.writeEndElement();
    for (Outcome outcome : outcomes) {
      line(2);
      testCase(outcome);
    }
    line(1);
    xml.writeEndElement();
  }

  private void counts(List<Outcome> outcomes) throws XMLStreamException {
    xml.writeAttribute("tests", Integer.toString(outcomes.size()));
    xml.writeAttribute("failures", count(outcomes, Standing.Mark.FAILURE));
    xml.writeAttribute("errors", count(outcomes, Standing.Mark.ERROR));
  }

  private static String count(List<Outcome> outcomes, Standing.Mark mark) {
    return Long.toString(
        outcomes.stream().filter(outcome -> outcome.standing().mark() == mark).count());
  }

  private void property(String name, String value) throws XMLStreamException {
    line(3);
    xml.writeEmptyElement("property");
    xml.writeAttribute("name", name);
    attribute("value", value);
  }

  private void testCase(Outcome outcome) throws XMLStreamException {
    String group = PlainText.oneLine(outcome.group());
    String name = unique(group, PlainText.oneLine(outcome.name()));
    switch (outcome.standing().mark()) {
      case PASSED -> {
        xml.writeEmptyElement("testcase");
        names(group, name);
      }
      case FAILURE -> testCase(group, name, "failure", outcome);
      case ERROR -> testCase(group, name, "error", outcome);
      case SKIPPED -> testCase(group, name, "skipped", outcome);
    }
  }

  private void testCase(String group, String name, String mark, Outcome outcome)
      throws XMLStreamException {
    String word = outcome.standing().word();
    List<String> lines = outcome.lines().stream().map(PlainText::note).toList();
    xml.writeStartElement("testcase");
    names(group, name);
    line(3);
    xml.writeStartElement(mark);
    xml.writeAttribute("type", word);
    xml.writeAttribute("message", lines.isEmpty() ? word : word + ": " + lines.get(0));
    xml.writeCharacters(
        word + lines.stream().map(each -> "\n" + each).collect(Collectors.joining()));
    xml.writeEndElement();
    line(2);
    xml.writeEndElement();
  }

  private void names(String group, String name) throws XMLStreamException {
    xml.writeAttribute("classname", group);
    xml.writeAttribute("name", name);
  }

  /** Metrics of one name but other units, or names that were cut, would hide each other. */
  private String unique(String group, String name) {
    String unique = name;
    while (!names.add(group + '\n' + unique)) {
      int times = repeated.merge(group + '\n' + name, 1, Integer::sum);
      unique = name + " #" + (times + 1);
    }
    return unique;
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, PlainText.oneLine(value));
  }

  private void line(int depth) throws XMLStreamException {
    xml.writeCharacters("\n" + "  ".repeat(depth));
  }
}
