package io.calibrant.core.calibration.track;

import io.calibrant.core.calibration.sequence.SmileBelief;
import java.util.Collections;
import java.util.SortedMap;
import java.util.TreeMap;

/// What is remembered of one family between two steps. Immutable.
///
/// A model has its parameters, their covariance in unconstrained coordinates and the misfit; smiles
/// have one belief an expiry.
public final class FamilyState {
  private final long asOfNs;
  private final double[] parameters;
  private final double[] covariance;
  private final double misfit;
  private final double[] stability;
  private final long referenceNs;
  private final SortedMap<Long, SmileBelief> smiles;

  /// A state; copies its arguments.
  ///
  /// @param asOfNs when the last fit that counts was made
  /// @param parameters of a model; empty for smiles
  /// @param covariance of its coordinates, row-major; empty where the last fit told none
  /// @param misfit s² of that fit, > 0
  /// @param stability state of the stability index; empty before the first update
  /// @param referenceNs the expiry whose smile the index follows; 0 for a model
  /// @param smiles by instant of expiry; empty for a model
  public FamilyState(
      long asOfNs,
      double[] parameters,
      double[] covariance,
      double misfit,
      double[] stability,
      long referenceNs,
      SortedMap<Long, SmileBelief> smiles) {
    this.asOfNs = asOfNs;
    this.parameters = parameters.clone();
    this.covariance = covariance.clone();
    this.misfit = misfit;
    this.stability = stability.clone();
    this.referenceNs = referenceNs;
    this.smiles = Collections.unmodifiableSortedMap(new TreeMap<>(smiles));
  }

  /// The state of a model.
  static FamilyState ofModel(
      long asOfNs, double[] parameters, double[] covariance, double misfit, double[] stability) {
    return new FamilyState(
        asOfNs, parameters, covariance, misfit, stability, 0, Collections.emptySortedMap());
  }

  /// The state of smiles.
  static FamilyState ofSmiles(
      long asOfNs, double[] stability, long referenceNs, SortedMap<Long, SmileBelief> smiles) {
    return new FamilyState(asOfNs, new double[0], new double[0], 1, stability, referenceNs, smiles);
  }

  /// When the last fit that counts was made.
  public long asOfNs() {
    return asOfNs;
  }

  /// The parameters; a copy.
  public double[] parameters() {
    return parameters.clone();
  }

  /// Covariance of their coordinates, row-major; a copy.
  public double[] covariance() {
    return covariance.clone();
  }

  /// s² of the last fit.
  public double misfit() {
    return misfit;
  }

  /// The state of the stability index; a copy.
  public double[] stability() {
    return stability.clone();
  }

  /// The expiry whose smile the index follows; 0 for a model.
  public long referenceNs() {
    return referenceNs;
  }

  /// The smiles by instant of expiry.
  public SortedMap<Long, SmileBelief> smiles() {
    return smiles;
  }
}
