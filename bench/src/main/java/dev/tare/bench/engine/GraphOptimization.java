package dev.tare.bench.engine;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** How far ONNX Runtime rewrites a graph before it runs it. */
public enum GraphOptimization {
  /** Not at all. */
  OFF("off"),
  /** What keeps the meaning on any hardware: folded constants, removed nodes. */
  BASIC("basic"),
  /** Fused nodes as well. */
  EXTENDED("extended"),
  /** Layouts for this hardware as well. */
  ALL("all");

  private final String id;

  GraphOptimization(String id) {
    this.id = id;
  }

  /** The word for it. */
  public String id() {
    return id;
  }

  /** The level of that word. */
  public static Optional<GraphOptimization> of(String id) {
    return Arrays.stream(values()).filter(level -> level.id.equals(id)).findFirst();
  }

  static List<String> ids() {
    return Arrays.stream(values()).map(GraphOptimization::id).toList();
  }
}
