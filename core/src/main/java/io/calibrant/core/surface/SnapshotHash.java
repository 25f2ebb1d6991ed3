package io.calibrant.core.surface;

import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.Quote;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/// SHA-256 of a snapshot's canonical bytes, as a tree: over its expiries, whose hashes are over
/// their quotes, whose hashes are over their contract's terms and what they say.
///
/// So that what did not change need not be read again: the terms of a contract are hashed once in
/// its life, a quote when it changes, an expiry from 32 bytes a quote. Every number is written as
/// its 8 big-endian bytes (doubles by `doubleToLongBits`, so that all NaNs are one), every string
/// as its UTF-8 length and bytes, in the snapshot's own order. Belongs to one thread.
final class SnapshotHash {
  /// The length of a hash.
  static final int BYTES = 32;

  private final MessageDigest digest;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 12);

  SnapshotHash() {
    try {
      digest = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The hash of a contract's terms.
  byte[] of(Instrument.Option option) {
    put(option);
    return finish();
  }

  /// The hash of a quote.
  ///
  /// @param terms that of its contract
  byte[] of(byte[] terms, Quote quote) {
    put(terms);
    put(quote.bid());
    put(quote.ask());
    put(quote.bidSize());
    put(quote.askSize());
    put(quote.mark());
    put(quote.markVol());
    put(quote.venueForward());
    put(quote.index());
    put(quote.openInterest());
    put(quote.volume());
    put(quote.exchangeTimeNs());
    put(quote.receiptTimeNs());
    put(quote.unchangedSinceNs());
    put(quote.reason().name());
    return finish();
  }

  /// The hash of one expiry, whatever instant it is seen from.
  ///
  /// @param count of quotes
  /// @param quotes their hashes one after the other, in the order of [ExpiryQuotes]
  String of(long expiryTimeNs, int count, byte[] quotes) {
    put(expiryTimeNs);
    put(count);
    put(quotes);
    return HexFormat.of().formatHex(finish());
  }

  /// The hash of one expiry whose quotes have not been hashed yet.
  static String ofQuotes(long expiryTimeNs, List<Quote> quotes) {
    var hash = new SnapshotHash();
    byte[] hashes = new byte[quotes.size() * BYTES];
    for (int i = 0; i < quotes.size(); i++) {
      Quote quote = quotes.get(i);
      System.arraycopy(hash.of(hash.of(quote.instrument()), quote), 0, hashes, i * BYTES, BYTES);
    }
    return hash.of(expiryTimeNs, quotes.size(), hashes);
  }

  /// The hash of a snapshot: over those of its expiries.
  static String of(
      String venue,
      String underlying,
      long asOfNs,
      double index,
      List<ExpiryQuotes> expiries,
      List<FutureQuote> futures) {
    var hash = new SnapshotHash();
    hash.put(venue);
    hash.put(underlying);
    hash.put(asOfNs);
    hash.put(index);
    hash.put(expiries.size());
    for (ExpiryQuotes expiry : expiries) {
      hash.put(expiry.hash());
    }
    hash.put(futures.size());
    for (FutureQuote future : futures) {
      hash.put(future.name());
      hash.put(future.expiryTimeNs());
      hash.put(future.bid());
      hash.put(future.ask());
      hash.put(future.mark());
    }
    return HexFormat.of().formatHex(hash.finish());
  }

  private void put(Instrument.Option option) {
    put(option.venue());
    put(option.name());
    put(option.underlying());
    put(option.settlement().name());
    put(option.expiryTimeNs());
    put(option.strike());
    put(option.type().name());
    put(option.tickSize().base());
    put(option.tickSize().stepAbove());
    put(option.tickSize().step());
    put(option.contractSize());
  }

  private void put(double value) {
    put(Double.doubleToLongBits(value));
  }

  private void put(long value) {
    room(Long.BYTES);
    buffer.putLong(value);
  }

  private void put(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    put(bytes.length);
    put(bytes);
  }

  private void put(byte[] bytes) {
    room(bytes.length);
    if (bytes.length > buffer.remaining()) {
      digest.update(bytes);
    } else {
      buffer.put(bytes);
    }
  }

  private void room(int bytes) {
    if (buffer.remaining() < bytes) {
      drain();
    }
  }

  private void drain() {
    digest.update(buffer.flip());
    buffer.clear();
  }

  private byte[] finish() {
    drain();
    return digest.digest();
  }
}
