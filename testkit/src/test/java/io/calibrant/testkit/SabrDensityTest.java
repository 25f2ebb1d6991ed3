package io.calibrant.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.smile.Sabr;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The arbitrage-free law keeps its invariants, converges, meets a published price, and judges
/// Hagan's expansion.
class SabrDensityTest {
  /// The example of Hagan, Kumar, Lesniewski and Woodward (2014) whose expansion has no density.
  private static final Sabr HAGAN = new Sabr(0.35, 0.25, -0.1, 1, 1);

  private static final List<Sabr> MILD =
      List.of(
          new Sabr(0.5, 1, -0.2, 0.8, 0.05),
          new Sabr(0.5, 0.5, -0.2, 0.8, 0.05),
          new Sabr(0.5, 1, -0.5, 1, 0.1),
          new Sabr(0.8, 1, 0.3, 1.5, 0.02),
          new Sabr(0.5, 0.5, -0.3, 0.4, 0.25),
          new Sabr(0.6, 0, 0.2, 0.5, 0.1),
          new Sabr(0.7, 1, -0.7, 3, 0.01));

  private static double atTheMoney(int spaceSteps, int timeSteps) {
    SabrDensity law = SabrDensity.of(HAGAN, spaceSteps, timeSteps, 4);
    return law.otmPrice(law.forwardIndex());
  }

  private static double impliedVol(SabrDensity law, int i, double expiry) {
    OptionType side = i < law.forwardIndex() ? OptionType.PUT : OptionType.CALL;
    return ImpliedVol.impliedVol(side, 1, law.strike(i), expiry, law.otmPrice(i));
  }

  @Test
  void of_anyParameters_keepsMassAndMean() {
    for (Sabr sabr : List.of(HAGAN, MILD.get(0), MILD.get(2), MILD.get(5), MILD.get(6))) {
      SabrDensity law = SabrDensity.of(sabr, 500, 100, 5);
      double mass = 0;
      double mean = 0;
      for (int i = 0; i < law.size(); i++) {
        mass += law.mass(i);
        mean += law.mass(i) * law.strike(i);
        assertThat(law.mass(i)).as("%s, node %d", sabr, i).isGreaterThanOrEqualTo(0);
      }
      assertThat(mass).as("%s", sabr).isCloseTo(1, within(1e-11));
      assertThat(mean).as("%s", sabr).isCloseTo(1, within(1e-11));
    }
  }

  @Test
  void of_finerGrids_convergesWithOrderTwo() {
    double previous = atTheMoney(125, 62);
    double change = Double.NaN;
    for (int n = 250; n <= 2_000; n *= 2) {
      double price = atTheMoney(n, n / 2);
      if (!Double.isNaN(change)) {
        assertThat(change / (price - previous)).as("n = %d", n).isBetween(3.6, 4.4);
      }
      change = price - previous;
      previous = price;
    }
  }

  /// Le Floc'h's reference of the call at the forward, with 500 steps of ζ and 5 of Lawson and
  /// Swayne in time: 0.149701955629 (README of ArbitrageFreeSABR.jl, the paper's package). Their
  /// error of space at 500 steps is what is left; that of time, 8·10⁻⁵, is common.
  @Test
  void of_fiveStepsOfTime_meetsThePublishedPrice() {
    assertThat(atTheMoney(4_000, 5)).isCloseTo(0.149701955629, within(5e-7));
    assertThat(atTheMoney(500, 5)).isCloseTo(0.149701955629, within(6e-6));
  }

  /// The expansion's relative error within two standard deviations is about 0.1 (ν²T)^1.5.
  @Test
  void impliedVol_smallVolOfVol_agreesWithTheExpansion() {
    for (Sabr sabr : MILD) {
      SabrDensity law = SabrDensity.of(sabr, 1_600, 400, 5);
      double deviation = sabr.alpha() * Math.sqrt(sabr.expiry());
      double worst = 0;
      for (double x = -2; x <= 2; x += 0.25) {
        int i = law.nearest(x * deviation);
        double hagan = sabr.impliedVol(StrictMath.log(law.strike(i)));
        worst = Math.max(worst, Math.abs(impliedVol(law, i, sabr.expiry()) / hagan - 1));
      }
      double small = sabr.volOfVol() * Math.sqrt(sabr.expiry());
      System.out.printf("%s: %.5f, %.3f (ν²T)^1.5%n", sabr, worst, worst / (small * small * small));
      assertThat(worst).as("%s", sabr).isLessThan(0.15 * small * small * small);
    }
  }

  /// Black's law is the limit of ν → 0 at β = 1.
  @Test
  void impliedVol_noVolOfVol_isBlacks() {
    var sabr = new Sabr(0.6, 1, 0, 1e-6, 0.25);
    SabrDensity law = SabrDensity.of(sabr, 1_600, 400, 6);
    for (double k = -0.6; k <= 0.6; k += 0.1) {
      assertThat(impliedVol(law, law.nearest(k), 0.25)).as("k=%s", k).isCloseTo(0.6, within(2e-5));
    }
  }

  @Test
  void density_whereTheExpansionHasNone_isPositive() {
    SabrDensity law = SabrDensity.of(HAGAN, 1_000, 500, 4);
    double lowest = Double.POSITIVE_INFINITY;
    double highest = 0;
    for (int i = 1; i < law.size() - 1; i++) {
      assertThat(law.density(i)).as("strike %s", law.strike(i)).isPositive();
      double k = StrictMath.log(law.strike(i));
      if (k < -0.05 && k > -6 && !HAGAN.hasDensity(k)) {
        lowest = Math.min(lowest, law.strike(i));
        highest = Math.max(highest, law.strike(i));
      }
    }
    System.out.printf("the expansion has no density from strike %.4f to %.4f%n", lowest, highest);
    // An independent check, of prices, finds the same strikes at fault.
    List<ArbitrageChecker.Violation> found =
        ArbitrageChecker.check(
            List.of(
                new ArbitrageChecker.Slice(
                    1, -4, 1, k -> HAGAN.impliedVol(k) * HAGAN.impliedVol(k))));
    assertThat(found)
        .anySatisfy(
            violation -> {
              assertThat(violation.kind()).isEqualTo(ArbitrageChecker.Kind.BUTTERFLY);
              assertThat(HAGAN.hasDensity(violation.k())).isFalse();
            });
    assertThat(highest).isBetween(0.05, 0.5);
    assertThat(StrictMath.exp(HAGAN.densityReach(-4))).isCloseTo(highest, within(0.02));
  }

  @Test
  void of_badSizes_isRefused() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> SabrDensity.of(HAGAN, 4, 10, 4))
        .withMessageContaining("spaceSteps=4");
  }
}
