package io.calibrant.sim.server;

import io.calibrant.sim.market.SimCoin;
import io.calibrant.sim.market.SimContract;
import io.calibrant.sim.market.SimFuture;
import io.calibrant.sim.market.SimMarket;
import io.calibrant.sim.market.TrueSurface;
import io.calibrant.venues.deribit.DeribitEncoder;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The bodies of REST answers; runs under the exchange's lock.
final class RestApi {
  private static final int BAD_PARAMS = -32_602;

  private final SimMarket market;

  RestApi(SimMarket market) {
    this.market = market;
  }

  /// `public/get_instruments`.
  String instruments(@Nullable String currency, @Nullable String kind) {
    StringBuilder out = new StringBuilder(1 << 19).append('[');
    boolean known = false;
    for (SimCoin coin : market.coins()) {
      if (!coin.underlying().coin().equals(currency) && !"any".equals(currency)) {
        continue;
      }
      known = true;
      if (kind == null || kind.equals("option")) {
        for (SimContract c : coin.contracts()) {
          comma(out);
          DeribitEncoder.instrument(out, c.instrument(), c.createdNs() / 1_000_000L);
        }
      }
      if (kind == null || kind.equals("future")) {
        for (SimFuture f : coin.futures()) {
          comma(out);
          DeribitEncoder.instrument(out, f.instrument(), 0);
        }
      }
    }
    if (!known) {
      return DeribitEncoder.error(-1, BAD_PARAMS, "Invalid params: currency");
    }
    return DeribitEncoder.result(-1, out.append(']').toString());
  }

  /// `public/get_book_summary_by_currency` of options.
  String bookSummary(@Nullable String currency) {
    StringBuilder out = new StringBuilder(1 << 18).append('[');
    for (SimCoin coin : market.coins()) {
      if (coin.underlying().coin().equals(currency)) {
        for (SimContract c : coin.contracts()) {
          comma(out);
          DeribitEncoder.bookSummary(out, c.ticker(), c.extras().underlyingIndex());
        }
      }
    }
    return DeribitEncoder.result(-1, out.append(']').toString());
  }

  /// `public/get_index_price`.
  String indexPrice(@Nullable String index) {
    for (SimCoin coin : market.coins()) {
      if (coin.underlying().index().equals(index)) {
        double price = Math.round(coin.spot() * 100) / 100.0;
        return DeribitEncoder.result(-1, "{\"index_price\":%s}".formatted(price));
      }
    }
    return DeribitEncoder.error(-1, BAD_PARAMS, "Invalid params: index_name");
  }

  /// `/sim/truth`: full precision, one object.
  Optional<String> truth(String coin, long timeNs) {
    return market.truthAt(coin, timeNs).map(RestApi::json);
  }

  private static String json(TrueSurface truth) {
    StringBuilder out = new StringBuilder(1 << 15);
    out.append("{\"underlying\":\"").append(truth.coin());
    out.append("\",\"timeNs\":").append(truth.timeNs());
    out.append(",\"index\":").append(truth.spot());
    out.append(",\"variance\":").append(truth.variance());
    out.append(",\"rho\":").append(truth.rho()).append(",\"expiries\":[");
    for (TrueSurface.Slice slice : truth.slices()) {
      comma(out);
      out.append("{\"expiryTimeNs\":").append(slice.expiryTimeNs());
      out.append(",\"forward\":").append(slice.forward());
      out.append(",\"years\":").append(slice.smile().years()).append(",\"k\":[");
      for (int i = 0; i < slice.smile().size(); i++) {
        comma(out).append(slice.smile().k(i));
      }
      out.append("],\"vol\":[");
      for (int i = 0; i < slice.smile().size(); i++) {
        comma(out).append(slice.smile().vol(i));
      }
      out.append("]}");
    }
    return out.append("]}").toString();
  }

  private static StringBuilder comma(StringBuilder out) {
    if (out.charAt(out.length() - 1) != '[') {
      out.append(',');
    }
    return out;
  }
}
