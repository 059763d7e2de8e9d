package dev.tare.results.input;

import dev.tare.results.document.DocumentReader;
import dev.tare.results.store.UnreadableRunException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Says where a file was measured that does not say so itself. */
final class ForeignMachine {
  private static final String SIDECAR = ".machine.json";
  private static final int MOST_FIELDS = 64;
  private static final int LONGEST_TEXT = 1000;

  private ForeignMachine() {}

  /**
   * The machine of a file: the name that is given, else the object of texts in the file of the same
   * name with {@code .machine.json} behind it.
   *
   * @param file the file
   * @param name the machine's name
   * @return what the machine is known by; not empty
   * @throws UnreadableRunException when there is neither
   * @throws dev.tare.results.document.UnreadableDocumentException when the file beside it cannot be
   *     used
   */
  static Map<String, String> of(Path file, Optional<String> name) {
    if (name.isPresent()) {
      return Map.of(RunInput.MACHINE, name.get());
    }
    Path sidecar = file.resolveSibling(file.getFileName() + SIDECAR);
    if (!Files.exists(sidecar)) {
      throw new UnreadableRunException(
          file,
          "its format says nothing of the machine; name it with --machine NAME, or write"
              + " {\"machine\": \"NAME\"} into "
              + sidecar.getFileName());
    }
    return DocumentReader.read(sidecar, ForeignMachine::facts);
  }

  private static Map<String, String> facts(DocumentReader in) {
    Map<String, String> facts = new TreeMap<>();
    in.fields(
        name -> {
          String text = in.text();
          if (facts.size() == MOST_FIELDS || text.length() > LONGEST_TEXT) {
            throw in.fail(
                "a machine is at most "
                    + MOST_FIELDS
                    + " texts of at most "
                    + LONGEST_TEXT
                    + " characters");
          }
          facts.put(name, text);
        });
    if (facts.values().stream().allMatch(String::isBlank)) {
      throw in.fail("it says nothing of the machine; {\"machine\": \"NAME\"} would suffice");
    }
    return facts;
  }

  /** Whether a file is one that says where the file beside it was measured. */
  static boolean isSidecar(Path file) {
    return file.getFileName() != null && file.getFileName().toString().endsWith(SIDECAR);
  }
}
