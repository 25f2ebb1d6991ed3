/// Calibration of parametric models to a surface of quotes: the problem as a value, its residuals,
/// fits, and how sure they are.
@NullMarked
package io.calibrant.core.calibration.model;

import org.jspecify.annotations.NullMarked;
