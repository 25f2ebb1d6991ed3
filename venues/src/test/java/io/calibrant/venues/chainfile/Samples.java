package io.calibrant.venues.chainfile;

import java.util.List;

/// Hand-made files, one per layout.
final class Samples {
  static final String CHAINS =
      """
      snapshot_utc,instrument_name,bid,ask,mark,mark_iv,underlying,underlying_index,index_price,delta,open_interest,volume
      2026-01-05T12:00:00Z,BTC-16JAN26-82000-C,0.084,,0.0855,0.4323,90500.25,SYN.BTC-16JAN26,90000.5,0.8,0.3,0.0
      2026-01-05T12:00:00Z,ETH-16JAN26-3000-P,0.0155,0.0165,0.016,0.6,3010,,3000,-0.4,1,2
      2026-01-05T18:00:00Z,BTC-16JAN26-82000-C,0.08,0.09,0.0855,0.4323,90500.25,,90000.5,0.8,0.3,0.0
      2026-01-05T18:00:00Z,BTC-PERPETUAL,0.08,0.09,0.0855,0.4323,90500.25,,90000.5,0.8,0.3,0.0
      """;

  static final String TICKERS =
      """
      ,instrument_name,timestamp,stats,state,bids,best_bid_price,best_ask_price,best_bid_amount,best_ask_amount,mark_price,mark_iv,underlying_price,index_price,min_price,max_price
      0,BTC-26JUN20-9250-P,1590103193775,"{'volume': 717.1, 'low': None}",open,"[[0.02, 9.0]]",0.02,0.023,9.0,1E1,0.0212,85.05,9096.11,9095.83,0.0005,0.0535
      1,BTC-26JUN20-9500-P,1590103193800,"{'volume': 0.0, 'low': None}",open,[],0.0,0.04,0.0,1.0,0.03,80.0,9096.11,9095.83,0.0005,0.0935
      2,BTC-26JUN20-9750-P,1590103193900,{},closed,[],0.03,0.04,1.0,1.0,0.03,80.0,9096.11,9095.83,0.0005,0.0935
      """;

  static final String FUTURES =
      """
      instrument_name,expiration_timestamp,future_type,best_bid_price,best_ask_price,mark_price
      BTC-26JUN20,1593158400000,reversed,9100.5,9101,9100.7
      BTC-PERPETUAL,32503708800000,reversed,9090,9090.5,9090
      """;

  static final String SUMMARY_TABLE =
      """
      ,bid_price,ask_price,mark_price,mark_iv,creation_timestamp,underlying_price,estimated_delivery_price,instrument_name,open_interest,volume
      0,0.0004,0.001,0.0007,60.5,1704712781414,2241.65,2222.19,ETH-26JAN24-1200-P,965.0,1.0
      1,,,0.15,58,1704712781415,2241.65,2222.19,ETH-26JAN24-2550-P,229,0
      2,0.1,0.2,0.15,58,1704712781415,2241.65,2222.19,BTC-CS-26JAN24-1_2,229,0
      """;

  static final String SUMMARY_JSON =
      "{\"jsonrpc\":\"2.0\",\"result\":["
          + "{\"bid_price\":0.0004,\"ask_price\":0.001,\"mark_price\":0.0007,\"mark_iv\":60.5,"
          + "\"creation_timestamp\":1704712781414,\"underlying_price\":2241.65,"
          + "\"estimated_delivery_price\":2222.19,\"instrument_name\":\"ETH-26JAN24-1200-P\","
          + "\"open_interest\":965.0,\"volume\":1.0},"
          + "{\"bid_price\":null,\"ask_price\":null,\"mark_price\":0.15,\"mark_iv\":58,"
          + "\"creation_timestamp\":1704712781415,\"underlying_price\":2241.65,"
          + "\"estimated_delivery_price\":2222.19,\"instrument_name\":\"ETH-26JAN24-2550-P\","
          + "\"open_interest\":229,\"volume\":0},"
          + "{\"bid_price\":0.1,\"mark_iv\":-74.2,\"creation_timestamp\":1704712781415,"
          + "\"estimated_delivery_price\":\"expired\",\"instrument_name\":\"BTC-CS-26JAN24-1_2\"}"
          + "],\"usIn\":1}";

  static final String EQUITY_VOLS =
      """
      ,Expiry,Texp,Strike,Bid,Ask,Fwd,CallMid
      0,20230225,0.027378507871321013,4000.0,0.24,0.25,4100,
      1,20230225,0.027378507871321013,4200.0,,0.2,4100,1.5
      """;

  static final String EQUITY_PRICES =
      """
      TimeToExpiration,Strike,logStrike,CallBidPrice,CallAskPrice,PutBidPrice,PutAskPrice,CallOpenInterest,PutOpenInterest
      0.0465444191188046,4100,-0.101160587245848,437.4,441.4,3.2,3.5,12,894
      """;

  static final String NEUTRAL =
      """
      # made by hand
      asOf,underlying,expiry,strike,type,bid,ask,settlement,forward,colour
      2026-11-21T12:00:00Z,BTC,2026-12-25,100000,C,0.05,0.052,inverse,99000,red
      2026-11-21T12:00:00Z,BTC,2026-12-25,100000,P,0.06,,inverse,99000,blue
      """;

  static final List<String> ALL =
      List.of(
          CHAINS,
          TICKERS,
          FUTURES,
          SUMMARY_TABLE,
          SUMMARY_JSON,
          EQUITY_VOLS,
          EQUITY_PRICES,
          NEUTRAL);

  private Samples() {}
}
