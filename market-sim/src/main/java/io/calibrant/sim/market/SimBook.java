package io.calibrant.sim.market;

import io.calibrant.venues.deribit.BookLevel;
import java.util.ArrayList;
import java.util.List;

/// The best five levels of each side of a contract's book, derived from its quote.
///
/// @param bids best first
/// @param asks best first
public record SimBook(List<BookLevel> bids, List<BookLevel> asks) {
  private static final int DEPTH = 5;

  public SimBook {
    bids = List.copyOf(bids);
    asks = List.copyOf(asks);
  }

  /// The book behind a contract's quote.
  public static SimBook of(SimContract c) {
    List<BookLevel> bids = new ArrayList<>(DEPTH);
    double price = c.bid;
    for (int i = 0; i < DEPTH && price > 0; i++) {
      bids.add(new BookLevel(price, size(c.bidSize, i)));
      price = Ticks.floor(price - 0.6e-4);
    }
    List<BookLevel> asks = new ArrayList<>(DEPTH);
    price = c.ask;
    for (int i = 0; i < DEPTH && price > 0; i++) {
      asks.add(new BookLevel(price, size(c.askSize, i)));
      price = Ticks.above(price);
    }
    return new SimBook(bids, asks);
  }

  /// What turns `before` into `after`: new and changed levels, and removed ones with size 0.
  public static List<BookLevel> changes(List<BookLevel> before, List<BookLevel> after) {
    List<BookLevel> changes = new ArrayList<>();
    for (BookLevel old : before) {
      if (after.stream().noneMatch(level -> level.price() == old.price())) {
        changes.add(new BookLevel(old.price(), 0));
      }
    }
    for (BookLevel level : after) {
      if (!before.contains(level)) {
        changes.add(level);
      }
    }
    return changes;
  }

  private static double size(double best, int depth) {
    return Math.round(best * (1 + 0.5 * depth) * 10) / 10.0;
  }
}
