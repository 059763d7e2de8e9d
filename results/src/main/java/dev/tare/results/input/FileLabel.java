package dev.tare.results.input;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;

/**
 * What a file's name and content tell of a run whose format has neither an id nor a time: jobs that
 * keep such files name them by date and commit, {@code 2026-01-26-d32fd12.json}.
 */
final class FileLabel {
  private static final int LONGEST_STEM = 50;

  private static final Pattern DATE =
      Pattern.compile(
          "(?<![0-9])(20[0-9]{2})-?([0-9]{2})-?([0-9]{2})"
              + "(?:T([0-9]{2})[:-]?([0-9]{2})[:-]?([0-9]{2})Z?)?(?![0-9])");

  /** Behind the date, so that no other word of seven letters is taken for one. */
  private static final Pattern COMMIT = Pattern.compile("[-_.]([0-9a-f]{7,40})(?![0-9A-Za-z])");

  private final Path file;
  private final String stem;

  FileLabel(Path file) {
    this.file = file;
    this.stem = file.getFileName().toString().replaceFirst("(?i)\\.jsonl?$", "");
  }

  /**
   * The file's name as an id, with the CRC-32 of its content: files of the same name and content
   * are the same run. It tells files apart and vouches for none.
   *
   * @throws IOException when the file cannot be read
   */
  String id() throws IOException {
    String plain = stem.replaceAll("[^0-9A-Za-z]+", "-").replaceAll("^-|-$", "");
    String name = plain.length() > LONGEST_STEM ? plain.substring(0, LONGEST_STEM) : plain;
    return (name.isEmpty() ? "run" : name) + "-" + checksum();
  }

  private String checksum() throws IOException {
    CRC32 sum = new CRC32();
    try (InputStream in = new CheckedInputStream(Files.newInputStream(file), sum)) {
      in.transferTo(OutputStream.nullOutputStream());
    }
    return HexFormat.of().toHexDigits((int) sum.getValue());
  }

  /**
   * The date, or date and UTC time, in the file's name; else when the file was last changed.
   *
   * @throws IOException when the file cannot be read
   */
  Instant time() throws IOException {
    Optional<Instant> named = named();
    return named.isPresent()
        ? named.get()
        : Files.getLastModifiedTime(file).toInstant().truncatedTo(ChronoUnit.SECONDS);
  }

  private Optional<Instant> named() {
    Matcher date = DATE.matcher(stem);
    if (!date.find()) {
      return Optional.empty();
    }
    try {
      return Optional.of(
          LocalDateTime.of(
                  part(date, 1),
                  part(date, 2),
                  part(date, 3),
                  part(date, 4),
                  part(date, 5),
                  part(date, 6))
              .toInstant(ZoneOffset.UTC));
    } catch (DateTimeException e) {
      // A number that only looks like a date.
      return Optional.empty();
    }
  }

  private static int part(Matcher date, int group) {
    return date.group(group) == null ? 0 : Integer.parseInt(date.group(group));
  }

  /** The commit that follows the date in the file's name. */
  Optional<String> commit() {
    Matcher date = DATE.matcher(stem);
    if (!date.find()) {
      return Optional.empty();
    }
    Matcher commit = COMMIT.matcher(stem).region(date.end(), stem.length());
    return commit.lookingAt() ? Optional.of(commit.group(1)) : Optional.empty();
  }
}
