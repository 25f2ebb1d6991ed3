package io.calibrant.core.calibration.model;

import io.calibrant.core.calibration.slice.FitStatus;
import io.calibrant.core.calibration.slice.FreeBetaSabrFit;
import io.calibrant.core.calibration.slice.Loss;
import io.calibrant.core.calibration.slice.QuoteColumns;
import io.calibrant.core.calibration.slice.SabrFit;
import io.calibrant.core.calibration.slice.SviFit;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.smile.Sabr;
import io.calibrant.core.smile.Svi;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/// One smile per expiry, each fitted for itself: raw SVI free of butterflies, SABR with β = 1, or
/// SABR with β free.
///
/// @param name `svi`, `sabr` or `sabr-free`
/// @param perExpiry parameters of one smile
/// @param kind which
record SliceFamily(String name, int perExpiry, Kind kind) implements Family {
  /// Raw SVI; influence falls beyond √11 standard deviations, as in the published surface.
  static final SliceFamily SVI = new SliceFamily("svi", 5, Kind.SVI);

  /// Hagan's SABR.
  static final SliceFamily SABR = new SliceFamily("sabr", 3, Kind.SABR);

  /// Hagan's SABR with β from the quotes and, where they say little, a wide prior about 1.
  static final SliceFamily FREE_SABR = new SliceFamily("sabr-free", 4, Kind.FREE_SABR);

  /// Standard deviation of β a priori, in the units of [0, 1].
  private static final double PRIOR_BETA_ERROR = 0.5;

  /// Beyond, no smile is looked at.
  private static final double MOST = 1e3;

  private static final List<String> SVI_NAMES = List.of("a", "b", "rho", "m", "sigma");
  private static final List<String> SABR_NAMES = List.of("alpha", "rho", "volOfVol", "beta");

  enum Kind {
    SVI,
    SABR,
    FREE_SABR
  }

  @Override
  public int parameterCount(int expiryCount) {
    return perExpiry * expiryCount;
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    List<Smile> smiles = new ArrayList<>();
    OptionGrid grid = quotes.grid();
    for (int e = 0; e < grid.expiryCount(); e++) {
      smiles.add(
          switch (kind) {
            case SVI -> svi(quotes, e);
            case SABR -> sabr(quotes, e);
            case FREE_SABR -> freeSabr(quotes, e);
          });
    }
    return new Smiles(this, quotes, List.copyOf(smiles));
  }

  /// The quotes of one expiry as a slice fit reads them: total variances, or vols.
  static QuoteColumns columns(ModelQuotes quotes, int e, boolean variance) {
    OptionGrid grid = quotes.grid();
    var columns = new QuoteColumns(grid.size(e));
    double years = grid.expiry(e);
    for (int i = grid.first(e); i < grid.first(e) + grid.size(e); i++) {
      double low = quotes.lower(i);
      double high = quotes.upper(i);
      double std = quotes.stdDev(i);
      if (variance) {
        columns.addInterval(
            quotes.k(i), low * low * years, high * high * years, 2 * quotes.vol(i) * years * std);
      } else {
        columns.addInterval(quotes.k(i), low, high, std);
      }
    }
    return columns;
  }

  private static Smile svi(ModelQuotes quotes, int e) {
    var fit = new SviFit(quotes.grid().size(e), Loss.studentT(11));
    double years = quotes.grid().expiry(e);
    FitStatus status = fit.fit(columns(quotes, e, true));
    return status.isUsable()
        ? new Smile(
            years,
            status,
            new double[] {fit.a(), fit.b(), fit.rho(), fit.m(), fit.sigma()},
            fit.passes(),
            k -> Math.sqrt(fit.totalVariance(k) / years))
        : Smile.none(years, status);
  }

  private static Smile sabr(ModelQuotes quotes, int e) {
    var fit = new SabrFit(1);
    double years = quotes.grid().expiry(e);
    FitStatus status = fit.fit(columns(quotes, e, false), years);
    if (!status.isUsable()) {
      return Smile.none(years, status);
    }
    var smile = fit.sabr();
    return new Smile(
        years,
        status,
        new double[] {fit.alpha(), fit.rho(), fit.volOfVol()},
        fit.passes(),
        smile::impliedVol);
  }

  private static Smile freeSabr(ModelQuotes quotes, int e) {
    var fit = new FreeBetaSabrFit(1, PRIOR_BETA_ERROR);
    double years = quotes.grid().expiry(e);
    FitStatus status = fit.fit(columns(quotes, e, false), years);
    if (!status.isUsable()) {
      return Smile.none(years, status);
    }
    var smile = fit.sabr();
    return new Smile(
        years,
        status,
        new double[] {fit.alpha(), fit.rho(), fit.volOfVol(), fit.beta()},
        fit.passes(),
        smile::impliedVol);
  }

  /// A vol at each log-moneyness.
  interface Curve {
    double impliedVol(double k);
  }

  /// One expiry's fit.
  @SuppressWarnings("ArrayRecordComponent") // read once, in order
  record Smile(double years, FitStatus status, double[] parameters, int passes, Curve curve) {
    static Smile none(double years, FitStatus status) {
      return new Smile(years, status, new double[0], 0, k -> Double.NaN);
    }
  }

  /// The fits of all expiries.
  record Smiles(SliceFamily family, ModelQuotes quotes, List<Smile> smiles) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = new double[at.size()];
      for (int i = 0; i < vols.length; i++) {
        double years = at.expiry(i);
        double k = at.k(i);
        vols[i] =
            smiles.stream()
                .filter(smile -> smile.years() == years)
                .mapToDouble(smile -> smile.curve().impliedVol(k))
                .findFirst()
                .orElse(Double.NaN);
      }
      return vols;
    }

    @Override
    public @Nullable Neighbourhood neighbourhood(ModelQuotes quotes) {
      return family.kind() == Kind.SVI
          ? near(
              quotes,
              x -> SviShape.of(x[0], x[1], x[2], x[3], x[4]),
              (y, t) -> svi(SviShape.at(y), t))
          : nearby(quotes);
    }

    /// As a function of the coordinates in which errors are told; null where they are not.
    private @Nullable Neighbourhood nearby(ModelQuotes quotes) {
      return switch (family.kind()) {
        case SVI -> near(quotes, x -> coordinates(CoordinateErrors.SVI, x), Smiles::raw);
        case SABR -> near(quotes, x -> coordinates(CoordinateErrors.SABR, x), Smiles::sabr);
        // β has a prior and ends at 0 and 1: no normal neighbourhood.
        case FREE_SABR -> null;
      };
    }

    private @Nullable Neighbourhood near(
        ModelQuotes quotes, UnaryOperator<double[]> centre, SmileNeighbourhood.Smiles curves) {
      double[][] centres = new double[smiles.size()][];
      for (int e = 0; e < centres.length; e++) {
        Smile smile = smiles.get(e);
        if (!smile.status().isUsable() || smile.years() != quotes.grid().expiry(e)) {
          return null;
        }
        centres[e] = centre.apply(smile.parameters());
      }
      return new SmileNeighbourhood(quotes, centres, curves);
    }

    private static double[] coordinates(List<CoordinateErrors> kinds, double[] x) {
      double[] y = new double[x.length];
      Arrays.setAll(y, j -> kinds.get(j).coordinate(x[j]));
      return y;
    }

    private static @Nullable Curve raw(double[] y, double years) {
      double b = StrictMath.exp(y[1]);
      double rho = StrictMath.tanh(y[2]);
      double sigma = StrictMath.exp(y[4]);
      boolean inside = Svi.isAdmissible(y[0], b, rho, y[3], sigma);
      return svi(inside ? new Svi(y[0], b, rho, y[3], sigma) : null, years);
    }

    private static @Nullable Curve svi(@Nullable Svi svi, double years) {
      return svi == null ? null : k -> svi.impliedVol(k, years);
    }

    private static @Nullable Curve sabr(double[] y, double years) {
      double alpha = StrictMath.exp(y[0]);
      double rho = StrictMath.tanh(y[1]);
      double volOfVol = StrictMath.exp(y[2]);
      boolean inside =
          Math.abs(rho) < 1 && alpha > 0 && volOfVol > 0 && alpha < MOST && volOfVol < MOST;
      if (!inside) {
        return null;
      }
      var sabr = new Sabr(alpha, 1, rho, volOfVol, years);
      return sabr::impliedVol;
    }

    @Override
    public List<Estimate> estimates() {
      List<String> names = family.kind() == Kind.SVI ? SVI_NAMES : SABR_NAMES;
      List<Estimate> estimates = new ArrayList<>();
      Neighbourhood near = nearby(quotes);
      for (int e = 0; e < smiles.size(); e++) {
        double[] values = smiles.get(e).parameters();
        double[] errors = near == null ? null : CoordinateErrors.of(near, e, quotes);
        for (int j = 0; j < values.length; j++) {
          String name = names.get(j) + "#" + e;
          estimates.add(
              errors == null
                  ? Estimate.bare(name, values[j])
                  : family.kind() == Kind.SVI
                      ? CoordinateErrors.SVI.get(j).estimate(name, values[j], errors[j])
                      : CoordinateErrors.SABR.get(j).estimate(name, values[j], errors[j]));
        }
      }
      return estimates;
    }

    @Override
    public CalibrationStatus status() {
      long failed = smiles.stream().filter(smile -> !smile.status().isUsable()).count();
      if (failed > 0) {
        return new CalibrationStatus.Degenerate(
            "%d of %d expiries have no smile".formatted(failed, smiles.size()));
      }
      long bound = smiles.stream().filter(s -> s.status() == FitStatus.BOUND).count();
      return bound > 0
          ? new CalibrationStatus.AtBound(
              "arbitrage, correlation or exponent, %d expiries".formatted(bound), 0)
          : smiles.stream().anyMatch(s -> s.status() == FitStatus.STOPPED)
              ? new CalibrationStatus.Stale("the limit of iterations came before the minimum")
              : new CalibrationStatus.Converged();
    }

    @Override
    public String reason() {
      return "each expiry for itself: its own kernel is the fastest there is";
    }

    @Override
    public int evaluations() {
      return smiles.stream().mapToInt(Smile::passes).sum();
    }
  }
}
