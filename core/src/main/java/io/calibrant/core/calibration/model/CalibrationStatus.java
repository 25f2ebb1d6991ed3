package io.calibrant.core.calibration.model;

/// What a fit is worth: the worst of what is known about it, in the order REJECTED, DEGENERATE,
/// UNIDENTIFIED, AT_BOUND, STALE, CONVERGED.
public sealed interface CalibrationStatus {
  /// The status as one word, such as `AT_BOUND`.
  String word();

  /// At a minimum inside the domain, every parameter told by the quotes.
  record Converged() implements CalibrationStatus {
    @Override
    public String word() {
      return "CONVERGED";
    }
  }

  /// At a minimum that a bound makes.
  ///
  /// @param parameter which parameter lies at its bound
  /// @param value the bound, nearly
  record AtBound(String parameter, double value) implements CalibrationStatus {
    @Override
    public String word() {
      return "AT_BOUND";
    }
  }

  /// No quote depends on some direction of the parameters at all.
  ///
  /// @param reason in words
  record Degenerate(String reason) implements CalibrationStatus {
    @Override
    public String word() {
      return "DEGENERATE";
    }
  }

  /// Converged, but along one direction of the parameters the quotes cannot tell where.
  ///
  /// @param parameter the parameter that is told least
  /// @param direction in words, such as `kappa +0.8, volOfVol +0.6: …`
  record Unidentified(String parameter, String direction) implements CalibrationStatus {
    @Override
    public String word() {
      return "UNIDENTIFIED";
    }
  }

  /// A limit came before the minimum: the best point seen stands.
  ///
  /// @param limit in words
  record Stale(String limit) implements CalibrationStatus {
    @Override
    public String word() {
      return "STALE";
    }
  }

  /// The independent integrator finds other prices: the fit must not be used.
  ///
  /// @param reason which option, and by how much
  record Rejected(String reason) implements CalibrationStatus {
    @Override
    public String word() {
      return "REJECTED";
    }
  }

  /// Whether the parameters may be published.
  default boolean isPublishable() {
    return !(this instanceof Rejected);
  }
}
