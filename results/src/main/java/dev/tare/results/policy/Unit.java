package dev.tare.results.policy;

import dev.tare.results.document.Spelling;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A unit as people write it.
 *
 * @param base the base unit, in which run documents hold values
 * @param size one of it, in the base unit
 */
record Unit(String base, double size) {
  private static final Map<String, Unit> BY_NAME = byName();

  private static Map<String, Unit> byName() {
    Map<String, Unit> units = new LinkedHashMap<>();
    put(units, "1", 1, "", "1");
    put(units, "1", 0.01, "%");
    put(units, "ns", 1, "ns");
    put(units, "ns", 1e3, "us", "\u00b5s", "\u03bcs");
    put(units, "ns", 1e6, "ms");
    put(units, "ns", 1e9, "s");
    put(units, "ns", 60e9, "min");
    memory(units, "bytes", "", "bytes");
    memory(units, "bytes/s", "/s", "bytes/s");
    put(units, "tokens/s", 1, "tokens/s", "tok/s");
    put(units, "images/s", 1, "images/s", "img/s");
    put(units, "1/s", 1, "1/s", "ops/s");
    put(units, "J", 1, "J");
    put(units, "J/token", 1, "J/token");
    put(units, "J/image", 1, "J/image");
    put(units, "W", 1, "W");
    put(units, "tokens", 1, "tokens");
    return units;
  }

  private static void memory(Map<String, Unit> units, String base, String behind, String full) {
    put(units, base, 1, full, "B" + behind);
    put(units, base, 1e3, "kB" + behind);
    put(units, base, 1e6, "MB" + behind);
    put(units, base, 1e9, "GB" + behind);
    put(units, base, 1L << 10, "KiB" + behind);
    put(units, base, 1L << 20, "MiB" + behind);
    put(units, base, 1L << 30, "GiB" + behind);
  }

  private static void put(Map<String, Unit> units, String base, double size, String... names) {
    for (String name : names) {
      units.put(name, new Unit(base, size));
    }
  }

  /**
   * The unit of that name; case counts.
   *
   * @param name as written; blank for none
   * @throws IllegalArgumentException when there is none, with the nearest names
   */
  static Unit of(String name) {
    Unit unit = BY_NAME.get(name.strip());
    if (unit == null) {
      List<String> near = Spelling.near(Problems.shortened(name.strip()), BY_NAME.keySet());
      throw new IllegalArgumentException(
          "has the unknown unit "
              + Problems.quoted(name)
              + (near.isEmpty()
                  ? "; there are B, MiB, GiB, ns, us, ms, s, min, tok/s, J, W and others"
                  : "; did you mean " + String.join(" or ", near) + "?"));
    }
    return unit;
  }
}
