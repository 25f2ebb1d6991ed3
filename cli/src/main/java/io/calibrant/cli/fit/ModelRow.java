package io.calibrant.cli.fit;

import io.calibrant.core.calibration.model.ScoredFamily;

/// One family fitted to a snapshot, beside the others.
///
/// @param scored the fit with its losses in and out of sample
/// @param elapsedMs wall time of both fits, milliseconds
/// @param chosen whether the automatic choice fell on it
/// @param choice why, if it did; else empty
public record ModelRow(ScoredFamily scored, double elapsedMs, boolean chosen, String choice) {}
