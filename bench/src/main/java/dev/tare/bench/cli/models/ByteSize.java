package dev.tare.bench.cli.models;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** A size such as {@code 500MB}, {@code 2GiB} or a plain number of bytes. */
final class ByteSize implements ITypeConverter<Long> {
  private static final Pattern SIZE =
      Pattern.compile("(\\d{1,12})\\s*(?:([KMG])(I?)B?|B)?", Pattern.CASE_INSENSITIVE);

  ByteSize() {}

  @Override
  public Long convert(String text) {
    Matcher size = SIZE.matcher(text.strip());
    if (!size.matches()) {
      throw new TypeConversionException(
          "'" + text + "' is no size; write a number with B, kB, MB, GB, KiB, MiB or GiB");
    }
    long number = Long.parseLong(size.group(1));
    if (size.group(2) == null) {
      return number;
    }
    int power = "KMG".indexOf(size.group(2).toUpperCase(Locale.ROOT)) + 1;
    long base = size.group(3).isEmpty() ? 1000 : 1024;
    try {
      return Math.multiplyExact(number, (long) Math.pow(base, power));
    } catch (ArithmeticException e) {
      throw new TypeConversionException("'" + text + "' is more than 8 EB");
    }
  }
}
