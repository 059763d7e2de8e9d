package dev.tare.results.report;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;
import org.xml.sax.SAXException;

/**
 * JUnit XML as a build server reads it, held to the schema {@code junit.xsd}.
 *
 * @param suite the attributes of the suite
 * @param cases every test case
 */
record JunitDocument(Element suite, List<Case> cases) {
  /** A test case; {@code mark} is failure, error or skipped, or empty when it passed. */
  record Case(String group, String name, Optional<String> mark, String message, String text) {}

  /**
   * Reads and validates.
   *
   * @throws IllegalArgumentException when it is not valid
   */
  static JunitDocument of(String xml) {
    try {
      SchemaFactory.newDefaultInstance()
          .newSchema(JunitDocument.class.getResource("junit.xsd"))
          .newValidator()
          .validate(new StreamSource(new StringReader(xml)));
      DocumentBuilderFactory factory = DocumentBuilderFactory.newDefaultInstance();
      factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
      Document document =
          factory.newDocumentBuilder().parse(new InputSource(new StringReader(xml)));
      Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
      return new JunitDocument(suite, cases(suite));
    } catch (SAXException e) {
      throw new IllegalArgumentException(e.getMessage() + " in " + xml, e);
    } catch (ParserConfigurationException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Case> cases(Element suite) {
    List<Case> cases = new ArrayList<>();
    NodeList nodes = suite.getElementsByTagName("testcase");
    for (int i = 0; i < nodes.getLength(); i++) {
      Element node = (Element) nodes.item(i);
      Optional<Element> mark = mark(node);
      cases.add(
          new Case(
              node.getAttribute("classname"),
              node.getAttribute("name"),
              mark.map(Element::getTagName),
              mark.map(each -> each.getAttribute("message")).orElse(""),
              mark.map(Element::getTextContent).orElse("")));
    }
    return cases;
  }

  private static Optional<Element> mark(Element node) {
    for (String name : List.of("failure", "error", "skipped")) {
      NodeList found = node.getElementsByTagName(name);
      if (found.getLength() > 0) {
        return Optional.of((Element) found.item(0));
      }
    }
    return Optional.empty();
  }

  /** The test cases with one mark. */
  List<Case> marked(String mark) {
    return cases.stream().filter(each -> each.mark().equals(Optional.of(mark))).toList();
  }

  /** A number that the suite states. */
  int stated(String attribute) {
    return Integer.parseInt(suite.getAttribute(attribute));
  }
}
