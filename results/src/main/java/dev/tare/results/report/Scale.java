package dev.tare.results.report;

import java.util.List;

/**
 * A human unit for values of a base unit.
 *
 * @param name the unit's name
 * @param size one of it, in the base unit
 */
public record Scale(String name, double size) {
  private static final List<Scale> TIMES =
      List.of(new Scale("ns", 1), new Scale("us", 1e3), new Scale("ms", 1e6), new Scale("s", 1e9));

  private static final List<Scale> BYTES =
      List.of(
          new Scale("B", 1),
          new Scale("KiB", 1 << 10),
          new Scale("MiB", 1 << 20),
          new Scale("GiB", 1 << 30));

  private static final List<Scale> BYTE_RATES =
      BYTES.stream().map(scale -> new Scale(scale.name + "/s", scale.size)).toList();

  /** The greatest unit in which the value is 1 or more; times up to 10 s stay in ms. */
  static Scale forValue(String unit, double value) {
    return switch (unit) {
      case "ns" -> greatest(TIMES, Math.abs(value), 10);
      case "bytes" -> greatest(BYTES, Math.abs(value), 10);
      case "bytes/s" -> greatest(BYTE_RATES, Math.abs(value), 10);
      case "tokens/s" -> new Scale("tok/s", 1);
      case "images/s" -> new Scale("img/s", 1);
      case "1" -> new Scale("", 1);
      default -> new Scale(unit, 1);
    };
  }

  private static Scale greatest(List<Scale> scales, double value, double lastFrom) {
    Scale best = scales.get(0);
    for (int i = 1; i < scales.size(); i++) {
      double from = i == scales.size() - 1 ? lastFrom : 1;
      if (value >= from * scales.get(i).size()) {
        best = scales.get(i);
      }
    }
    return best;
  }

  String format(double value) {
    return Digits.three(value / size);
  }

  /** Value and unit. */
  public static String withUnit(String unit, double value) {
    Scale scale = forValue(unit, value);
    String number = unit.equals("1") ? Digits.significant(value, 6) : scale.format(value);
    return scale.name().isEmpty() ? number : number + " " + scale.name();
  }
}
