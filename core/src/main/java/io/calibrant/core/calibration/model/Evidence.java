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
/// that cannot follow the quotes is not called sure.
///
/// A parameter that a bound holds is left out: 𝓘 is that of the others, whose errors are those
/// with the bound taken as known. Where 𝓘 of these is singular but every coordinate moves some
/// quote, eigenvalues of d^(−½) 𝓘 d^(−½) below 10⁻¹³ are taken as that: what shares in such a
/// direction comes out with an error too wide to be told, the rest with its own. Immutable.
public final class Evidence {
  /// A coordinate whose 95 % interval is wider than ± this is not told: a factor of 4.5 each way.
  static final double WIDEST = 1.5;

  private static final double NORMAL_95 = 1.959963984540054;
  private static final double LEAST_EIGENVALUE = 1e-13;

  private final Coordinates coordinates;
  private final double[] parameters;
  private final boolean[] pinned;
  private final double @Nullable [] covariance;
  private final double scale;
  private final double condition;
  private final SymmetricEigen eigen;

  private Evidence(
      Coordinates coordinates,
      double[] parameters,
      boolean[] pinned,
      double @Nullable [] covariance,
      double scale,
      double condition,
      SymmetricEigen eigen) {
    this.coordinates = coordinates;
    this.parameters = parameters;
    this.pinned = pinned;
    this.covariance = covariance;
    this.scale = scale;
    this.condition = condition;
    this.eigen = eigen;
  }

  /// The evidence at `parameters`.
  ///
  /// @param gram JᵀJ, row-major, lower triangle
  /// @param scale s²
  /// @param pinned which free coordinates a bound holds
  static Evidence of(
      Coordinates coordinates, double[] parameters, double[] gram, double scale, boolean[] pinned) {
    int n = coordinates.size();
    double[] scaled = new double[n * n];
    boolean dead = false;
    for (int i = 0; i < n; i++) {
      dead |= !pinned[i] && !(gram[i * n + i] > 0);
      for (int j = 0; j <= i; j++) {
        double norm = pinned[i] || pinned[j] ? 0 : Math.sqrt(gram[i * n + i] * gram[j * n + j]);
        scaled[i * n + j] = norm > 0 ? gram[i * n + j] / norm : i == j ? 1 : 0;
      }
    }
    SymmetricEigen eigen = SymmetricEigen.of(scaled, n);
    double least = eigen.value(0);
    double condition = dead || !(least > 0) ? Double.POSITIVE_INFINITY : eigen.value(n - 1) / least;
    double[] covariance = dead ? null : invert(gram, scaled, n, scale, pinned, eigen);
    return new Evidence(coordinates, parameters, pinned, covariance, scale, condition, eigen);
  }

  /// s²𝓘⁻¹ of the coordinates that are not pinned, zeros for the others.
  private static double[] invert(
      double[] gram, double[] scaled, int n, double scale, boolean[] pinned, SymmetricEigen eigen) {
    double[] inverse = scaled.clone();
    if (Cholesky.factor(inverse, n)) {
      Cholesky.invert(inverse, n);
    } else {
      invert(eigen, n, inverse);
    }
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double norm = Math.sqrt(gram[i * n + i] * gram[j * n + j]);
        inverse[i * n + j] = pinned[i] || pinned[j] ? 0 : scale * inverse[i * n + j] / norm;
      }
    }
    return inverse;
  }

  private static void invert(SymmetricEigen eigen, int n, double[] inverse) {
    for (int i = 0; i < n; i++) {
      for (int j = 0; j < n; j++) {
        double sum = 0;
        for (int k = 0; k < n; k++) {
          sum +=
              eigen.vector(k, i) * eigen.vector(k, j) / Math.max(eigen.value(k), LEAST_EIGENVALUE);
        }
        inverse[i * n + j] = sum;
      }
    }
  }

  /// Whether a covariance exists: it does unless no quote depends on some parameter.
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

  /// Covariance of parameters `i` and `j` of the model: 0 for one that is held, or that a bound
  /// holds, NaN where none exists.
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

  /// Covariance of free coordinates `i` and `j`; 0 for one that a bound holds, NaN where none
  /// exists.
  double coordinateCovariance(int i, int j) {
    return covariance == null ? Double.NaN : covariance[i * coordinates.size() + j];
  }

  /// Standard deviation of parameter `i`; NaN for one that a bound holds, and where none exists.
  public double stdDev(int i) {
    return isPinned(i) ? Double.NaN : Math.sqrt(covariance(i, i));
  }

  /// Whether a bound of its domain holds parameter `i`: moving it inside costs more than chance
  /// allows.
  public boolean isPinned(int i) {
    int at = free(i);
    return at >= 0 && pinned[at];
  }

  /// Lower end of the 95 % interval of parameter `i`, which is even in its coordinate; NaN where
  /// [#stdDev] is.
  public double lower(int i) {
    return bound(i, -NORMAL_95);
  }

  /// Upper end of the 95 % interval of parameter `i`; NaN where [#stdDev] is.
  public double upper(int i) {
    return bound(i, NORMAL_95);
  }

  private double bound(int i, double deviations) {
    int at = free(i);
    if (at < 0) {
      return parameters[i];
    }
    if (pinned[at]) {
      return Double.NaN;
    }
    double y = coordinates.coordinate(i, parameters[i]);
    double half = deviations * Math.sqrt(coordinateCovariance(at, at));
    return coordinates.domain(i).constrain(y + half);
  }

  /// Whether the quotes tell parameter `i` at all: its 95 % interval is narrower than a factor of
  /// 4.5 each way. A held parameter counts as told, and one that a bound holds.
  public boolean isIdentified(int i) {
    int at = free(i);
    return at < 0 || pinned[at] || NORMAL_95 * Math.sqrt(coordinateCovariance(at, at)) <= WIDEST;
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
