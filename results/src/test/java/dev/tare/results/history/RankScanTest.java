package dev.tare.results.history;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RankScanTest {
  @ParameterizedTest
  @EnumSource(
      value = Noise.class,
      names = {"NORMAL", "COARSE"})
  void slidingFindsWhatRankingEachWindowAnewFinds(Noise noise) {
    double[] values = Noise.stepped(noise.series(new SplittableRandom(5), 400), 150, 1.5);
    int[] ranks = RankedSegments.of(values).ranks();
    for (ScanLength length : ScanLength.all(1e-3)) {
      if (length.size() <= values.length) {
        Candidates found = new Candidates();
        new RankScan(ranks).slide(length, found);
        List<String> slid = new ArrayList<>();
        for (int i = 0; i < found.size(); i++) {
          slid.add(found.end(i) + " " + found.split(i) + " " + (float) found.score(i));
        }
        assertEquals(anew(values, length), slid, "length " + length.size());
      }
    }
  }

  private static List<String> anew(double[] values, ScanLength length) {
    List<String> found = new ArrayList<>();
    for (int end = length.size(); end <= values.length; end += length.shift()) {
      int start = end - length.size();
      double best = 0;
      int split = 0;
      for (int k = 1; k < length.size(); k++) {
        double score = Math.abs(sum(values, start, start + k, end)) * length.reciprocals(end)[k];
        if (score > best) {
          best = score;
          split = start + k;
        }
      }
      if (best >= 1) {
        found.add(end + " " + split + " " + (float) best);
      }
    }
    return found;
  }

  private static double sum(double[] values, int start, int split, int end) {
    double sum = 0;
    for (int i = start; i < split; i++) {
      for (int j = start; j < end; j++) {
        sum += Math.signum(values[i] - values[j]);
      }
    }
    return sum;
  }
}
