package io.calibrant.venues.deribit;

/// Hand-made frames in the venue's shapes.
final class Frames {
  private Frames() {}

  static String subscription(String channel, String data) {
    return """
    {"jsonrpc":"2.0","method":"subscription","params":{"channel":"%s","data":%s}}\
    """
        .formatted(channel, data);
  }

  /// An option ticker; `fields` come first and must end in a comma when not empty.
  static String ticker(String instrument, String fields) {
    return subscription(
        "ticker." + instrument + ".100ms",
        """
        {%s"underlying_index":"SYN.X","state":"open","settlement_price":0.05,
         "last_price":null,"interest_rate":0.0,"instrument_name":"%s",
         "greeks":{"vega":3.8,"theta":-28.3,"rho":0.66,"gamma":0.00058,"delta":0.62},
         "stats":{"volume":13.4,"price_change":-19.1,"low":0.03,"high":0.04}}\
        """
            .formatted(fields, instrument));
  }
}
