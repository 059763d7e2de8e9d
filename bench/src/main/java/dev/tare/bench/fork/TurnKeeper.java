package dev.tare.bench.fork;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.security.SecureRandom;

/**
 * Says which of two forks measures: the first turn of each holds its set-up, then come the
 * iterations in the order first, second, second, first, so that a machine that changes its speed
 * steadily changes both alike. It sleeps while a fork measures. Only processes that were given the
 * key can take part.
 */
public final class TurnKeeper implements AutoCloseable {
  private static final int FORKS = 2;
  private static final int HELLO_MS = 5_000;

  private final ServerSocket server;
  private final long key = new SecureRandom().nextLong();
  private final boolean[] left = new boolean[FORKS];
  private long turn;

  /**
   * Opens a keeper for two forks.
   *
   * @throws IOException when there is no port left
   */
  public TurnKeeper() throws IOException {
    server = new ServerSocket(0, FORKS, InetAddress.getLoopbackAddress());
    start("tare-turns", this::accept);
  }

  /**
   * The JVM argument of a fork.
   *
   * @param place 0 for the one that begins, 1 for the other
   */
  public String argument(int place) {
    return Turns.argument(server.getLocalPort(), key, place);
  }

  /** Whose turn it is while both are there: set-ups, then pairs of iterations. */
  static int placeOf(long turn) {
    if (turn < FORKS) {
      return (int) turn;
    }
    long ofFour = (turn - FORKS) % (FORKS * FORKS);
    return ofFour == 0 || ofFour == FORKS * FORKS - 1 ? 0 : 1;
  }

  /** Whose turn it is. */
  public synchronized int place() {
    int place = placeOf(turn);
    return left[place] ? FORKS - 1 - place : place;
  }

  /** Tells that a fork has ended, also one that never joined: the other goes on alone. */
  public synchronized void ended(int place) {
    left[place] = true;
    notifyAll();
  }

  private void accept() {
    try {
      while (true) {
        Socket fork = server.accept();
        start("tare-turn", () -> keep(fork));
      }
    } catch (IOException e) {
      // Closed: the pair is over.
      return;
    }
  }

  private void keep(Socket fork) {
    try (fork) {
      fork.setTcpNoDelay(true);
      fork.setSoTimeout(HELLO_MS);
      DataInputStream in = new DataInputStream(fork.getInputStream());
      boolean known = in.readLong() == key;
      int place = in.readUnsignedByte();
      if (!known || place >= FORKS) {
        return;
      }
      fork.setSoTimeout(0);
      try {
        takeTurns(place, in, fork.getOutputStream());
      } finally {
        ended(place);
      }
    } catch (IOException e) {
      // The fork died, or it was a stranger.
      return;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void takeTurns(int place, DataInputStream in, OutputStream out)
      throws IOException, InterruptedException {
    do {
      awaitTurn(place);
      out.write(Turns.GO);
      out.flush();
    } while (isDone(place, in.read()));
  }

  private synchronized void awaitTurn(int place) throws InterruptedException {
    while (placeOf(turn) != place && !left[FORKS - 1 - place]) {
      wait();
    }
  }

  /** Goes on to the next turn, unless the fork has left instead of ending its own. */
  private synchronized boolean isDone(int place, int answer) {
    if (answer != Turns.DONE) {
      return false;
    }
    if (placeOf(turn) == place) {
      turn++;
    }
    notifyAll();
    return true;
  }

  @Override
  public void close() throws IOException {
    server.close();
    ended(0);
    ended(1);
  }

  private static void start(String name, Runnable task) {
    Thread thread = new Thread(task, name);
    thread.setDaemon(true);
    thread.start();
  }
}
