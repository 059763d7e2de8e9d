package dev.tare.results.policy;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.networknt.schema.ValidationMessage;
import dev.tare.results.document.UnreadableDocumentException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The published schema and the reader agree. */
class PolicySchemaTest {
  @TempDir private Path folder;

  @Test
  void theExampleFollowsTheSchema() throws IOException {
    assertEquals(Set.of(), validated(Files.readString(PolicyFileTest.EXAMPLE)));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "falseAlarmsPerRun: 5%",
        "{confidence: 99.5%, inconclusive: incomplete, runSpread: 0%}",
        "rules:",
        "rules: [{metric: a, tolerance: 3%}]",
        "rules: [{benchmark: a, tolerance: 0.5 %}]",
        "rules: [{metric: a, tolerance: 5e-4 absolute, better: same}]",
        "rules: [{metric: a, tolerance: 50ms absolute}]",
        "rules: [{family: a, variant: b, tolerance: ignore}]",
        "budgets: [{metric: a, limit: '<2 GiB', reason: b}]",
        "budgets: [{metric: a, limit: '≥ 99.95%'}]",
        "budgets: [{metric: a, benchmark: b, family: c, variant: d, limit: '> -1'}]",
        "known: [{date: 2026-11-20, reason: a}]",
        "known: [{metric: a, date: 2026-11-20, commit: 1234567, reason: a}]",
        "muted: [{variant: a, until: 2026-12-31, reason: b}]"
      })
  void bothTakeWhatIsRight(String yaml) throws IOException {
    assertEquals(Set.of(), validated(yaml));
    PolicyFile.read(written(yaml));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "falseAlarmsPerRun: 0.05",
        "falseAlarmsPerRun: five",
        "inconclusive: never",
        "budget: []",
        "rules: 3%",
        "rules: [3%]",
        "rules: [{metric: a}]",
        "rules: [{tolerance: 3%}]",
        "rules: [{metric: a, tolerance: 3}]",
        "rules: [{metric: a, tolerance: absolute}]",
        "rules: [{metric: a, tolerance: -1 absolute}]",
        "rules: [{metric: a, tolerance: 3%, better: more}]",
        "rules: [{metric: a, tolerance: 3%, unit: ns}]",
        "budgets: [{limit: '< 2 GiB'}]",
        "budgets: [{metric: a}]",
        "budgets: [{metric: a, limit: 2 GiB}]",
        "budgets: [{metric: a, limit: '< GiB'}]",
        "known: [{date: 2026-11-20}]",
        "known: [{reason: a}]",
        "known: [{date: tomorrow, reason: a}]",
        "muted: [{metric: a, until: 2026-12-31}]",
        "muted: [{metric: a, reason: b}]",
        "muted: [{until: 2026-12-31, reason: b}]"
      })
  void bothRefuseWhatIsWrong(String yaml) throws IOException {
    assertNotEquals(Set.of(), validated(yaml));
    Path file = written(yaml);
    assertThrows(UnreadableDocumentException.class, () -> PolicyFile.read(file));
  }

  private Path written(String yaml) throws IOException {
    return Files.writeString(folder.resolve("policy.yaml"), yaml + "\n");
  }

  private static Set<ValidationMessage> validated(String yaml) throws IOException {
    JsonNode document = new YAMLMapper().readTree(yaml);
    try (InputStream in = PolicyFile.class.getResourceAsStream("policy-1.schema.json")) {
      JsonSchema schema =
          JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(in);
      return schema.validate(document);
    }
  }
}
