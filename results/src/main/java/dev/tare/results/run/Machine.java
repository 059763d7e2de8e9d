package dev.tare.results.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * The machine of a run.
 *
 * @param identity what decides whether two runs are comparable, by field name (for instance {@code
 *     cpuModel}, {@code llamaLibrarySha256}); sorted
 * @param notes what is only noted (for instance {@code hostName}, {@code kernelVersion}); sorted
 * @param findings what about it makes measurements slow, noisy or hard to compare; empty when it
 *     was not examined
 */
public record Machine(
    Map<String, String> identity, Map<String, String> notes, List<Finding> findings) {
  /**
   * Copies and checks.
   *
   * @throws IllegalArgumentException when there is no identity
   */
  public Machine {
    if (identity == null || identity.isEmpty()) {
      throw new IllegalArgumentException("a machine needs an identity");
    }
    identity = Collections.unmodifiableMap(new TreeMap<>(identity));
    notes = Collections.unmodifiableMap(new TreeMap<>(notes == null ? Map.of() : notes));
    findings = findings == null ? List.of() : List.copyOf(findings);
  }

  /** A machine that was not examined. */
  public Machine(Map<String, String> identity, Map<String, String> notes) {
    this(identity, notes, List.of());
  }

  /** The same machine with what was found out about it. */
  public Machine with(List<Finding> found) {
    return new Machine(identity, notes, found);
  }

  /** Names of the fields of the identity in which another machine differs, sorted. */
  public List<String> differingFields(Machine other) {
    TreeSet<String> names = new TreeSet<>(identity.keySet());
    names.addAll(other.identity.keySet());
    return names.stream()
        .filter(name -> !Objects.equals(identity.get(name), other.identity.get(name)))
        .toList();
  }

  /** 16 hex digits over the identity: the same for every run that may be compared. */
  public String fingerprint() {
    StringBuilder text = new StringBuilder();
    identity.forEach((name, value) -> text.append(name).append('\0').append(value).append('\0'));
    try {
      byte[] hash =
          MessageDigest.getInstance("SHA-256")
              .digest(text.toString().getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(hash, 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
