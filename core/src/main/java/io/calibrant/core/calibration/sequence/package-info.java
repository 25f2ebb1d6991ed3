/// Calibrations that remember the one before: a Gaussian prior from step to step, bounded and
/// shrunk updates, and an index of how stable the parameters are.
@NullMarked
package io.calibrant.core.calibration.sequence;

import org.jspecify.annotations.NullMarked;
