package io.calibrant.core.surface;

/// A dated future's best bid and ask, quote currency; NaN where a side is missing.
public record FutureQuote(String name, long expiryTimeNs, double bid, double ask, double mark) {}
