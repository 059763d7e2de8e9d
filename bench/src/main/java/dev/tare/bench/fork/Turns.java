package dev.tare.bench.fork;

import java.io.DataOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;

/**
 * Lets two forks measure in turns: both are open at once, and each waits before an iteration until
 * it is its turn, without using a core. So what disturbs the machine for longer than an iteration
 * meets both alike. The driver's {@link TurnKeeper} says whose turn it is.
 *
 * <p>The protocol: a fork sends the keeper's key (8 bytes) and its place (1 byte), is sent a byte
 * when its turn comes, and sends a byte when that is over. Whoever closes the connection has left:
 * then the other goes on alone.
 */
public final class Turns {
  /** System property: port, key and place, with colons between; without it there are no turns. */
  public static final String PROPERTY = "tare.turns";

  static final int GO = 'G';
  static final int DONE = 'D';

  private static final int BASE = 16;

  private static Turns ofThisFork;

  private final Socket socket;
  private final InputStream in;
  private final DataOutputStream out;
  private boolean alone;

  /**
   * Joins a keeper.
   *
   * @param port of the keeper on this machine
   * @param key the keeper's key
   * @param place 0 or 1
   * @throws IOException when the keeper does not answer
   */
  Turns(int port, long key, int place) throws IOException {
    socket = new Socket(InetAddress.getLoopbackAddress(), port);
    socket.setTcpNoDelay(true);
    in = socket.getInputStream();
    out = new DataOutputStream(socket.getOutputStream());
    out.writeLong(key);
    out.writeByte(place);
    out.flush();
  }

  /** The JVM argument that lets a fork join a keeper. */
  static String argument(int port, long key, int place) {
    return "-D" + PROPERTY + "=" + port + ":" + Long.toHexString(key) + ":" + place;
  }

  /** Whether this process measures in turns with another. */
  public static boolean areTaken() {
    return System.getProperty(PROPERTY) != null;
  }

  /**
   * Waits for this fork's turn; returns at once where there are no turns.
   *
   * @throws UncheckedIOException when the keeper cannot be joined
   */
  public static void await() {
    if (areTaken()) {
      try {
        joined().awaitTurn();
      } catch (IOException e) {
        throw new UncheckedIOException("the other fork cannot be joined", e);
      }
    }
  }

  /** Ends this fork's turn; does nothing where there are no turns. */
  public static void pass() {
    if (areTaken()) {
      try {
        joined().passTurn();
      } catch (IOException e) {
        throw new UncheckedIOException("the other fork cannot be joined", e);
      }
    }
  }

  private static synchronized Turns joined() throws IOException {
    if (ofThisFork == null) {
      String[] parts = System.getProperty(PROPERTY).split(":");
      ofThisFork =
          new Turns(
              Integer.parseInt(parts[0]),
              Long.parseUnsignedLong(parts[1], BASE),
              Integer.parseInt(parts[2]));
    }
    return ofThisFork;
  }

  /** Blocks until it is this fork's turn, or there is no other. */
  void awaitTurn() {
    try {
      alone = alone || in.read() != GO;
    } catch (IOException e) {
      alone = true;
    }
  }

  void passTurn() {
    try {
      if (!alone) {
        out.writeByte(DONE);
        out.flush();
      }
    } catch (IOException e) {
      alone = true;
    }
  }

  /** Leaves. */
  void close() throws IOException {
    socket.close();
  }
}
