package io.calibrant.core.calibration.model;

/// A split of quotes: of each expiry the ones whose rank is 2 modulo 4 are held out.
///
/// @param shown what a fit may see
/// @param held what it is judged on
public record HoldOut(ModelQuotes shown, ModelQuotes held) {
  private static final int FOLDS = 4;
  private static final int FOLD = 2;

  /// The split of `quotes`.
  public static HoldOut of(ModelQuotes quotes) {
    return new HoldOut(quotes.where(i -> !isHeld(quotes, i)), quotes.where(i -> isHeld(quotes, i)));
  }

  private static boolean isHeld(ModelQuotes quotes, int i) {
    return (i - quotes.grid().first(quotes.expiryIndex(i))) % FOLDS == FOLD;
  }
}
