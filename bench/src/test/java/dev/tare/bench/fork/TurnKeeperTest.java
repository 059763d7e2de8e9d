package dev.tare.bench.fork;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 20, unit = TimeUnit.SECONDS)
class TurnKeeperTest {
  private final List<String> seen = Collections.synchronizedList(new ArrayList<>());
  private final TurnKeeper keeper = new TurnKeeper();

  TurnKeeperTest() throws IOException {}

  @AfterEach
  void close() throws IOException {
    keeper.close();
  }

  private Turns join(int place) throws IOException {
    String[] parts = keeper.argument(place).split("=")[1].split(":");
    return new Turns(Integer.parseInt(parts[0]), Long.parseUnsignedLong(parts[1], 16), place);
  }

  /** A fork that measures so many iterations, the set-up counted as one, and leaves. */
  private Thread fork(int place, int turns) {
    Thread thread =
        new Thread(
            () -> {
              try {
                Turns fork = join(place);
                for (int i = 0; i < turns; i++) {
                  fork.awaitTurn();
                  seen.add((place == 0 ? "a" : "b") + i);
                  fork.passTurn();
                }
                fork.close();
              } catch (IOException e) {
                seen.add(e.toString());
              }
            });
    thread.start();
    return thread;
  }

  @Test
  void setUpsComeFirstAndIterationsInTheOrderAbba() throws Exception {
    Thread second = fork(1, 5);
    Thread first = fork(0, 5);
    first.join();
    second.join();
    assertEquals(List.of("a0", "b0", "a1", "b1", "b2", "a2", "a3", "b3", "b4", "a4"), seen);
  }

  @Test
  void whenOneLeavesTheOtherGoesOn() throws Exception {
    Thread second = fork(1, 2);
    Thread first = fork(0, 6);
    first.join();
    second.join();
    assertEquals(List.of("a0", "b0", "a1", "b1"), seen.subList(0, 4));
    assertEquals(List.of("a2", "a3", "a4", "a5"), seen.subList(4, 8));
  }

  @Test
  void aForkThatDiesBeforeItJoinsDoesNotStopTheOther() throws Exception {
    Thread second = fork(1, 3);
    keeper.ended(0);
    second.join();
    assertEquals(List.of("b0", "b1", "b2"), seen);
  }

  @Test
  void aForkOutlivesItsKeeper() throws Exception {
    Turns first = join(0);
    first.awaitTurn();
    keeper.close();
    first.passTurn();
    first.awaitTurn();
    first.passTurn();
    first.close();
  }

  @Test
  void aStrangerIsTurnedAway() throws Exception {
    int port = Integer.parseInt(keeper.argument(0).split("=")[1].split(":")[0]);
    try (Socket stranger = new Socket(InetAddress.getLoopbackAddress(), port)) {
      stranger.getOutputStream().write(new byte[9]);
      assertEquals(-1, stranger.getInputStream().read());
    }
    Thread first = fork(0, 1);
    first.join();
    assertEquals(List.of("a0"), seen);
  }
}
