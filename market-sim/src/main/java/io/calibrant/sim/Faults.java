package io.calibrant.sim;

import io.calibrant.sim.market.MarketFaults;

/// What goes wrong, by kind and rate; drawn from the seed.
///
/// @param gap probability per frame that it is lost
/// @param duplicate probability per frame that it comes twice
/// @param reorder probability per frame that the next one overtakes it
/// @param malformed probability per frame that a damaged copy comes before it
/// @param stall stalls per second and connection; each lasts 1 to 4 s, then all held frames come
/// @param disconnect abrupt closures per second and connection
/// @param crossed probability per quote that bid and ask are swapped
/// @param oneSided probability per quote that a side is missing
/// @param slowRest probability per REST request that the answer takes 2 s
public record Faults(
    double gap,
    double duplicate,
    double reorder,
    double malformed,
    double stall,
    double disconnect,
    double crossed,
    double oneSided,
    double slowRest) {
  /// Nothing goes wrong.
  public static final Faults NONE = new Faults(0, 0, 0, 0, 0, 0, 0, 0, 0);

  /// Everything goes wrong now and then.
  public static final Faults ALL =
      new Faults(0.002, 0.005, 0.005, 0.002, 0.02, 0.01, 0.002, 0.01, 0.1);

  public Faults {
    double[] all = {
      gap, duplicate, reorder, malformed, stall, disconnect, crossed, oneSided, slowRest
    };
    for (double p : all) {
      if (!(p >= 0 && p <= 1)) {
        throw new IllegalArgumentException("fault rate %s: must be from 0 to 1".formatted(p));
      }
    }
  }

  /// These faults with one kind at another rate.
  ///
  /// @param kind a component of this record by name, such as `gap`
  public Faults with(String kind, double rate) {
    return switch (kind) {
      case "gap" ->
          new Faults(
              rate, duplicate, reorder, malformed, stall, disconnect, crossed, oneSided, slowRest);
      case "duplicate" ->
          new Faults(gap, rate, reorder, malformed, stall, disconnect, crossed, oneSided, slowRest);
      case "reorder" ->
          new Faults(
              gap, duplicate, rate, malformed, stall, disconnect, crossed, oneSided, slowRest);
      case "malformed" ->
          new Faults(gap, duplicate, reorder, rate, stall, disconnect, crossed, oneSided, slowRest);
      case "stall" ->
          new Faults(
              gap, duplicate, reorder, malformed, rate, disconnect, crossed, oneSided, slowRest);
      case "disconnect" ->
          new Faults(gap, duplicate, reorder, malformed, stall, rate, crossed, oneSided, slowRest);
      case "crossed" ->
          new Faults(
              gap, duplicate, reorder, malformed, stall, disconnect, rate, oneSided, slowRest);
      case "oneSided" ->
          new Faults(
              gap, duplicate, reorder, malformed, stall, disconnect, crossed, rate, slowRest);
      case "slowRest" ->
          new Faults(
              gap, duplicate, reorder, malformed, stall, disconnect, crossed, oneSided, rate);
      default -> throw new IllegalArgumentException("fault kind '%s': unknown".formatted(kind));
    };
  }

  /// The faults that are in the quotes themselves.
  MarketFaults market() {
    return new MarketFaults(crossed, oneSided);
  }
}
