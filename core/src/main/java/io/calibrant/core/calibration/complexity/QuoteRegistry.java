package io.calibrant.core.calibration.complexity;

import io.calibrant.core.calibration.model.ModelQuotes;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SortedSet;
import java.util.TreeSet;

/// What a fit has seen: a set of quotes, each by (instant, expiry, log-moneyness), with a hash.
///
/// Whoever scores a fit asks [#checkDisjoint] first: a quote that was seen cannot judge.
public final class QuoteRegistry {
  private final SortedSet<Key> keys = new TreeSet<>();

  private record Key(long asOfNs, double years, double k) implements Comparable<Key> {
    @Override
    public int compareTo(Key other) {
      int byTime = Long.compare(asOfNs, other.asOfNs);
      int byExpiry = byTime != 0 ? byTime : Double.compare(years, other.years);
      return byExpiry != 0 ? byExpiry : Double.compare(k, other.k);
    }
  }

  /// Registers `quotes` as seen, as of `asOfNs`.
  public void see(long asOfNs, ModelQuotes quotes) {
    for (int i = 0; i < quotes.size(); i++) {
      keys.add(new Key(asOfNs, quotes.expiry(i), quotes.k(i)));
    }
  }

  /// Number of quotes seen.
  public int size() {
    return keys.size();
  }

  /// Throws where one of `held` has been seen.
  ///
  /// @param held quotes that are to judge
  public void checkDisjoint(long asOfNs, ModelQuotes held) {
    for (int i = 0; i < held.size(); i++) {
      if (keys.contains(new Key(asOfNs, held.expiry(i), held.k(i)))) {
        throw new IllegalArgumentException(
            "quote %d at k=%s, T=%s as of %d is in sample: hold it out before the fit, or judge by others"
                .formatted(i, held.k(i), held.expiry(i), asOfNs));
      }
    }
  }

  /// Throws where a quote as of `asOfNs` or later has been seen: the future must be left out.
  public void checkFuture(long asOfNs) {
    if (!keys.isEmpty() && keys.last().asOfNs() >= asOfNs) {
      throw new IllegalArgumentException(
          "quotes as of %d are in sample, the score is as of %d: leave the future out"
              .formatted(keys.last().asOfNs(), asOfNs));
    }
  }

  /// SHA-256 of the set, lower-case hex, whatever the order in which it was seen.
  public String hash() {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update("calibrant in-sample 1\n".getBytes(StandardCharsets.UTF_8));
      ByteBuffer row = ByteBuffer.allocate(3 * Long.BYTES);
      for (Key key : keys) {
        row.clear();
        row.putLong(key.asOfNs()).putDouble(key.years()).putDouble(key.k());
        digest.update(row.array());
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
