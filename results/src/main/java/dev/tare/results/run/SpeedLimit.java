package dev.tare.results.run;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * How fast the machine did one thing that inference needs: work of a known amount, done again and
 * again, in one block of the run or in several.
 *
 * @param kind what was done
 * @param method how, in a few words, such as {@code matrix product of ONNX Runtime}; not blank
 * @param threads how many threads did it, 1 or more
 * @param workPerRound bytes or operations of one round, 1 or more
 * @param roundTimesNs what each round took, by block, ns, above 0; by ascending block index
 */
public record SpeedLimit(
    Kind kind, String method, int threads, long workPerRound, List<Block> roundTimesNs) {
  private static final double NS_PER_SECOND = 1e9;

  /** What a machine can be limited by. */
  public enum Kind {
    /** Memory that no cache holds, read. */
    READ_BANDWIDTH("readBandwidth", "bytes"),
    /** Multiplications and additions of 32-bit floats; one of each is two operations. */
    FLOAT32_OPERATIONS("float32Operations", "operations"),
    /** Multiplications of 8-bit integers and their sums; one of each is two operations. */
    INT8_OPERATIONS("int8Operations", "operations");

    private final String id;
    private final String unit;

    Kind(String id, String unit) {
      this.id = id;
      this.unit = unit;
    }

    /** The word in the document. */
    public String id() {
      return id;
    }

    /** What {@link SpeedLimit#workPerRound} counts. */
    public String unit() {
      return unit;
    }

    /** The kind of that word, if there is one. */
    public static Optional<Kind> of(String id) {
      return Arrays.stream(values()).filter(kind -> kind.id.equals(id)).findFirst();
    }
  }

  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when a number is out of range, blocks do not ascend or are
   *     missing
   */
  public SpeedLimit {
    Objects.requireNonNull(kind, "kind");
    if (method == null || method.isBlank()) {
      throw new IllegalArgumentException("limit " + kind.id + ": a method is needed");
    }
    if (threads < 1 || workPerRound < 1) {
      throw new IllegalArgumentException(
          "limit " + kind.id + ": threads and workPerRound must be 1 or more");
    }
    roundTimesNs = List.copyOf(roundTimesNs);
    boolean ascending =
        roundTimesNs.stream()
            .map(Block::block)
            .sorted()
            .distinct()
            .toList()
            .equals(roundTimesNs.stream().map(Block::block).toList());
    if (roundTimesNs.isEmpty() || !ascending) {
      throw new IllegalArgumentException("limit " + kind.id + ": blocks must be there and ascend");
    }
    if (roundTimesNs.stream().flatMap(b -> b.samples().stream()).anyMatch(ns -> !(ns > 0))) {
      throw new IllegalArgumentException("limit " + kind.id + ": a round took no time");
    }
  }

  /**
   * The limit: bytes or operations per second of the fastest round. What else a machine does can
   * only slow a round down; STREAM takes the best of its repetitions for the same reason.
   */
  public double perSecond() {
    double leastNs =
        roundTimesNs.stream()
            .flatMap(block -> block.samples().stream())
            .min(Comparator.naturalOrder())
            .orElseThrow();
    return perSecond(leastNs);
  }

  /** Bytes or operations per second of a round that took so long. */
  public double perSecond(double roundTimeNs) {
    return workPerRound / roundTimeNs * NS_PER_SECOND;
  }

  /** Whether the other one says how fast the same thing was done, so that they can be joined. */
  boolean isSameAs(SpeedLimit other) {
    return kind == other.kind
        && method.equals(other.method)
        && threads == other.threads
        && workPerRound == other.workPerRound;
  }

  /** This with the blocks of the other one that this lacks. */
  SpeedLimit joined(SpeedLimit other) {
    List<Integer> known = roundTimesNs.stream().map(Block::block).toList();
    List<Block> all = new ArrayList<>(roundTimesNs);
    other.roundTimesNs.stream().filter(block -> !known.contains(block.block())).forEach(all::add);
    all.sort(Comparator.comparingInt(Block::block));
    return new SpeedLimit(kind, method, threads, workPerRound, all);
  }
}
