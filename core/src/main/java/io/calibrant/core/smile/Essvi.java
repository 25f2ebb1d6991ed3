package io.calibrant.core.smile;

import java.util.Arrays;
import java.util.List;

/// An extended SSVI surface: one [SsviSlice] with its own ρ an expiry, and θ, ψ and ρψ linear in T
/// between them.
///
/// Before the first expiry the three fall in proportion to T; after the last θ goes on at the last
/// forward variance while ψ and ρψ stay. Where [#isFree] holds, so does absence of arbitrage at
/// every T. Hendriks and Martini, *The extended SSVI volatility surface*, J. Comput. Finance 22
/// (2019); Corbetta et al., arXiv:1804.04924; Mingone, arXiv:2204.00312. Immutable.
public final class Essvi {
  private final double[] expiries;
  private final List<SsviSlice> slices;

  private Essvi(double[] expiries, List<SsviSlice> slices) {
    this.expiries = expiries;
    this.slices = slices;
  }

  /// A surface through slices.
  ///
  /// @param expiries T in years, > 0 and ascending; copied
  /// @param slices one for each expiry
  public static Essvi of(double[] expiries, List<SsviSlice> slices) {
    boolean ascending = expiries.length > 0 && expiries[0] > 0;
    for (int i = 1; i < expiries.length; i++) {
      ascending &= expiries[i] > expiries[i - 1];
    }
    if (!ascending
        || expiries.length != slices.size()
        || !Double.isFinite(expiries[expiries.length - 1])) {
      throw new IllegalArgumentException(
          "expiries=%s with %d slices: needs as many of both, expiries > 0 and ascending"
              .formatted(Arrays.toString(expiries), slices.size()));
    }
    return new Essvi(expiries.clone(), List.copyOf(slices));
  }

  /// Whether the conditions of no butterfly, ψ(1 + |ρ|) < 4 and ψ²(1 + |ρ|) ≤ 4θ, hold in every
  /// slice and those of no calendar spread between neighbours: θ₂ ≥ θ₁, ψ₂(1 ± ρ₂) ≥ ψ₁(1 ± ρ₁) and
  /// ψ₂/θ₂ ≤ ψ₁/θ₁. They are enough, not necessary.
  public boolean isFree() {
    for (int i = 0; i < slices.size(); i++) {
      SsviSlice slice = slices.get(i);
      double steepest = slice.psi() * (1 + Math.abs(slice.rho()));
      if (!(steepest < 4 && slice.psi() * steepest <= 4 * slice.theta())) {
        return false;
      }
      if (i > 0 && !rises(slices.get(i - 1), slice)) {
        return false;
      }
    }
    return true;
  }

  private static boolean rises(SsviSlice earlier, SsviSlice later) {
    return later.theta() >= earlier.theta()
        && later.psi() * (1 + later.rho()) >= earlier.psi() * (1 + earlier.rho())
        && later.psi() * (1 - later.rho()) >= earlier.psi() * (1 - earlier.rho())
        && later.psi() * earlier.theta() <= earlier.psi() * later.theta();
  }

  /// Number of expiries.
  public int size() {
    return expiries.length;
  }

  /// Years to expiry `i`.
  public double expiry(int i) {
    return expiries[i];
  }

  /// The smile at T.
  ///
  /// @param expiry T in years, > 0 and finite
  public SsviSlice slice(double expiry) {
    int next = next(expiry);
    if (next < expiries.length && expiries[next] == expiry) {
      return slices.get(next);
    }
    Rates rates = rates(next);
    int base = Math.max(next - 1, 0);
    SsviSlice from = slices.get(base);
    double dt = expiry - expiries[base];
    double psi = from.psi() + dt * rates.psi;
    double eta = from.rho() * from.psi() + dt * rates.eta;
    return new SsviSlice(from.theta() + dt * rates.theta, eta / psi, psi);
  }

  /// w(k, T).
  public double totalVariance(double k, double expiry) {
    return slice(expiry).totalVariance(k);
  }

  /// ∂w/∂k.
  public double slope(double k, double expiry) {
    return slice(expiry).slope(k);
  }

  /// ∂²w/∂k².
  public double curvature(double k, double expiry) {
    return slice(expiry).curvature(k);
  }

  /// ∂w/∂T at fixed k; the left derivative at an expiry.
  public double timeSlope(double k, double expiry) {
    SsviSlice at = slice(expiry);
    Rates rates = rates(next(expiry));
    double theta = at.theta();
    double psi = at.psi();
    double eta = at.rho() * psi;
    double root = Math.sqrt(psi * psi * k * k + 2 * eta * theta * k + theta * theta);
    double inner =
        psi * rates.psi * k * k + (rates.eta * theta + eta * rates.theta) * k + theta * rates.theta;
    return 0.5 * (rates.theta + rates.eta * k + inner / root);
  }

  /// Index of the first expiry that is not before T.
  private int next(double expiry) {
    if (!(expiry > 0 && expiry < Double.POSITIVE_INFINITY)) {
      throw new IllegalArgumentException("expiry=%s: must be > 0 and finite".formatted(expiry));
    }
    int at = Arrays.binarySearch(expiries, expiry);
    return at >= 0 ? at : -at - 1;
  }

  /// What θ, ψ and η = ρψ gain a year between two expiries.
  ///
  /// @param theta θ′ ≥ 0 where there is no calendar spread
  /// @param psi ψ′
  /// @param eta η′
  public record Rates(double theta, double psi, double eta) {}

  /// θ′, ψ′ and η′ at T; those of the left at an expiry.
  ///
  /// @param expiry T in years, > 0 and finite
  public Rates rates(double expiry) {
    return rates(next(expiry));
  }

  private Rates rates(int next) {
    SsviSlice first = slices.getFirst();
    if (next == 0) {
      double t = expiries[0];
      return new Rates(first.theta() / t, first.psi() / t, first.rho() * first.psi() / t);
    }
    if (next < expiries.length) {
      SsviSlice one = slices.get(next - 1);
      SsviSlice two = slices.get(next);
      double dt = expiries[next] - expiries[next - 1];
      return new Rates(
          (two.theta() - one.theta()) / dt,
          (two.psi() - one.psi()) / dt,
          (two.rho() * two.psi() - one.rho() * one.psi()) / dt);
    }
    return new Rates(Math.max(0, rates(next - 1).theta), 0, 0);
  }
}
