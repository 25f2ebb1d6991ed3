package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.HoldOut;
import io.calibrant.core.calibration.model.ModelQuotes;
import java.util.function.IntPredicate;

/// Ways to split quotes into those a fit may see and those it is judged on.
public final class Split {
  private Split() {}

  /// Holds out a contiguous block of strikes of every expiry: block `block` of `blocks`.
  public static HoldOut strikeBlock(ModelQuotes quotes, int block, int blocks) {
    if (!(block >= 0 && block < blocks)) {
      throw new IllegalArgumentException(
          "block=%d of blocks=%d: must be from 0 to blocks − 1".formatted(block, blocks));
    }
    return of(
        quotes,
        i -> {
          int e = quotes.expiryIndex(i);
          int rank = i - quotes.grid().first(e);
          return (int) ((long) rank * blocks / quotes.grid().size(e)) == block;
        });
  }

  /// Holds out the outermost share of strikes on both sides: extrapolation.
  ///
  /// @param share of an expiry's quotes on each side, in ]0, ½[
  public static HoldOut wings(ModelQuotes quotes, double share) {
    if (!(share > 0 && share < 0.5)) {
      throw new IllegalArgumentException("share=" + share + ": must be in ]0, ½[");
    }
    return of(
        quotes,
        i -> {
          int e = quotes.expiryIndex(i);
          int size = quotes.grid().size(e);
          int rank = i - quotes.grid().first(e);
          int cut = (int) (share * size);
          return rank < cut || rank >= size - cut;
        });
  }

  /// Holds out expiry `e`.
  public static HoldOut expiry(ModelQuotes quotes, int e) {
    if (!(e >= 0 && e < quotes.grid().expiryCount())) {
      throw new IllegalArgumentException(
          "expiry %d of %d: must be one of them".formatted(e, quotes.grid().expiryCount()));
    }
    return of(quotes, i -> quotes.expiryIndex(i) == e);
  }

  private static HoldOut of(ModelQuotes quotes, IntPredicate held) {
    return new HoldOut(quotes.where(held.negate()), quotes.where(held));
  }
}
