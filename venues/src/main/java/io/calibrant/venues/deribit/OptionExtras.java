package io.calibrant.venues.deribit;

/// What a ticker on the wire has beside an `OptionTicker`: the reader skips it, clients expect it.
///
/// @param underlyingIndex `index_price`, `SYN.BTC-8JUN20`, or a future's name
/// @param delta Black delta, not premium-adjusted
/// @param gamma per quote-currency unit
/// @param vega quote currency per vol point
/// @param theta quote currency per day
public record OptionExtras(
    String underlyingIndex, double delta, double gamma, double vega, double theta, double rho) {}
