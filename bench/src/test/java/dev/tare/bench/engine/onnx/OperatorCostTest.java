package dev.tare.bench.engine.onnx;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.tare.bench.engine.EngineException;
import dev.tare.results.run.Operations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Events as ONNX Runtime's profile has them. */
class OperatorCostTest {
  private static Operations of(String operator, String inputs, String result)
      throws JsonProcessingException {
    String event =
        """
        {"op_name": "%s", "input_type_shape": [%s], "output_type_shape": [{"float": %s}]}
        """
            .formatted(operator, inputs, result);
    return OperatorCost.of(new ObjectMapper().readTree(event));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "[2, 3, 4] | [4, 5] | [2, 3, 5] | 240",
        "[3, 4] | [4] | [3] | 24",
        "[2, 3, 4] | [4] | [2, 3] | 48",
        "[4] | [4, 5] | [5] | 40",
        "[4] | [4] | [] | 8"
      })
  void aProductTakesTwoOperationsForEachPairOfNumbers(
      String left, String right, String result, long operations) throws JsonProcessingException {
    String inputs = "{\"float\": " + left + "}, {\"float\": " + right + "}";
    assertEquals(new Operations(operations, 0), of("MatMul", inputs, result));
    assertEquals(new Operations(0, operations), of("MatMulInteger", inputs, result));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"[3, 4] | [3, 0]", "[0, 4] | [0, 5]", "[7] | [3, 5]"})
  void shapesThatDoNotFitAreToldAndCostNothingElse(String left, String result) {
    String inputs = "{\"float\": " + left + "}";
    assertThrows(EngineException.class, () -> of("MatMul", inputs, result));
  }

  @Test
  void whatIsDoneOncePerNumberIsNotCounted() throws JsonProcessingException {
    assertEquals(Operations.NONE, of("Add", "{\"float\": []}", "[]"));
  }
}
