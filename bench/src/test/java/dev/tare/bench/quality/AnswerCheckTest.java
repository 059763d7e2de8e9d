package dev.tare.bench.quality;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineException;
import org.junit.jupiter.api.Test;

class AnswerCheckTest {
  private final AnswerCheck check = new AnswerCheck(2);

  @Test
  void theSameAnswerToTheSameInputIsRight() {
    check.check(0, 7);
    check.check(1, 8);
    assertDoesNotThrow(() -> check.check(0, 7));
  }

  @Test
  void anotherAnswerToTheSameInputIsSaid() {
    check.check(0, 0);
    check.check(1, 8);
    EngineException wrong = assertThrows(EngineException.class, () -> check.check(1, 9));
    assertTrue(wrong.getMessage().startsWith("the engine answered input 2"), wrong.getMessage());
  }
}
