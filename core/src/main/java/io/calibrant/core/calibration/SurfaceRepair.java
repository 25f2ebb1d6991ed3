package io.calibrant.core.calibration;

import io.calibrant.core.smile.Svi;
import io.calibrant.core.smile.SviButterfly;
import io.calibrant.core.smile.SviCalendar;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Moves smiles that fail an exact check the least way into the arbitrage-free domain.
///
/// Slices are taken from the shortest expiry on. A slice that fails is moved in two ways, and the
/// one that moves it less is taken:
/// - lifted: w is raised by a constant, 2⁻³⁰, 2⁻²⁹ … 1 of what the smile before has at the money,
///   with wing slopes at least those of the smile before. A crossing by a hair costs a hair;
/// - drawn towards a safe smile by the smallest share t = 2⁻³⁰, 2⁻²⁹ … 1 that passes; at t = 1 it
///   is the safe smile itself: a flat one for the first slice, else the slice before raised by a
///   constant that is large enough. The domain of the exact checks is therefore always reached.
final class SurfaceRepair {
  private static final int HALVINGS = 30;
  private static final double LEAST_RISE = 1e-3;
  private static final int MAX_DOUBLINGS = 40;

  /// Above the rounding of b(1 ± ρ).
  private static final double SLOPE_MARGIN = 1e-12;

  private static final double REACH = 4;
  private static final int LOOKS = 16;

  private SurfaceRepair() {}

  /// Smiles that pass every exact check, equal to `fitted` where those already pass.
  static List<Svi> repair(List<Svi> fitted) {
    List<Svi> repaired = new ArrayList<>(fitted.size());
    for (int i = 0; i < fitted.size(); i++) {
      Svi candidate = fitted.get(i);
      if (i == 0) {
        repaired.add(isFree(candidate) ? candidate : nearest(candidate, flat(candidate), null));
      } else {
        Svi before = repaired.get(i - 1);
        boolean free = isFree(candidate) && SviCalendar.isFree(before, candidate);
        repaired.add(free ? candidate : lessMoved(candidate, before));
      }
    }
    return repaired;
  }

  private static boolean isFree(Svi smile) {
    return SviButterfly.isFree(smile);
  }

  private static Svi lessMoved(Svi fitted, Svi before) {
    Svi drawn = nearest(fitted, raised(before, fitted), before);
    Svi lifted = lifted(fitted, before);
    return lifted != null && change(fitted, lifted) <= change(fitted, drawn) ? lifted : drawn;
  }

  /// The largest relative change of w within [#REACH] ATM standard deviations.
  private static double change(Svi fitted, Svi moved) {
    double stdDev = Math.sqrt(fitted.totalVariance(0));
    double most = 0;
    for (int i = -LOOKS; i <= LOOKS; i++) {
      double k = REACH * stdDev * i / LOOKS;
      double w = fitted.totalVariance(k);
      most = Math.max(most, Math.abs(moved.totalVariance(k) - w) / w);
    }
    return most;
  }

  /// `fitted` raised by the least tried constant that passes; null when none does.
  private static @Nullable Svi lifted(Svi fitted, Svi before) {
    double right = Math.max(slope(fitted, 1), slope(before, 1) * (1 + SLOPE_MARGIN));
    double left = Math.max(slope(fitted, -1), slope(before, -1) * (1 + SLOPE_MARGIN));
    double b = 0.5 * (right + left);
    double rho = b > 0 ? 0.5 * (right - left) / b : fitted.rho();
    double scale = before.totalVariance(0);
    for (int i = HALVINGS; i >= 0; i--) {
      double a = fitted.a() + Math.scalb(scale, -i);
      if (Svi.isAdmissible(a, b, rho, fitted.m(), fitted.sigma())) {
        var lifted = new Svi(a, b, rho, fitted.m(), fitted.sigma());
        if (isFree(lifted) && SviCalendar.isFree(before, lifted)) {
          return lifted;
        }
      }
    }
    return null;
  }

  /// The limit of |w′| in the wing of that sign.
  private static double slope(Svi smile, int side) {
    return smile.b() * (1 + side * smile.rho());
  }

  private static Svi nearest(Svi fitted, Svi safe, @Nullable Svi before) {
    for (int i = HALVINGS; i > 0; i--) {
      double t = Math.scalb(1.0, -i);
      if (isAdmissibleBlend(fitted, safe, t)) {
        Svi blend = blend(fitted, safe, t);
        if (isFree(blend) && (before == null || SviCalendar.isFree(before, blend))) {
          return blend;
        }
      }
    }
    return safe;
  }

  private static Svi flat(Svi smile) {
    return new Svi(smile.totalVariance(0), 0, smile.rho(), smile.m(), smile.sigma());
  }

  /// The slice before, raised by what the fit asks for at the money, doubled until free: a constant
  /// adds no crossing, and a large enough one leaves g positive everywhere.
  private static Svi raised(Svi before, Svi fitted) {
    double wanted = fitted.totalVariance(0) - before.totalVariance(0);
    double rise = Math.max(wanted, LEAST_RISE * before.totalVariance(0));
    Svi raised = raised(before, rise);
    for (int i = 0; i < MAX_DOUBLINGS && !isFree(raised); i++) {
      rise *= 2;
      raised = raised(before, rise);
    }
    return raised;
  }

  private static Svi raised(Svi before, double rise) {
    return new Svi(before.a() + rise, before.b(), before.rho(), before.m(), before.sigma());
  }

  /// Linear in (a, b, bρ, m, σ).
  private static Svi blend(Svi fitted, Svi safe, double t) {
    double b = mix(fitted.b(), safe.b(), t);
    double c = mix(fitted.b() * fitted.rho(), safe.b() * safe.rho(), t);
    return new Svi(
        mix(fitted.a(), safe.a(), t),
        b,
        b > 0 ? c / b : fitted.rho(),
        mix(fitted.m(), safe.m(), t),
        mix(fitted.sigma(), safe.sigma(), t));
  }

  private static boolean isAdmissibleBlend(Svi fitted, Svi safe, double t) {
    double b = mix(fitted.b(), safe.b(), t);
    double c = mix(fitted.b() * fitted.rho(), safe.b() * safe.rho(), t);
    return Svi.isAdmissible(
        mix(fitted.a(), safe.a(), t),
        b,
        b > 0 ? c / b : fitted.rho(),
        mix(fitted.m(), safe.m(), t),
        mix(fitted.sigma(), safe.sigma(), t));
  }

  private static double mix(double one, double other, double t) {
    return one + t * (other - one);
  }
}
