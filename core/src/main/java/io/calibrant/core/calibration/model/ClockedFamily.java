package io.calibrant.core.calibration.model;

import io.calibrant.core.clock.VarianceClock;
import io.calibrant.core.model.OptionGrid;
import io.calibrant.core.surface.YearFraction;
import java.util.List;

/// A [Family] fitted in variance time: its expiries are those of a clock, total variances stay what
/// they are, σ_τ = σ√(T/τ). Quotes, vols and losses outside are per calendar year as ever; its
/// parameters are those per variance year.
///
/// @param inner what is fitted
/// @param clock under which every expiry has some variance time
/// @param asOfNs when the quotes were made
public record ClockedFamily(Family inner, VarianceClock clock, long asOfNs) implements Family {
  @Override
  public String name() {
    return inner.name();
  }

  @Override
  public int parameterCount(int expiryCount) {
    return inner.parameterCount(expiryCount);
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes) {
    return new Fit(inner.fit(onClock(quotes)), this);
  }

  @Override
  public FamilyFit fit(ModelQuotes quotes, FamilyFit near) {
    ModelQuotes converted = onClock(quotes);
    return new Fit(
        near instanceof Fit(FamilyFit own, ClockedFamily _)
            ? inner.fit(converted, own)
            : inner.fit(converted),
        this);
  }

  /// Variance years to an expiry in `years` of the calendar.
  ///
  /// @throws IllegalArgumentException where there are none: such an expiry has no vol
  public double time(double years) {
    long expiryNs = asOfNs + Math.round(years * YearFraction.NS_PER_YEAR);
    double time = clock.time(asOfNs, expiryNs);
    if (!(time > 0)) {
      throw new IllegalArgumentException(
          "no variance time to the expiry in %s years: give weekends a weight > 0"
              .formatted(years));
    }
    return time;
  }

  private ModelQuotes onClock(ModelQuotes quotes) {
    OptionGrid grid = quotes.grid();
    double[] expiries = new double[grid.expiryCount()];
    double[][] ks = new double[expiries.length][];
    for (int e = 0; e < expiries.length; e++) {
      expiries[e] = time(grid.expiry(e));
      ks[e] = grid.ks(e);
    }
    int n = quotes.size();
    double[][] columns = new double[4][n];
    for (int i = 0; i < n; i++) {
      double factor = 1 / perClock(quotes, i);
      columns[0][i] = factor * quotes.lower(i);
      columns[1][i] = factor * quotes.upper(i);
      columns[2][i] = factor * quotes.stdDev(i);
      columns[3][i] = factor * quotes.halfSpread(i);
    }
    return ModelQuotes.of(
        OptionGrid.of(expiries, ks), columns[0], columns[1], columns[2], columns[3]);
  }

  /// √(τ/T) of quote `i`: what makes a vol one per calendar year.
  private double perClock(ModelQuotes quotes, int i) {
    double years = quotes.expiry(i);
    return Math.sqrt(time(years) / years);
  }

  /// A fit in variance time.
  ///
  /// @param own in variance time throughout
  /// @param family which says what time it is
  public record Fit(FamilyFit own, ClockedFamily family) implements FamilyFit {
    @Override
    public double[] vols(ModelQuotes at) {
      double[] vols = own.vols(family.onClock(at)).clone();
      for (int i = 0; i < vols.length; i++) {
        vols[i] *= family.perClock(at, i);
      }
      return vols;
    }

    @Override
    public List<Estimate> estimates() {
      return own.estimates();
    }

    @Override
    public CalibrationStatus status() {
      return own.status();
    }

    @Override
    public String reason() {
      return own.reason() + "; time runs by the variance clock";
    }

    @Override
    public int evaluations() {
      return own.evaluations();
    }
  }
}
