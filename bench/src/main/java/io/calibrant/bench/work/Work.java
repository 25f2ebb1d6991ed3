package io.calibrant.bench.work;

import java.util.List;

/// A piece of work that several engines do on the same input.
///
/// @param name as in `--work`
/// @param unit what a time is per: `option` or `fit`
/// @param goalNs our goal per unit, ns
/// @param limit the roofline
/// @param engines ours first
public record Work(String name, String unit, double goalNs, Limit limit, List<Engine> engines) {
  /// Copies the engines.
  public Work {
    engines = List.copyOf(engines);
  }
}
