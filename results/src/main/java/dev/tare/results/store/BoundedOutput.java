package dev.tare.results.store;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** Counts what is written, and refuses to write what nobody would read again. */
final class BoundedOutput extends FilterOutputStream {
  private final long most;
  private long size;

  /**
   * Bounds a stream.
   *
   * @param out receives what fits
   * @param most how much that is, bytes
   */
  BoundedOutput(OutputStream out, long most) {
    super(out);
    this.most = most;
  }

  /** How much was written, bytes. */
  long size() {
    return size;
  }

  @Override
  public void write(int value) throws IOException {
    count(1);
    out.write(value);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    count(length);
    out.write(bytes, offset, length);
  }

  private void count(int length) throws IOException {
    if (size + length > most) {
      throw new IOException("it would be larger than the " + most + " bytes that are read");
    }
    size += length;
  }
}
