package io.calibrant.engine.fold;

import io.calibrant.core.market.Quote;
import io.calibrant.core.market.ReasonCode;
import io.calibrant.core.market.VenueMessage.TradingState;
import io.calibrant.core.surface.BookState;
import io.calibrant.engine.journal.BinaryReader;
import io.calibrant.engine.journal.BinaryWriter;
import io.calibrant.engine.journal.MessageCodec;

/// The binary form of what a book remembers of one option.
final class ContractCodec {
  private static final TradingState[] STATES = TradingState.values();

  private ContractCodec() {}

  static void write(BookState.Contract contract, BinaryWriter out) {
    Quote quote = contract.quote();
    MessageCodec.writeOption(quote.instrument(), out);
    out.putDouble(quote.bid());
    out.putDouble(quote.ask());
    out.putDouble(quote.bidSize());
    out.putDouble(quote.askSize());
    out.putDouble(quote.mark());
    out.putDouble(quote.markVol());
    out.putDouble(quote.venueForward());
    out.putDouble(quote.index());
    out.putDouble(quote.openInterest());
    out.putDouble(quote.volume());
    out.putLong(quote.exchangeTimeNs());
    out.putLong(quote.receiptTimeNs());
    out.putLong(quote.unchangedSinceNs());
    out.putString(quote.reason().name());
    out.putDouble(contract.minPrice());
    out.putDouble(contract.maxPrice());
    out.putDouble(contract.forwardWhenChanged());
    out.putOneOf(contract.state());
    out.putBoolean(contract.seen());
    out.putBoolean(contract.voided());
  }

  static BookState.Contract read(BinaryReader in) {
    var quote =
        new Quote(
            MessageCodec.readOption(in),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getDouble(),
            in.getLong(),
            in.getLong(),
            in.getLong(),
            ReasonCode.valueOf(in.getString()));
    return new BookState.Contract(
        quote,
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getOneOf(STATES),
        in.getBoolean(),
        in.getBoolean());
  }
}
