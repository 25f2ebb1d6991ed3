package io.calibrant.core.model;

/// A model whose ln(S_T/F) is normal given a random time g: mean `drift` + `slope`·g and variance
/// `variance`·g. Its prices are averages of Black-76 prices, a second method that knows nothing of
/// transforms ([MixturePricer]).
interface NormalMixture {
  /// What does not depend on g.
  double drift(double[] parameters, double years);

  /// Mean per unit of g.
  double slope(double[] parameters);

  /// Variance per unit of g.
  double variance(double[] parameters);

  /// ln of the density of y = ln g, up to [#logNorm].
  double logDensity(double[] parameters, double years, double y);

  /// What [#logDensity] leaves out.
  double logNorm(double[] parameters, double years);

  /// Whether so much of the weight gathers at g = 0 that it does not end within reach.
  boolean gathers(double[] parameters, double years);

  /// A y beyond which the density is below 1e-300 of its peak.
  double end(double[] parameters, double years);
}
