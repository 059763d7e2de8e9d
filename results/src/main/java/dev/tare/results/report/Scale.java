package dev.tare.results.report;

import java.util.List;
import java.util.stream.Stream;

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

  private static final List<Scale> DECIMAL_BYTES =
      List.of(new Scale("kB", 1e3), new Scale("MB", 1e6), new Scale("GB", 1e9));

  private static final List<Scale> DECIMAL_BYTE_RATES =
      DECIMAL_BYTES.stream().map(scale -> new Scale(scale.name + "/s", scale.size)).toList();

  private static final List<Scale> LONG_TIMES = List.of(new Scale("min", 60e9));

  private static final List<Scale> SHARES = List.of(new Scale("%", 0.01));

  /** A number in a unit that somebody else chose should have this many digits before the point. */
  private static final double LEAST_CHOSEN = 0.1;

  private static final double MOST_CHOSEN = 1e5;

  /**
   * The unit that a text ends with, so that a value beside it can be compared at sight; the one
   * that suits the value when the text names none or the number would be very small or large.
   */
  static Scale like(String text, String unit, double value) {
    String named = text.replaceFirst(".*[0-9]\\s*", "");
    return known(unit)
        .filter(scale -> scale.name().equals(named))
        .filter(scale -> Math.abs(value) >= LEAST_CHOSEN * scale.size())
        .filter(scale -> Math.abs(value) < MOST_CHOSEN * scale.size())
        .findFirst()
        .orElseGet(() -> forValue(unit, value));
  }

  private static Stream<Scale> known(String unit) {
    return switch (unit) {
      case "ns" -> Stream.concat(TIMES.stream(), LONG_TIMES.stream());
      case "bytes" -> Stream.concat(BYTES.stream(), DECIMAL_BYTES.stream());
      case "bytes/s" -> Stream.concat(BYTE_RATES.stream(), DECIMAL_BYTE_RATES.stream());
      case "1" -> SHARES.stream();
      default -> Stream.empty();
    };
  }

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
    return forValue(unit, value).withUnit(value, unit.equals("1") ? 6 : 3);
  }

  /** Value and unit, with so many significant digits. */
  String withUnit(double value, int digits) {
    String number = Digits.significant(value / size, digits);
    return name.isEmpty() ? number : number + " " + name;
  }
}
