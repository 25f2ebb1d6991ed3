package io.calibrant.venues.deribit;

/// One price level of a book, or a change of it; `size` 0 removes it.
///
/// @param price premium units
/// @param size coins
public record BookLevel(double price, double size) {}
