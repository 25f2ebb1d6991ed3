package io.calibrant.core.path;

/// What a path pays.
@FunctionalInterface
public interface PathPayoff {
  /// The payment of path `path`, in units of the forward if the payoff is written in S/F.
  double value(PathBatch paths, int path);
}
