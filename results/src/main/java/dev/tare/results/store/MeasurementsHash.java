package dev.tare.results.store;

import dev.tare.results.run.Absent;
import dev.tare.results.run.Block;
import dev.tare.results.run.Cell;
import dev.tare.results.run.Fork;
import dev.tare.results.run.Metric;
import dev.tare.results.run.ModelIdentity;
import dev.tare.results.run.Run;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;

/**
 * A hash over what later runs are compared with, so that a baseline that was edited by hand, or put
 * together from two by a merge, is known. Layout and order of the document do not matter.
 */
final class MeasurementsHash {
  private final MessageDigest digest;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES);

  private MeasurementsHash() {
    try {
      this.digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** 64 hex digits. */
  static String of(Run run) {
    MeasurementsHash hash = new MeasurementsHash();
    hash.add(run);
    return HexFormat.of().formatHex(hash.digest.digest());
  }

  private void add(Run run) {
    text(run.id());
    text(run.status().id());
    text(run.plan().suite());
    text(run.machine().fingerprint());
    number(run.models().size());
    run.models().stream()
        .sorted(Comparator.comparing(ModelIdentity::family).thenComparing(ModelIdentity::variant))
        .forEach(this::add);
    number(run.cells().size());
    run.cells().stream().sorted(Comparator.comparing(Cell::id)).forEach(this::add);
  }

  private void add(ModelIdentity model) {
    text(model.family());
    text(model.variant());
    text(model.format());
    number(model.reference() ? 1 : 0);
    number(model.fileSizeBytes());
    number(model.tensorCount());
    number(model.parameterCount());
    text(model.sha256());
  }

  private void add(Cell cell) {
    text(cell.id());
    number(cell.plannedBlocks());
    number(cell.failedForks().size());
    cell.failedForks().stream().mapToInt(Fork::block).forEach(this::number);
    number(cell.metrics().size());
    cell.metrics().forEach(this::add);
    number(cell.absent().size());
    cell.absent().stream().map(Absent::name).forEach(this::text);
  }

  private void add(Metric metric) {
    text(metric.kind().name());
    text(metric.kind().unit());
    text(metric.kind().better().id());
    text(metric.kind().assumption().id());
    number(metric.blocks().size());
    metric.blocks().forEach(this::add);
  }

  private void add(Block block) {
    number(block.block());
    number(block.samples().size());
    // A document knows no negative zero.
    block.samples().forEach(sample -> number(Double.doubleToLongBits(sample + 0.0)));
  }

  private void text(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    number(bytes.length);
    digest.update(bytes);
  }

  private void number(long value) {
    number.clear();
    digest.update(number.putLong(value).flip());
  }
}
