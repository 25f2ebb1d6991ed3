package io.calibrant.engine.journal;

import io.calibrant.core.market.ChainPosition;
import io.calibrant.core.market.Instrument;
import io.calibrant.core.market.OptionType;
import io.calibrant.core.market.Origin;
import io.calibrant.core.market.Settlement;
import io.calibrant.core.market.TickSize;
import io.calibrant.core.market.VenueMessage;
import io.calibrant.core.market.VenueMessage.TradeKind;
import io.calibrant.core.market.VenueMessage.TradingState;
import org.jspecify.annotations.Nullable;

/// The binary form of every [VenueMessage]: a tag, the origin, then the fields in record order.
///
/// Enumerations are written by position, so their constants may only be appended.
public final class MessageCodec {
  private static final TradingState[] STATES = TradingState.values();
  private static final TradeKind[] KINDS = TradeKind.values();
  private static final OptionType[] TYPES = OptionType.values();
  private static final Settlement[] SETTLEMENTS = Settlement.values();

  private static final int LISTED_OPTION = 1;
  private static final int LISTED_FUTURE = 2;
  private static final int STATE_CHANGED = 3;
  private static final int OPTION_TICKER = 4;
  private static final int FUTURE_TICKER = 5;
  private static final int TRADE = 6;
  private static final int INDEX_LEVEL = 7;
  private static final int VOL_INDEX_LEVEL = 8;
  private static final int SEQUENCE_GAP = 9;
  private static final int CONNECTION = 10;
  private static final int BOOK_TOP = 11;
  private static final int OPTION_MARK = 12;

  private MessageCodec() {}

  /// Appends `message` to `out`.
  public static void write(VenueMessage message, BinaryWriter out) {
    switch (message) {
      case VenueMessage.OptionTicker ticker -> writeOptionTicker(ticker, out);
      case VenueMessage.FutureTicker ticker -> writeFutureTicker(ticker, out);
      case VenueMessage.Trade trade -> writeTrade(trade, out);
      case VenueMessage.Listed listed -> writeListed(listed, out);
      case VenueMessage.BookTop top -> writeBookTop(top, out);
      case VenueMessage.OptionMark mark -> {
        begin(OPTION_MARK, mark, out);
        out.putString(mark.instrument());
        out.putDouble(mark.mark());
        out.putDouble(mark.markVol());
      }
      case VenueMessage.StateChanged changed -> {
        begin(STATE_CHANGED, changed, out);
        out.putString(changed.instrument());
        out.putOneOf(changed.state());
      }
      case VenueMessage.IndexLevel level -> {
        begin(INDEX_LEVEL, level, out);
        out.putString(level.index());
        out.putDouble(level.price());
      }
      case VenueMessage.VolIndexLevel level -> {
        begin(VOL_INDEX_LEVEL, level, out);
        out.putString(level.index());
        out.putDouble(level.vol());
      }
      case VenueMessage.SequenceGap gap -> {
        begin(SEQUENCE_GAP, gap, out);
        out.putString(gap.stream());
        out.putLong(gap.expected());
        out.putLong(gap.received());
      }
      case VenueMessage.Connection connection -> {
        begin(CONNECTION, connection, out);
        out.putBoolean(connection.up());
        out.putString(connection.reason());
      }
    }
  }

  /// Reads one message.
  public static VenueMessage read(BinaryReader in) {
    int tag = in.getByte();
    Origin origin = readOrigin(in);
    return switch (tag) {
      case LISTED_OPTION -> new VenueMessage.Listed(origin, readOption(in));
      case LISTED_FUTURE -> new VenueMessage.Listed(origin, readFuture(in));
      case STATE_CHANGED ->
          new VenueMessage.StateChanged(origin, in.getString(), in.getOneOf(STATES));
      case OPTION_TICKER -> readOptionTicker(origin, in);
      case FUTURE_TICKER ->
          new VenueMessage.FutureTicker(
              origin,
              in.getString(),
              in.getDouble(),
              in.getDouble(),
              in.getDouble(),
              in.getDouble());
      case TRADE -> readTrade(origin, in);
      case INDEX_LEVEL -> new VenueMessage.IndexLevel(origin, in.getString(), in.getDouble());
      case VOL_INDEX_LEVEL ->
          new VenueMessage.VolIndexLevel(origin, in.getString(), in.getDouble());
      case SEQUENCE_GAP ->
          new VenueMessage.SequenceGap(origin, in.getString(), in.getLong(), in.getLong());
      case CONNECTION -> new VenueMessage.Connection(origin, in.getBoolean(), in.getString());
      case BOOK_TOP ->
          new VenueMessage.BookTop(
              origin,
              in.getString(),
              in.getDouble(),
              in.getDouble(),
              in.getDouble(),
              in.getDouble(),
              in.getLong());
      case OPTION_MARK ->
          new VenueMessage.OptionMark(origin, in.getString(), in.getDouble(), in.getDouble());
      default -> throw new JournalFormatException("message tag %d is unknown".formatted(tag));
    };
  }

  private static void begin(int tag, VenueMessage message, BinaryWriter out) {
    out.putByte(tag);
    Origin origin = message.origin();
    out.putString(origin.venue());
    out.putLong(origin.exchangeTimeNs());
    out.putLong(origin.receiptTimeNs());
    @Nullable ChainPosition chain = origin.chain();
    out.putBoolean(chain != null);
    if (chain != null) {
      out.putLong(chain.blockNumber());
      out.putString(chain.blockHash());
      out.putString(chain.transactionHash());
      out.putInt(chain.logIndex());
    }
  }

  private static Origin readOrigin(BinaryReader in) {
    String venue = in.getString();
    long exchangeTimeNs = in.getLong();
    long receiptTimeNs = in.getLong();
    if (!in.getBoolean()) {
      return Origin.of(venue, exchangeTimeNs, receiptTimeNs);
    }
    var chain = new ChainPosition(in.getLong(), in.getString(), in.getString(), in.getInt());
    return new Origin(venue, exchangeTimeNs, receiptTimeNs, chain);
  }

  private static void writeListed(VenueMessage.Listed listed, BinaryWriter out) {
    switch (listed.instrument()) {
      case Instrument.Option option -> {
        begin(LISTED_OPTION, listed, out);
        writeOption(option, out);
      }
      case Instrument.Future future -> {
        begin(LISTED_FUTURE, listed, out);
        writeFuture(future, out);
      }
    }
  }

  /// Appends the terms of `option`.
  public static void writeOption(Instrument.Option option, BinaryWriter out) {
    out.putString(option.venue());
    out.putString(option.name());
    out.putString(option.underlying());
    out.putOneOf(option.settlement());
    out.putLong(option.expiryTimeNs());
    out.putDouble(option.strike());
    out.putOneOf(option.type());
    out.putDouble(option.tickSize().base());
    out.putDouble(option.tickSize().stepAbove());
    out.putDouble(option.tickSize().step());
    out.putDouble(option.contractSize());
  }

  /// Reads what [#writeOption] wrote.
  public static Instrument.Option readOption(BinaryReader in) {
    return terms(
        () ->
            new Instrument.Option(
                in.getString(),
                in.getString(),
                in.getString(),
                in.getOneOf(SETTLEMENTS),
                in.getLong(),
                in.getDouble(),
                in.getOneOf(TYPES),
                new TickSize(in.getDouble(), in.getDouble(), in.getDouble()),
                in.getDouble()));
  }

  /// Appends the terms of `future`.
  public static void writeFuture(Instrument.Future future, BinaryWriter out) {
    out.putString(future.venue());
    out.putString(future.name());
    out.putString(future.underlying());
    out.putOneOf(future.settlement());
    out.putLong(future.expiryTimeNs());
  }

  /// Reads what [#writeFuture] wrote.
  public static Instrument.Future readFuture(BinaryReader in) {
    return new Instrument.Future(
        in.getString(), in.getString(), in.getString(), in.getOneOf(SETTLEMENTS), in.getLong());
  }

  private static void writeOptionTicker(VenueMessage.OptionTicker ticker, BinaryWriter out) {
    begin(OPTION_TICKER, ticker, out);
    out.putString(ticker.instrument());
    out.putDouble(ticker.bid());
    out.putDouble(ticker.ask());
    out.putDouble(ticker.bidSize());
    out.putDouble(ticker.askSize());
    out.putDouble(ticker.mark());
    out.putDouble(ticker.markVol());
    out.putDouble(ticker.bidVol());
    out.putDouble(ticker.askVol());
    out.putDouble(ticker.forward());
    out.putDouble(ticker.index());
    out.putDouble(ticker.minPrice());
    out.putDouble(ticker.maxPrice());
    out.putDouble(ticker.openInterest());
    out.putDouble(ticker.volume());
    out.putOneOf(ticker.state());
  }

  private static VenueMessage readOptionTicker(Origin origin, BinaryReader in) {
    return new VenueMessage.OptionTicker(
        origin,
        in.getString(),
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
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getOneOf(STATES));
  }

  private static void writeFutureTicker(VenueMessage.FutureTicker ticker, BinaryWriter out) {
    begin(FUTURE_TICKER, ticker, out);
    out.putString(ticker.instrument());
    out.putDouble(ticker.bid());
    out.putDouble(ticker.ask());
    out.putDouble(ticker.mark());
    out.putDouble(ticker.index());
  }

  private static void writeBookTop(VenueMessage.BookTop top, BinaryWriter out) {
    begin(BOOK_TOP, top, out);
    out.putString(top.instrument());
    out.putDouble(top.bid());
    out.putDouble(top.ask());
    out.putDouble(top.bidSize());
    out.putDouble(top.askSize());
    out.putLong(top.sequence());
  }

  private static void writeTrade(VenueMessage.Trade trade, BinaryWriter out) {
    begin(TRADE, trade, out);
    out.putString(trade.instrument());
    out.putString(trade.tradeId());
    out.putLong(trade.sequence());
    out.putDouble(trade.price());
    out.putDouble(trade.size());
    out.putBoolean(trade.takerBuys());
    out.putDouble(trade.vol());
    out.putDouble(trade.mark());
    out.putDouble(trade.index());
    out.putOneOf(trade.kind());
  }

  private static VenueMessage readTrade(Origin origin, BinaryReader in) {
    return new VenueMessage.Trade(
        origin,
        in.getString(),
        in.getString(),
        in.getLong(),
        in.getDouble(),
        in.getDouble(),
        in.getBoolean(),
        in.getDouble(),
        in.getDouble(),
        in.getDouble(),
        in.getOneOf(KINDS));
  }

  /// Terms that their own type refuses cannot have been written: the bytes are wrong.
  static <T> T terms(java.util.function.Supplier<T> read) {
    try {
      return read.get();
    } catch (IllegalArgumentException e) {
      throw new JournalFormatException(String.valueOf(e.getMessage()), e);
    }
  }
}
