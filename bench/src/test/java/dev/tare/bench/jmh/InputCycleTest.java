package dev.tare.bench.jmh;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.tare.bench.engine.EngineException;
import java.util.List;
import org.junit.jupiter.api.Test;

class InputCycleTest {
  private final InputCycle cycle = new InputCycle(3);

  private void answer(int hash) {
    cycle.next();
    cycle.answered(hash);
  }

  @Test
  void inputsAreTakenInTurnAndRoundAgain() {
    assertEquals(
        List.of(0, 1, 2, 0), List.of(cycle.next(), cycle.next(), cycle.next(), cycle.next()));
  }

  @Test
  void anOperationMayTakeSeveral() {
    assertEquals(List.of(0, 2, 1), List.of(cycle.next(2), cycle.next(2), cycle.next(2)));
  }

  @Test
  void itBeginsAnewWhenToldSo() {
    cycle.next();
    cycle.rewind();
    assertEquals(0, cycle.next());
  }

  @Test
  void theSameAnswerToTheSameInputIsRight() {
    answer(7);
    answer(8);
    answer(9);
    assertDoesNotThrow(() -> answer(7));
  }

  @Test
  void anotherAnswerToTheSameInputIsSaidAlsoBehindARewind() {
    answer(0);
    answer(8);
    cycle.rewind();
    answer(0);
    EngineException wrong = assertThrows(EngineException.class, () -> answer(9));
    assertTrue(wrong.getMessage().startsWith("the engine answered input 2"), wrong.getMessage());
  }
}
