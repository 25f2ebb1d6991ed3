package io.calibrant.core.smile;

import java.util.Arrays;

/// A raw SVI smile with localised curvature: w(k) = SVI(k) + Σ cⱼ Bⱼ(k).
///
/// Bⱼ is the cubic B-spline on the knots κⱼ … κⱼ₊₄ (de Boor, *A Practical Guide to Splines*, 1978,
/// chapter IX): twice continuously differentiable, between 0 and 1, and zero outside its knots. So
/// w is C² on the whole line, and from the first and the last knot outwards it is the SVI smile
/// itself with its wings and Lee's bound.
///
/// Unlike an SVI smile it may be built with arbitrage: [CurvedButterfly] and [CurvedCalendar]
/// decide. Immutable.
public final class CurvedSvi implements Smile {
  /// Order of the B-splines: intervals that one spans.
  private static final int ORDER = 4;

  private final Svi base;
  private final double[] knots;
  private final double[] coefficients;

  /// Value, slope, curvature and third derivative of the correction at the left end of a piece.
  private final double[] taylor;

  private CurvedSvi(Svi base, double[] knots, double[] coefficients, double[] taylor) {
    this.base = base;
    this.knots = knots;
    this.coefficients = coefficients;
    this.taylor = taylor;
  }

  /// A smile from its parts.
  ///
  /// @param base the SVI smile that is corrected
  /// @param knots log-moneyness, finite and strictly ascending, at least 5; copied
  /// @param coefficients cⱼ, total variance; four fewer than knots; copied
  public static CurvedSvi copyOf(Svi base, double[] knots, double[] coefficients) {
    if (knots.length <= ORDER || coefficients.length != knots.length - ORDER) {
      throw new IllegalArgumentException(
          "%d knots and %d coefficients: needs at least 5 knots and 4 fewer coefficients"
              .formatted(knots.length, coefficients.length));
    }
    return of(base, CurvatureBasis.copyOf(knots), coefficients);
  }

  /// A smile on a basis that is already laid out.
  ///
  /// @param coefficients cⱼ, total variance; copied
  public static CurvedSvi of(Svi base, CurvatureBasis basis, double[] coefficients) {
    for (double coefficient : coefficients) {
      if (!Double.isFinite(coefficient)) {
        throw new IllegalArgumentException(
            "coefficients=%s: must be finite".formatted(Arrays.toString(coefficients)));
      }
    }
    return new CurvedSvi(base, basis.knots(), coefficients.clone(), basis.taylor(coefficients));
  }

  /// The SVI smile that is corrected, and that the wings follow.
  public Svi base() {
    return base;
  }

  /// Number of curvature terms.
  public int size() {
    return coefficients.length;
  }

  /// κ₀ … κₙ₊₃; a copy.
  public double[] knots() {
    return knots.clone();
  }

  /// c₀ … cₙ₋₁; a copy.
  public double[] coefficients() {
    return coefficients.clone();
  }

  @Override
  public double totalVariance(double k) {
    int at = piece(k);
    if (at < 0) {
      return base.totalVariance(k);
    }
    double x = k - knots[at];
    int t = 4 * at;
    return base.totalVariance(k)
        + (taylor[t] + x * (taylor[t + 1] + x * (taylor[t + 2] / 2 + x * taylor[t + 3] / 6)));
  }

  @Override
  public double slope(double k) {
    int at = piece(k);
    if (at < 0) {
      return base.slope(k);
    }
    double x = k - knots[at];
    int t = 4 * at;
    return base.slope(k) + (taylor[t + 1] + x * (taylor[t + 2] + x * taylor[t + 3] / 2));
  }

  @Override
  public double curvature(double k) {
    int at = piece(k);
    if (at < 0) {
      return base.curvature(k);
    }
    return base.curvature(k) + taylor[4 * at + 2] + (k - knots[at]) * taylor[4 * at + 3];
  }

  /// Number of knots.
  public int knotCount() {
    return knots.length;
  }

  /// κᵢ.
  public double knot(int i) {
    return knots[i];
  }

  /// w″ of the correction at k inside piece `at`, linear there; 0 outside (`at` < 0).
  double bend(int at, double k) {
    return at < 0 ? 0 : taylor[4 * at + 2] + (k - knots[at]) * taylor[4 * at + 3];
  }

  /// w‴ of the correction in piece `at`, constant there.
  double third(int at) {
    return at < 0 ? 0 : taylor[4 * at + 3];
  }

  /// The piece that holds k: knots[i] ≤ k < knots[i + 1]; −1 outside the knots and for NaN.
  int piece(double k) {
    int last = knots.length - 1;
    if (!(k > knots[0] && k < knots[last])) {
      return -1;
    }
    int low = 0;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (k < knots[middle]) {
        high = middle;
      } else {
        low = middle;
      }
    }
    return low;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof CurvedSvi that
        && base.equals(that.base)
        && Arrays.equals(knots, that.knots)
        && Arrays.equals(coefficients, that.coefficients);
  }

  @Override
  public int hashCode() {
    return 31 * (31 * base.hashCode() + Arrays.hashCode(knots)) + Arrays.hashCode(coefficients);
  }

  @Override
  public String toString() {
    return "CurvedSvi[base=%s, knots=%s, coefficients=%s]"
        .formatted(base, Arrays.toString(knots), Arrays.toString(coefficients));
  }
}
