package dev.tare.bench.engine;

import java.util.Map;

/**
 * How an ONNX Runtime session is set up, apart from its threads.
 *
 * @param graphOptimization how far the graph is rewritten
 * @param spinning whether idle compute threads spin
 * @param memoryPattern whether memory is planned ahead
 * @param arena whether an arena of memory is kept
 */
public record ImageSettings(
    GraphOptimization graphOptimization, boolean spinning, boolean memoryPattern, boolean arena) {
  /** How a session is set up when nothing is said: ONNX Runtime's own defaults. */
  public static final ImageSettings USUAL =
      new ImageSettings(GraphOptimization.ALL, true, true, true);

  /**
   * The usual settings with what is given changed.
   *
   * @param options values by {@link EngineOption#id()}; options of other engines are ignored
   */
  public static ImageSettings of(Map<String, String> options) {
    return new ImageSettings(
        GraphOptimization.of(options.getOrDefault(EngineOption.GRAPH_OPTIMIZATION.id(), ""))
            .orElse(USUAL.graphOptimization),
        TextSettings.isOn(options, EngineOption.SPINNING, USUAL.spinning),
        TextSettings.isOn(options, EngineOption.MEMORY_PATTERN, USUAL.memoryPattern),
        TextSettings.isOn(options, EngineOption.ARENA, USUAL.arena));
  }

  /** The settings that this process was started with. */
  public static ImageSettings ofThisProcess() {
    return of(EngineOption.ofThisProcess());
  }

  /** All of them in one line, by {@link EngineOption#id()}. */
  public String text() {
    return String.join(
        " ",
        EngineOption.GRAPH_OPTIMIZATION.id() + "=" + graphOptimization.id(),
        EngineOption.SPINNING.id() + "=" + TextSettings.onOrOff(spinning),
        EngineOption.MEMORY_PATTERN.id() + "=" + TextSettings.onOrOff(memoryPattern),
        EngineOption.ARENA.id() + "=" + TextSettings.onOrOff(arena));
  }
}
