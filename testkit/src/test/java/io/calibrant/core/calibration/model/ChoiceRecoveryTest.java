package io.calibrant.core.calibration.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.calibrant.core.calibration.complexity.EvidenceChoice;
import io.calibrant.core.calibration.complexity.FamilyEvidence;
import io.calibrant.core.calibration.complexity.Ladder;
import io.calibrant.core.model.Bates;
import io.calibrant.core.model.Heston;
import io.calibrant.core.model.Model;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Sabr;
import io.calibrant.core.smile.Ssvi;
import io.calibrant.core.smile.Svi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Simulated markets of six families, 300 quotes each with the noise of a liquid coin: the choice
/// finds the family that made them.
class ChoiceRecoveryTest {
  private static final double[] YEARS = {0.03, 0.08, 0.2, 0.4, 0.75, 1.2};
  private static final int STRIKES = 50;
  private static final List<String> MAKERS =
      List.of("black", "ssvi", "sabr", "svi", "heston", "bates");

  @Test
  void of_twelveMarketsOfSixFamilies_isTheFamilyThatMadeThem() {
    assertThat(share(1, 12)).isGreaterThanOrEqualTo(0.9);
  }

  @Test
  @Tag("slow")
  void of_aThousandMarkets_isTheFamilyThatMadeThemInNineOfTen() {
    assertThat(share(1_000, 1_000)).isGreaterThanOrEqualTo(0.9);
  }

  private static double share(long seed, int markets) {
    Map<String, Integer> chosen = new LinkedHashMap<>();
    int found = 0;
    for (int i = 0; i < markets; i++) {
      String maker = MAKERS.get(i % MAKERS.size());
      ModelQuotes quotes = market(maker, new SplittableRandom(seed + i));
      List<FamilyEvidence> evidence =
          Ladder.NAMES.stream()
              .map(name -> ScoredFamily.of(Ladder.named(name).orElseThrow(), quotes))
              .map(FamilyEvidence::of)
              .toList();
      String name = EvidenceChoice.of(evidence).chosen().scored().family().name();
      found += name.equals(maker) ? 1 : 0;
      chosen.merge(maker + " taken for " + name, 1, Integer::sum);
    }
    System.out.printf("%d of %d markets: %s%n", found, markets, chosen);
    return found / (double) markets;
  }

  /// Noise of 0.2 vol points at the money, three times that at two standard deviations.
  private static ModelQuotes market(String maker, SplittableRandom random) {
    OptionGrid grid = ReferenceQuotes.grid(YEARS, STRIKES, 2);
    double[] vols = new double[grid.size()];
    double[] std = new double[vols.length];
    double[] exact = vols(maker, grid, random);
    for (int i = 0; i < vols.length; i++) {
      double z = 2 * (2.0 * (i % STRIKES) / (STRIKES - 1) - 1);
      std[i] = 0.002 * (1 + 0.5 * z * z);
      vols[i] = exact[i] + std[i] * random.nextGaussian();
    }
    return ModelQuotes.of(grid, vols, std);
  }

  private static double[] vols(String maker, OptionGrid grid, SplittableRandom random) {
    return switch (maker) {
      case "heston" -> model(Heston.MODEL, heston(random), grid);
      case "bates" -> model(Bates.MODEL, bates(random), grid);
      default -> smiles(maker, grid, random);
    };
  }

  private static double[] smiles(String maker, OptionGrid grid, SplittableRandom random) {
    double[] vols = new double[grid.size()];
    double level = in(random, 0.4, 0.8);
    var ssvi = new Ssvi(in(random, -0.5, 0.1), in(random, 0.6, 1.2), in(random, 0.3, 0.5));
    for (int e = 0; e < YEARS.length; e++) {
      double years = YEARS[e];
      double vol = level * in(random, 0.95, 1.05);
      var sabr =
          new Sabr(vol, 1, in(random, -0.5, 0.3), in(random, 0.5, 0.9) / Math.sqrt(years), years);
      double width = vol * Math.sqrt(years);
      double lean = random.nextBoolean() ? 1 : -1;
      var svi =
          new Svi(
              0.5 * width * width,
              in(random, 0.25, 0.4) * width,
              -lean * in(random, 0.3, 0.6),
              lean * in(random, 0.4, 0.7) * width,
              in(random, 0.5, 0.8) * width);
      for (int j = 0; j < grid.size(e); j++) {
        double k = grid.k(e, j);
        vols[grid.first(e) + j] =
            switch (maker) {
              case "black" -> level;
              case "ssvi" -> Math.sqrt(ssvi.slice(vol * vol * years).totalVariance(k) / years);
              case "sabr" -> sabr.impliedVol(k);
              default -> svi.impliedVol(k, years);
            };
      }
    }
    return vols;
  }

  private static double[] heston(SplittableRandom random) {
    return new double[] {
      in(random, 0.15, 0.5),
      in(random, 1.5, 6),
      in(random, 0.2, 0.5),
      in(random, 1, 2.5),
      in(random, -0.6, 0.1)
    };
  }

  private static double[] bates(SplittableRandom random) {
    return new double[] {
      in(random, 0.1, 0.3),
      in(random, 1.5, 5),
      in(random, 0.15, 0.35),
      in(random, 0.5, 1.2),
      in(random, -0.5, 0.1),
      in(random, 1.5, 5),
      in(random, -0.2, -0.08),
      in(random, 0.08, 0.2)
    };
  }

  private static double[] model(Model model, double[] truth, OptionGrid grid) {
    ModelQuotes quotes = ReferenceQuotes.of(model, truth, grid, 0.002);
    double[] vols = new double[quotes.size()];
    java.util.Arrays.setAll(vols, quotes::vol);
    return vols;
  }

  private static double in(SplittableRandom random, double from, double to) {
    return random.nextDouble(from, to);
  }
}
