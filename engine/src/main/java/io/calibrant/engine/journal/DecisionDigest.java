package io.calibrant.engine.journal;

import io.calibrant.core.calibration.SmileQuotes;
import io.calibrant.core.decision.Decision;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.IdentityHashMap;

/// The SHA-256 of a decision's canonical bytes: its binary form with, in place of each expiry's
/// quotes, their number and the SHA-256 of theirs.
///
/// Most expiries stand still from one decision to the next and keep the very object that holds
/// their quotes, so that the hashes of the latest ones are remembered: a look-up by identity, which
/// changes no digest. Belongs to one thread.
public final class DecisionDigest {
  /// Of either generation; more expiries than a few underlyings have.
  private static final int MAX_KNOWN = 128;

  private final MessageDigest sha;
  private final BinaryWriter scratch = BinaryWriter.ofHeap(1 << 14);
  private final BinaryWriter quotesScratch = BinaryWriter.ofHeap(1 << 13);
  private final IdentityHashMap<String, WrittenNames> written = new IdentityHashMap<>();
  private IdentityHashMap<SmileQuotes, byte[]> young = new IdentityHashMap<>();
  private IdentityHashMap<SmileQuotes, byte[]> old = new IdentityHashMap<>();

  /// A digest that remembers nothing yet.
  public DecisionDigest() {
    try {
      sha = MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java platform has SHA-256", e);
    }
  }

  /// The digest of `decision`, lower-case hex.
  public String of(Decision decision) {
    scratch.clear();
    DecisionCodec.write(decision, this::writeHash, scratch);
    return HexFormat.of().formatHex(hash(scratch.written()));
  }

  /// The entry that lets a replay compare.
  public Entry.Decided witness(Decision decision) {
    return new Entry.Decided(of(decision), decision);
  }

  private void writeHash(SmileQuotes quotes, BinaryWriter out) {
    out.putInt(quotes.size());
    out.putBytes(hash(quotes));
  }

  private byte[] hash(SmileQuotes quotes) {
    byte[] known = young.get(quotes);
    if (known == null) {
      known = old.get(quotes);
      if (known == null) {
        quotesScratch.clear();
        WrittenNames names = names(quotes);
        SurfaceCodec.writeQuotes(quotes, names::write, quotesScratch);
        known = hash(quotesScratch.written());
      }
      remember(quotes, known);
    }
    return known;
  }

  /// The names of an expiry's contracts in bytes, which stand from one decision to the next.
  private WrittenNames names(SmileQuotes quotes) {
    if (quotes.size() == 0) {
      return WrittenNames.NONE;
    }
    WrittenNames known = written.get(quotes.name(0));
    if (known == null || !known.areThoseOf(quotes)) {
      if (written.size() >= MAX_KNOWN) {
        written.clear();
      }
      known = WrittenNames.of(quotes);
      written.put(quotes.name(0), known);
    }
    return known;
  }

  private void remember(SmileQuotes quotes, byte[] hash) {
    if (young.size() >= MAX_KNOWN) {
      IdentityHashMap<SmileQuotes, byte[]> emptied = old;
      emptied.clear();
      old = young;
      young = emptied;
    }
    young.put(quotes, hash);
  }

  private byte[] hash(ByteBuffer bytes) {
    sha.update(bytes);
    return sha.digest();
  }
}
