package io.calibrant.core.calibration.model;

import io.calibrant.core.math.Cholesky;
import io.calibrant.core.math.SymmetricEigen;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// What the quotes tell about each parameter at the optimum: Fisher information, covariance, and
/// the direction they tell least about.
///
/// 𝓘 = JᵀJ of the whitened residuals in the free coordinates y. The covariance of y is s²𝓘⁻¹, of
/// the parameters D s²𝓘⁻¹ D with D = diag(dx/dy). s² is the mean square residual 2·cost/(m − n)
/// where weights are equal; with quote errors it is that or 1, whichever is more, so that a model
/// that cannot follow the quotes is not called sure. Immutable.
public final class Evidence {
  /// A coordinate whose 95 % interval is wider than ± this is not told: a factor of 4.5 each way.
  static final double WIDEST = 1.5;

  private static final double NORMAL_95 = 1.959963984540054;

  private final Coordinates coordinates;
  private final double[] parameters;
  private final double @Nullable [] covariance;
  private final double scale;
  private final double condition;
  private final SymmetricEigen eigen;

  private Evidence(
      Coordinates coordinates,
      double[] parameters,
      double @Nullable [] covariance,
      double scale,
      double condition,
      SymmetricEigen eigen) {
    this.coordinates = coordinates;
    this.parameters = parameters;
    this.covariance = covariance;
    this.scale = scale;
    this.condition = condition;
    this.eigen = eigen;
  }

  /// The evidence at `parameters`.
  ///
  /// @param gram JᵀJ, row-major, lower triangle
  /// @param scale s²
  static Evidence of(Coordinates coordinates, double[] parameters, double[] gram, double scale) {
    int n = coordinates.size();
    double[] scaled = new double[n * n];
    boolean dead = false;
    for (int i = 0; i < n; i++) {
      dead |= !(gram[i * n + i] > 0);
      for (int j = 0; j <= i; j++) {
        double norm = Math.sqrt(gram[i * n + i] * gram[j * n + j]);
        scaled[i * n + j] = norm > 0 ? gram[i * n + j] / norm : i == j ? 1 : 0;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double least = eigen.value(0);
    double condition = dead || !(least > 0) ? Double.POSITIVE_INFINITY : eigen.value(n - 1) / least;
    return new Evidence(coordinates, parameters, invert(gram, n, scale), scale, condition, eigen);
  }

  private static double @Nullable [] invert(double[] gram, int n, double scale) {
    double[] inverse = gram.clone();
    if (!Cholesky.factor(inverse, n)) {
      return null;
    }
    Cholesky.invert(inverse, n);
    for (int i = 0; i < inverse.length; i++) {
      inverse[i] *= scale;
    }
    return inverse;
  }

  /// Whether a covariance exists.
  public boolean exists() {
    return covariance != null;
  }

  /// s²: by how much the misfit exceeds the quotes' errors, in squares.
  public double scale() {
    return scale;
  }

  /// Largest over least eigenvalue of d^(−½) 𝓘 d^(−½), d = diag 𝓘; +∞ where it is singular.
  public double condition() {
    return condition;
  }

  /// Covariance of parameters `i` and `j` of the model: 0 for one that is held, NaN for none.
  public double covariance(int i, int j) {
    int row = free(i);
    int column = free(j);
    if (row < 0 || column < 0) {
      return 0;
    }
    return coordinateCovariance(row, column)
        * coordinates.slope(row, parameters)
        * coordinates.slope(column, parameters);
  }

  /// Covariance of free coordinates `i` and `j`; NaN where none exists.
  double coordinateCovariance(int i, int j) {
    return covariance == null ? Double.NaN : covariance[i * coordinates.size() + j];
  }

  /// Standard deviation of parameter `i`.
  public double stdDev(int i) {
    return Math.sqrt(covariance(i, i));
  }

  /// Lower end of the 95 % interval of parameter `i`, which is even in its coordinate.
  public double lower(int i) {
    return bound(i, -NORMAL_95);
  }

  /// Upper end of the 95 % interval of parameter `i`.
  public double upper(int i) {
    return bound(i, NORMAL_95);
  }

  private double bound(int i, double deviations) {
    int at = free(i);
    if (at < 0) {
      return parameters[i];
    }
    double y = coordinates.coordinate(i, parameters[i]);
    double half = deviations * Math.sqrt(coordinateCovariance(at, at));
    return coordinates.domain(i).constrain(y + half);
  }

  /// Whether the quotes tell parameter `i` at all: its 95 % interval is narrower than a factor of
  /// 4.5 each way. A held parameter counts as told.
  public boolean isIdentified(int i) {
    int at = free(i);
    return at < 0 || NORMAL_95 * Math.sqrt(coordinateCovariance(at, at)) <= WIDEST;
  }

  /// Variance of a quantity with this gradient in the model's parameters: the delta method.
  public double variance(double[] gradient) {
    double sum = 0;
    for (int i = 0; i < gradient.length; i++) {
      for (int j = 0; j < gradient.length; j++) {
        sum += gradient[i] * gradient[j] * covariance(i, j);
      }
    }
    return sum;
  }

  /// The direction of the free parameters that the quotes tell least, in words.
  public String weakestDirection() {
    int n = coordinates.size();
    var words = new StringBuilder();
    for (int i = 0; i < n; i++) {
      double component = eigen.vector(0, i);
      if (Math.abs(component) >= 0.3) {
        words.append(words.isEmpty() ? "" : ", ");
        words.append(name(coordinates.parameter(i)));
        words.append(String.format(Locale.ROOT, " %+.2f", component));
      }
    }
    return words.toString();
  }

  /// Share of free parameter `i` in the weakest direction, at most 1 in size.
  double weakest(int i) {
    return eigen.vector(0, i);
  }

  String name(int parameter) {
    return coordinates.domain(parameter).name();
  }

  private int free(int parameter) {
    for (int i = 0; i < coordinates.size(); i++) {
      if (coordinates.parameter(i) == parameter) {
        return i;
      }
    }
    return -1;
  }
}
