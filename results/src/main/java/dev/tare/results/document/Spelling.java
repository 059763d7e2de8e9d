package dev.tare.results.document;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What may have been meant by a word that nobody knows. */
public final class Spelling {
  private static final int MOST_EDITS = 2;

  private Spelling() {}

  /**
   * The known words that are nearest to what was typed, when two edits at most lie between; an edit
   * inserts, deletes or replaces a character, and case does not count. A word of which nothing
   * would be left is near to none.
   *
   * @param typed the unknown word
   * @param known the words there are
   * @return sorted; empty when none is near
   */
  public static List<String> near(String typed, Collection<String> known) {
    String word = typed.toLowerCase(Locale.ROOT);
    int least = Math.min(MOST_EDITS, word.length() - 1);
    for (int edits = 0; edits <= least; edits++) {
      int wanted = edits;
      List<String> near =
          known.stream().filter(each -> edits(word, each) == wanted).sorted().toList();
      if (!near.isEmpty()) {
        return near;
      }
    }
    return List.of();
  }

  /**
   * The known words, those first that share the most pairs of neighbouring letters with what was
   * typed (Dice's coefficient); case does not count, and equals stand in alphabetical order.
   */
  public static List<String> mostAlike(String typed, Collection<String> known) {
    Set<String> wanted = pairs(typed);
    return known.stream()
        .sorted(
            Comparator.comparingDouble((String each) -> -dice(wanted, pairs(each)))
                .thenComparing(Comparator.naturalOrder()))
        .toList();
  }

  private static double dice(Set<String> a, Set<String> b) {
    long shared = a.stream().filter(b::contains).count();
    return 2.0 * shared / Math.max(1, a.size() + b.size());
  }

  private static Set<String> pairs(String word) {
    String lower = word.toLowerCase(Locale.ROOT);
    return IntStream.range(0, Math.max(0, lower.length() - 1))
        .mapToObj(i -> lower.substring(i, i + 2))
        .collect(Collectors.toSet());
  }

  /** Levenshtein's distance; one that is too large is not worked out. */
  private static int edits(String from, String known) {
    String to = known.toLowerCase(Locale.ROOT);
    if (Math.abs(from.length() - to.length()) > MOST_EDITS) {
      return Integer.MAX_VALUE;
    }
    int[] row = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) {
      row[j] = j;
    }
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = row[0];
      row[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = row[j];
        row[j] = Math.min(replaced, Math.min(row[j], row[j - 1]) + 1);
      }
    }
    return row[to.length()];
  }
}
