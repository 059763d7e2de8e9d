package dev.tare.results.run;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Collections;
import java.util.HexFormat;
import java.util.Map;
import java.util.TreeMap;

/**
 * The machine of a run.
 *
 * @param identity what decides whether two runs are comparable, by field name (for instance {@code
 *     cpuModel}, {@code llamaLibrarySha256}); sorted
 * @param notes what is only noted (for instance {@code hostName}, {@code kernelVersion}); sorted
 */
public record Machine(Map<String, String> identity, Map<String, String> notes) {
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
