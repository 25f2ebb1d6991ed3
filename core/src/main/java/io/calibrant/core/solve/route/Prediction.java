package io.calibrant.core.solve.route;

/// What history says of a candidate on a problem like this.
///
/// @param candidate its name
/// @param success probability that it finds the right minimum
/// @param work expected evaluations, Jacobians at their price
/// @param trials how many records of this cell stand behind it
public record Prediction(String candidate, double success, double work, int trials) {}
