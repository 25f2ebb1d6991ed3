package io.calibrant.core.smile;

import java.util.Arrays;

/// The cubic B-splines on a row of knots, as their Taylor coefficients at the left end of each
/// piece.
///
/// From the divided difference Bⱼ(k) = (κⱼ₊₄ − κⱼ) Σ (k − κ)³₊ / Π(κ − κₗ) over the five knots of
/// Bⱼ the third derivative jumps at each knot by 6(κⱼ₊₄ − κⱼ)/Π(κ − κₗ); the rest is summed from
/// the left. Immutable.
public final class CurvatureBasis {
  private static final int ORDER = 4;
  private static final int ENTRIES = ORDER * 4;

  private final double[] knots;
  private final double[] table;

  private CurvatureBasis(double[] knots, double[] table) {
    this.knots = knots;
    this.table = table;
  }

  /// A basis of `knots.length` − 4 B-splines.
  ///
  /// @param knots log-moneyness, finite and strictly ascending, at least 5; copied
  public static CurvatureBasis copyOf(double[] knots) {
    boolean ascending = knots.length > ORDER && Double.isFinite(knots[0]);
    for (int i = 1; i < knots.length; i++) {
      ascending &= knots[i] > knots[i - 1] && knots[i] < Double.POSITIVE_INFINITY;
    }
    if (!ascending) {
      throw new IllegalArgumentException(
          "knots=%s: must be at least 5, finite and strictly ascending"
              .formatted(Arrays.toString(knots)));
    }
    double[] own = knots.clone();
    double[] table = new double[(own.length - ORDER) * ENTRIES];
    tabulate(own, own.length, table);
    return new CurvatureBasis(own, table);
  }

  /// Writes the table of the B-splines on the first `count` of `knots`, strictly ascending, for
  /// [#value(double[], double[], int, int, double)]; no allocation.
  ///
  /// @param table length 16·(count − 4) or more
  public static void tabulate(double[] knots, int count, double[] table) {
    for (int j = 0; j < count - ORDER; j++) {
      fill(knots, j, table);
    }
  }

  /// Number of B-splines.
  public int size() {
    return knots.length - ORDER;
  }

  /// Number of intervals between neighbouring knots.
  public int pieceCount() {
    return knots.length - 1;
  }

  /// Knot i.
  public double knot(int i) {
    return knots[i];
  }

  /// Bⱼ at k in piece `piece`; 0 where Bⱼ does not reach.
  ///
  /// @param piece i with knot(i) ≤ k ≤ knot(i + 1)
  public double value(int j, int piece, double k) {
    return value(knots, table, j, piece, k);
  }

  /// Bⱼ at k from a table that [#tabulate] wrote.
  public static double value(double[] knots, double[] table, int j, int piece, double k) {
    if (piece < j || piece >= j + ORDER) {
      return 0;
    }
    int t = j * ENTRIES + 4 * (piece - j);
    double x = k - knots[piece];
    return table[t] + x * (table[t + 1] + x * (table[t + 2] / 2 + x * table[t + 3] / 6));
  }

  double[] knots() {
    return knots;
  }

  /// Value and three derivatives of Σ cⱼBⱼ at the left end of every piece.
  double[] taylor(double[] coefficients) {
    if (coefficients.length != size()) {
      throw new IllegalArgumentException(
          "%d coefficients: this basis has %d terms".formatted(coefficients.length, size()));
    }
    double[] taylor = new double[4 * pieceCount()];
    for (int j = 0; j < coefficients.length; j++) {
      for (int i = 0; i < ENTRIES; i++) {
        taylor[4 * j + i] += coefficients[j] * table[j * ENTRIES + i];
      }
    }
    return taylor;
  }

  private static void fill(double[] knots, int j, double[] table) {
    double value = 0;
    double slope = 0;
    double curvature = 0;
    double third = 0;
    for (int p = 0; p < ORDER; p++) {
      if (p > 0) {
        double h = knots[j + p] - knots[j + p - 1];
        value += h * (slope + h * (curvature / 2 + h * third / 6));
        slope += h * (curvature + h * third / 2);
        curvature += h * third;
      }
      double product = 1;
      for (int l = 0; l <= ORDER; l++) {
        product *= l == p ? 1 : knots[j + p] - knots[j + l];
      }
      third += 6 * (knots[j + ORDER] - knots[j]) / product;
      int t = j * ENTRIES + 4 * p;
      table[t] = value;
      table[t + 1] = slope;
      table[t + 2] = curvature;
      table[t + 3] = third;
    }
  }
}
