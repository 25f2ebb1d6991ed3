package io.calibrant.bench.work;

/// The physical limit of a work on the reference core: the time of its arithmetic alone.
///
/// @param ns per unit
/// @param reason how the limit was counted
public record Limit(double ns, String reason) {}
