package io.calibrant.core.model.line;

import java.util.ServiceLoader;

/// Elementary functions over columns and the dense product of a surface: what the transform kernels
/// need beyond arithmetic.
///
/// Every n is a multiple of [#LANES] and no longer than the arrays. [ScalarPasses] is the
/// reference; module `simd` has one that uses vector instructions and gives the same bits.
public interface NodePasses {
  /// Columns are padded to a multiple of this.
  int LANES = 8;

  /// Spare columns that a product may read and write.
  int SPARE_COLUMNS = 3;

  /// out[i] = exp(x[i]) − 1 for x ≤ 709, relatively accurate near 0.
  void expm1(double[] x, double[] out, int n);

  /// out[i] = exp(x[i]) for x ≤ 709; 0 below −708.
  void exp(double[] x, double[] out, int n);

  /// Sine and cosine of x; |x| is cut at 1e6, where their product with a transform has vanished.
  void sinCos(double[] x, double[] sin, double[] cos, int n);

  /// out[i] = ln(1 + x[i]) for x > −1, relatively accurate near 0.
  void log1p(double[] x, double[] out, int n);

  /// The angles of the points (x[i], y[i]).
  void atan2(double[] y, double[] x, double[] out, int n);

  /// Turns L and its derivatives into weighted integrands e^L and e^L ∂L, in place of the sines.
  ///
  /// ```
  /// f = weight · size · (cos + i sin),   out[c] = f for c = 0, f · column[c] else
  /// ```
  ///
  /// @param outRe receives column c from c · n on
  void weigh(
      double[] weights,
      double[] sizes,
      double[] sines,
      double[] cosines,
      double[][] re,
      double[][] im,
      int columns,
      int n,
      double[] outRe,
      double[] outIm);

  /// Tabulates the waves of a transform, e^(k/2) cos uk and e^(k/2) sin uk, at the places of
  /// [#product].
  ///
  /// @param us the nodes' u
  /// @param end of the nodes where u[n − 1 − j] = end − u[j], so that the waves of the upper half
  ///   are those of the lower one turned by the end's angle; else 0
  /// @param scales e^(k/2)
  /// @param n even
  void waves(
      double[] us,
      double end,
      int n,
      double[] ks,
      double[] scales,
      int strikes,
      double[] cosines,
      double[] sines);

  /// Adds up a transform's columns (`re` and `im` hold [#SPARE_COLUMNS] more than `columns`, and so
  /// does `sums`, for which nothing is promised) for strikes [0, `strikes`), a multiple of
  /// [#LANES]:
  ///
  /// ```
  /// sums[c · strikes + i] = Σⱼ re[c · n + j] cosines[at(i, j)] + im[c · n + j] sines[at(i, j)]
  /// at(i, j) = (i / LANES · n + j) · LANES + i mod LANES
  /// ```
  void product(
      double[] re,
      double[] im,
      int columns,
      int n,
      double[] cosines,
      double[] sines,
      int strikes,
      double[] sums);

  /// Sums of decays and polynomials, for strikes [0, `strikes`), a multiple of [#LANES], and nodes
  /// tⱼ = 2^(j/2) t₀ by squaring:
  ///
  /// ```
  /// sums[c · strikes + i] = Σᵣ polynomials[c · powers + r] xᵢʳ
  ///     + Σⱼ coefficients[c · stride + j] exp(−tⱼ xᵢ),   j < ends[i / LANES]
  /// ```
  ///
  /// @param columns 1 or 4
  /// @param decays exp(−t₀xᵢ) − 1, then exp(−t₁xᵢ) − 1 from `strikes` on, not modified
  /// @param ends even
  void decays(
      double[] coefficients,
      int stride,
      int columns,
      double[] decays,
      int[] ends,
      double[] polynomials,
      int powers,
      double[] xs,
      int strikes,
      double[] sums);

  /// The kernel of a Heston variance whose five parameters start at `first`.
  default LineKernel heston(LinePoints points, int first) {
    return new HestonLine(this, points, first);
  }

  /// What this is, such as `vector 512 bit` or `scalar`; one line for a log.
  String kernel();

  /// Those of the first provider without an obstacle, once enough work has been done to make
  /// compiling them worth while (at once where the provider is eager); else the scalar ones. All
  /// give the same bits.
  static NodePasses fastest() {
    for (NodePassesProvider provider : ServiceLoader.load(NodePassesProvider.class)) {
      if (provider.obstacle().isEmpty()) {
        return provider.isEager() ? provider.passes() : new PatientPasses(provider.passes());
      }
    }
    return ScalarPasses.INSTANCE;
  }
}
