package io.calibrant.engine.fold;

import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;

/// How many of what the fold has seen since the journal began.
///
/// @param messages all messages
/// @param quotes tickers, book tops, marks and index levels
/// @param unrouted messages about contracts that were never listed
/// @param broken cycles in which a stage broke
public record EngineCounts(
    long messages,
    long quotes,
    long trades,
    long gaps,
    long unrouted,
    long cycles,
    long published,
    long held,
    long broken) {
  /// Nothing yet.
  public static final EngineCounts ZERO = new EngineCounts(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// What was counted since `before`.
  public EngineCounts minus(EngineCounts before) {
    return new EngineCounts(
        messages - before.messages,
        quotes - before.quotes,
        trades - before.trades,
        gaps - before.gaps,
        unrouted - before.unrouted,
        cycles - before.cycles,
        published - before.published,
        held - before.held,
        broken - before.broken);
  }

  static EngineCounts read(BinaryReader in) {
    return new EngineCounts(
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong(),
        in.getLong());
  }

  void write(BinaryWriter out) {
    out.putLong(messages);
    out.putLong(quotes);
    out.putLong(trades);
    out.putLong(gaps);
    out.putLong(unrouted);
    out.putLong(cycles);
    out.putLong(published);
    out.putLong(held);
    out.putLong(broken);
  }
}
