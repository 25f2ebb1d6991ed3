package io.calibrant.core.black;

/// Implied vols, Black-76 values and first Greeks of columns of options.
///
/// All columns have one length; none is modified but the outputs. Signs are +1 for a call and −1
/// for a put, anything else is undefined. Prices are undiscounted and in quote currency, vols
/// decimals per √year, expiries years. An instance owns its scratch memory: use it from one thread
/// at a time; calls allocate nothing. [PlainBlack] is in plain Java; module `simd` has one that
/// uses vector instructions and gives the same bits; [BlackBatches] picks. [ScalarBlack] is the
/// most exact one, for comparison.
public interface BlackBatch {
  /// Vols without a first guess, NaN where the status is not [VolStatus#OK].
  ///
  /// @param vols receives the vols
  /// @param statuses receives [VolStatus#code]
  void impliedVols(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses);

  /// The same from the vols of before: fastest where they moved by a few per cent at most, right
  /// whatever they hold.
  ///
  /// @param vols holds the previous vols (NaN or ≤ 0: none) and receives the new ones
  void impliedVolsFromPrevious(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] prices,
      double[] vols,
      byte[] statuses);

  /// Undiscounted values and Greeks in quote currency, as in [Greeks] with D = 1: delta ∂V/∂F,
  /// gamma ∂²V/∂F², vega per 1.00 of vol, theta per year. NaN throughout a row whose forward,
  /// strike, vol or expiry is not a finite number > 0.
  void greeks(
      double[] signs,
      double[] forwards,
      double[] strikes,
      double[] expiries,
      double[] vols,
      double[] values,
      double[] deltas,
      double[] gammas,
      double[] vegas,
      double[] thetas);

  /// Calls every kernel a thousand times, which takes a second or a few, so that the compiler has
  /// taken them before the first call that matters; until it has, vector code runs a hundred times
  /// slower and allocates. Plain code needs none.
  default void warmUp() {}

  /// The same for [#impliedVols] alone.
  default void warmUpVols() {}

  /// Which arithmetic this is, such as `vector 512 bit` or `plain`; one line for a log.
  String kernel();

  /// Why this one was picked.
  String reason();
}
