package io.calibrant.core.calibration.slice;

/// How the square s of a whitened residual counts: the cost of a fit is ½ Σ ρ(sᵢ).
///
/// Least squares: ρ = s. Huber: ρ = s up to c², 2c√s − c² beyond. Student-t: ρ = ν ln(1 + s/ν), of
/// which Cauchy's is the case ν = c². Tukey: ρ = c²/3 · (1 − (1 − s/c²)³) up to c², c²/3 beyond.
/// All satisfy ρ(s) ≤ ρ(s₀) + ρ′(s₀)(s − s₀), so that squares weighted by ρ′ majorise them. Only
/// Tukey's is blind to far outliers, and so to everything when the start is far: start it from
/// Cauchy's.
///
/// @param kind which ρ
/// @param scale c or ν, > 0; not used for least squares
public record Loss(Kind kind, double scale) {
  /// Which ρ.
  public enum Kind {
    LEAST_SQUARES,
    HUBER,
    STUDENT_T,
    TUKEY
  }

  public static final Loss LEAST_SQUARES = new Loss(Kind.LEAST_SQUARES, 1);

  public Loss {
    if (!(scale > 0 && scale < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("scale=%s: must be > 0 and finite".formatted(scale));
    }
  }

  /// Quadratic up to c standard deviations, linear beyond.
  public static Loss huber(double c) {
    return new Loss(Kind.HUBER, c);
  }

  /// Bounded influence: the log-likelihood of Student's t with ν degrees of freedom, up to scale.
  public static Loss studentT(double nu) {
    return new Loss(Kind.STUDENT_T, nu);
  }

  /// Cauchy's: Student-t with ν = c²; the influence falls beyond c standard deviations.
  public static Loss cauchy(double c) {
    return new Loss(Kind.STUDENT_T, c * c);
  }

  /// Tukey's biweight: no influence beyond c standard deviations; 4.685 is 95 % efficient.
  public static Loss tukey(double c) {
    return new Loss(Kind.TUKEY, c);
  }

  /// ρ′(s): the share of its weight that a quote keeps.
  public double share(double s) {
    return switch (kind) {
      case LEAST_SQUARES -> 1;
      case HUBER -> s <= scale * scale ? 1 : scale / Math.sqrt(s);
      case STUDENT_T -> scale / (scale + s);
      case TUKEY -> s < scale * scale ? square(1 - s / (scale * scale)) : 0;
    };
  }

  /// ρ(s).
  public double value(double s) {
    return switch (kind) {
      case LEAST_SQUARES -> s;
      case HUBER -> s <= scale * scale ? s : 2 * scale * Math.sqrt(s) - scale * scale;
      case STUDENT_T -> scale * StrictMath.log1p(s / scale);
      case TUKEY -> tukeyValue(s);
    };
  }

  private double tukeyValue(double s) {
    double c2 = scale * scale;
    double left = Math.max(0, 1 - s / c2);
    return c2 / 3 * (1 - left * left * left);
  }

  private static double square(double x) {
    return x * x;
  }
}
