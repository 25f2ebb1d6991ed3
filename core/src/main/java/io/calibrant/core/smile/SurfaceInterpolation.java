package io.calibrant.core.smile;

import io.calibrant.core.black.Black76;
import io.calibrant.core.black.ImpliedVol;
import io.calibrant.core.market.OptionType;
import java.util.Arrays;
import java.util.List;

/// The surface σ(k, T) between and beyond calibrated expiries, free of arbitrage where they are.
///
/// At fixed k = ln(K/F_T) undiscounted prices in units of the forward are mixed, αc₁ + (1 − α)c₂
/// with α = (√θ₂ − √θ)/(√θ₂ − √θ₁) and θ(T) linear between the ATM total variances θ = w(0)
/// (Gatheral and Jacquier 2014, lemma 5.1): a mixture of convex prices is convex, and it rises with
/// T because c₁ ≤ c₂. Before the first expiry c₁ is the intrinsic value and θ₁ = 0. After the last
/// one w(k, T) = wₙ(k) + θ − θₙ, θ going on at the last forward variance.
///
/// At an expiry's own T the smile itself is returned. Immutable.
public final class SurfaceInterpolation {
  /// Below this price logarithms are used: subnormal numbers lose digits.
  private static final double TINY = 1e-290;

  /// e^k stays finite and so do the prices.
  private static final double MAX_K = 700;

  private final double[] expiries;
  private final List<Smile> smiles;
  private final double[] theta;

  private SurfaceInterpolation(double[] expiries, List<Smile> smiles) {
    this.expiries = expiries;
    this.smiles = smiles;
    this.theta = smiles.stream().mapToDouble(smile -> smile.totalVariance(0)).toArray();
  }

  /// A surface through smiles.
  ///
  /// @param expiries T in years, > 0 and ascending; copied
  /// @param smiles one for each expiry
  public static SurfaceInterpolation of(double[] expiries, List<? extends Smile> smiles) {
    if (expiries.length != smiles.size() || expiries.length == 0) {
      throw new IllegalArgumentException(
          "%d expiries and %d smiles: needs as many of both, at least one"
              .formatted(expiries.length, smiles.size()));
    }
    double previous = 0;
    for (double expiry : expiries) {
      if (!(expiry > previous && expiry < Double.POSITIVE_INFINITY)) {
        throw new IllegalArgumentException(
            "expiries=%s: must be > 0, finite and ascending".formatted(Arrays.toString(expiries)));
      }
      previous = expiry;
    }
    return new SurfaceInterpolation(expiries.clone(), List.copyOf(smiles));
  }

  /// Number of expiries.
  public int size() {
    return expiries.length;
  }

  /// Years to expiry `i`.
  public double expiry(int i) {
    return expiries[i];
  }

  /// The smile of expiry `i`.
  public Smile smile(int i) {
    return smiles.get(i);
  }

  /// σ(k, T) = √(w(k, T)/T), decimal per √year.
  ///
  /// @param k log-moneyness, |k| ≤ 700
  /// @param expiry T in years, > 0 and finite
  public double impliedVol(double k, double expiry) {
    return Math.sqrt(totalVariance(k, expiry) / expiry);
  }

  /// w(k, T), > 0; arguments as in [#impliedVol].
  public double totalVariance(double k, double expiry) {
    if (!(Math.abs(k) <= MAX_K)) {
      throw new IllegalArgumentException("k=%s: must lie in [-700, 700]".formatted(k));
    }
    if (!(expiry > 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=%s: must be > 0 and finite".formatted(expiry));
    }
    int at = Arrays.binarySearch(expiries, expiry);
    if (at >= 0) {
      return smiles.get(at).totalVariance(k);
    }
    int next = -at - 1;
    if (next == expiries.length) {
      return beyond(k, expiry);
    }
    double later = smiles.get(next).totalVariance(k);
    if (next == 0) {
      // The mixture with the intrinsic value, whose out-of-the-money price is 0.
      return mixed(k, 0, later, Math.sqrt(expiry / expiries[0]));
    }
    return mixed(k, smiles.get(next - 1).totalVariance(k), later, share(next, expiry));
  }

  private double beyond(double k, double expiry) {
    int last = expiries.length - 1;
    double rate = theta[last] / expiries[last];
    if (last > 0) {
      rate = Math.max(0, theta[last] - theta[last - 1]) / (expiries[last] - expiries[last - 1]);
    }
    return smiles.get(last).totalVariance(k) + rate * (expiry - expiries[last]);
  }

  /// The weight 1 − α of the later slice.
  private double share(int next, double expiry) {
    double t = (expiry - expiries[next - 1]) / (expiries[next] - expiries[next - 1]);
    double before = theta[next - 1];
    double after = theta[next];
    if (!(after > before)) {
      return t;
    }
    // (√θ − √θ₁)/(√θ₂ − √θ₁) without cancellation when θ₂ ≈ θ₁.
    double at = before + t * (after - before);
    return t * (Math.sqrt(after) + Math.sqrt(before)) / (Math.sqrt(at) + Math.sqrt(before));
  }

  /// Total variance of (1 − share)·c(w₁) + share·c(w₂), for out-of-the-money prices c in units of
  /// min(F, K), which are the same function of |k| for calls and puts.
  private static double mixed(double k, double earlier, double later, double share) {
    double h = Math.abs(k);
    double v1 = Math.sqrt(earlier);
    double v2 = Math.sqrt(later);
    double early = earlier > 0 ? Black76.normalizedCall(h, v1) : 0;
    double price = (1 - share) * early + share * Black76.normalizedCall(h, v2);
    if (price < TINY) {
      return deep(h, v1, v2, share);
    }
    double v = ImpliedVol.impliedVol(OptionType.CALL, 1, StrictMath.exp(h), 1, price);
    if (Double.isNaN(v)) {
      // The price rounds to its supremum: so do both that are mixed.
      return later;
    }
    // Rounding may put v outside by an ulp.
    double bounded = Math.max(Math.min(v1, v2), Math.min(Math.max(v1, v2), v));
    return bounded * bounded;
  }

  /// The same where prices underflow: c ≈ exp(−d²/2), d = h/v − v/2, to a relative error of v below
  /// 1e-5.
  private static double deep(double h, double v1, double v2, double share) {
    double log2 = StrictMath.log(share) - halfSquare(h, v2);
    double log1 = v1 > 0 ? StrictMath.log1p(-share) - halfSquare(h, v1) : Double.NEGATIVE_INFINITY;
    double high = Math.max(log1, log2);
    double sum = high + StrictMath.log1p(StrictMath.exp(Math.min(log1, log2) - high));
    double d = Math.sqrt(-2 * sum);
    double v = 2 * h / (d + Math.sqrt(d * d + 2 * h));
    return v * v;
  }

  private static double halfSquare(double h, double v) {
    double d = h / v - 0.5 * v;
    return 0.5 * d * d;
  }
}
