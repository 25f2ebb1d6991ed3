package io.calibrant.core.calibration.model;

import io.calibrant.core.solve.Termination;

/// The best point of a run and what was seen there.
@SuppressWarnings("ArrayRecordComponent") // carries arrays from the fit to its result, once
record Optimum(
    double[] parameters,
    double[] start,
    double[] prices,
    double[] residuals,
    double[] jacobian,
    double cost,
    Termination termination) {}
